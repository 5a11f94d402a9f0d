/** A file of `src/`: its path there, and its text. */
export interface CodeFile {
  readonly path: string;
  readonly text: string;
}

/** The rooms in which verdicts are made (docs/architecture.md). */
const WORDLESS = /^(?:passage|judging|reading|night\/pool)\//;

/** Surfaces that are shown in several languages: their sentences stand in the catalogue (surfaces/words/messages.json). */
const TRANSLATED =
  /^surfaces\/(?:(?:mail|words)\/|(?:headline|overview|publication|evidence|saved-page|chat|issue|files\/(?:feed|calendar|markdown))\.ts$)/;

/** English weights and a pattern: looked for in foreign text, never said. Lists in JSON are no code. */
const LOOKED_FOR: ReadonlySet<string> = new Set([
  'judging/editions/withdrawal-notice.ts',
  'passage/homographs.ts',
  'passage/weight.ts',
]);

/** Four words of lower case in a row, which no kind, header, tag or media type has. */
const SENTENCE = /\p{Ll}+(?:,? \p{Ll}+){3}/u;

/** Each sentence that these files would say by themselves, with its place. */
export const sentencesIn = (files: readonly CodeFile[]): readonly string[] =>
  files
    .filter(({ path }) => (WORDLESS.test(path) && !LOOKED_FOR.has(path)) || TRANSLATED.test(path))
    .flatMap(({ path, text }) =>
      literalsIn(text)
        .filter((literal) => SENTENCE.test(literal))
        .map(
          (literal) =>
            `${path}: “${literal}”; a verdict carries kinds and figures, the catalogue in surfaces/words/ says them`,
        ),
    );

const COMMENT = String.raw`/\*[\s\S]*?\*/|//[^\n]*`;
const PATTERN = String.raw`(?<=(?:[=(,:?[!&|]|\breturn)\s*)/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*|(?:RegExp|Error)\(\s*(?:'(?:[^'\\\n]|\\.)*'|\x60[^\x60]*\x60)`;
/** What a template fills in, with a template in it at most. */
const FILLING = '\\$\\{(?:[^`{}]|`[^`]*`|\\{[^{}]*\\})*\\}';
const LITERAL = `'(?:[^'\\\\\\n]|\\\\.)*'|"(?:[^"\\\\\\n]|\\\\.)*"|\`(?:[^\`\\\\$]|\\\\.|\\$(?!\\{)|${FILLING})*\``;
const TOKENS = new RegExp(`(?:${COMMENT}|${PATTERN})|(?<literal>${LITERAL})`, 'g');

/** The strings and templates of a piece of code, without comments, patterns, and messages of defects. What a template fills in is no word of ours. */
function literalsIn(code: string): readonly string[] {
  return [...code.matchAll(TOKENS)].flatMap(({ groups }) => {
    const literal = groups?.literal;
    if (literal === undefined) return [];
    const fillings = literal.startsWith('`') ? (literal.match(new RegExp(FILLING, 'g')) ?? []) : [];
    return [
      literal.slice(1, -1).replace(new RegExp(FILLING, 'g'), 'X'),
      ...fillings.flatMap(literalsIn),
    ];
  });
}
