import type { Lint, LintPlace, LintReason, LintRule } from '../model/lint.js';
import { shorten } from '../passage/text/sentences.js';
import { wrap } from './terminal/screen.js';
import { commandMessages } from './words/catalogues.js';
import rules from './words/lint-rules.json' with { type: 'json' };
import type { Locale } from './words/locale.js';
import { count } from './words/words.js';

/** The line of `sources.json` at which a place stands; undefined where it stands nowhere in it. */
export type LineOf = (place: LintPlace) => number | undefined;

export interface LintFiles {
  readonly sources: string;
  readonly report: string | null;
}

/** Places of a rule from which on those of which the same is said are named together. Chosen by eye: so many fit on a screen. */
const MIN_GROUPED_PLACES = 3;
/** Characters of a title that are shown. */
const LONGEST_TITLE = 80;
/** Columns of a list of places. */
const WIDTH = 100;

/** What is wrong, by rule, worst first, each with its places and how it is mended. */
export function renderLint(
  locale: Locale,
  lints: readonly Lint[],
  { sources }: LintFiles,
  lineOf: LineOf,
): string {
  const rules = [...new Set(lints.map(({ why }) => why.rule))];
  const blocks = rules.map((rule) => {
    const own = lints.filter(({ why }) => why.rule === rule);
    const { name, mend } = RULE_WORDS[rule];
    const where = (place: LintPlace): string => placeWords(place, sources, lineOf(place));
    return `${own[0]?.severity}  ${name} (${rule}, ${own.length})\n${entries(locale, own, where).join('\n')}\n  → ${mend}\n`;
  });
  return lints.length === 0
    ? 'Nothing is wrong with the citations.\n'
    : `${blocks.join('\n')}\n${count(lints.length, 'thing', 'things')} to mend, by ${count(rules.length, 'rule', 'rules')}.\n`;
}

/** What breaks one rule. Where there is much of it, what is said of several places is said once. */
function entries(
  locale: Locale,
  own: readonly Lint[],
  where: (place: LintPlace) => string,
): readonly string[] {
  const sentences = [...new Set(own.map(({ why }) => lintSentence(locale, why)))];
  return sentences.flatMap((sentence) => {
    const places = own
      .filter(({ why }) => lintSentence(locale, why) === sentence)
      .map(({ place }) => place);
    if (sentence === '') return places.map((place) => `  ${where(place)}`);
    if (own.length > MIN_GROUPED_PLACES && places.length > 1)
      return [`  ${sentence}`, wrap(joinPlaces(places), WIDTH, '    ')];
    return places.flatMap((place) => [`  ${where(place)}`, `    ${sentence}`]);
  });
}

/** What the names of several places may begin with alike. */
const START = /^(?:.*(?=\/)|(?:page \d+, )?paragraph )/u;

/** The names of places; what one has of the one before is left out: `ASI2025-01/4 · /5`, `paragraph 72 · 79`. */
function joinPlaces(places: readonly LintPlace[]): string {
  const names = places.map(placeName);
  const start = (name = ''): string => START.exec(name)?.[0] ?? '';
  return names
    .map((name, i) => (start(name) === start(names[i - 1]) ? name.slice(start(name).length) : name))
    .join(' · ');
}

/** The section, the citation and the page and paragraph of a place, as far as they are known. */
export const placeParts = ({ section, citation, source, file }: LintPlace): readonly string[] =>
  [
    section === null ? '' : `section ${section}`,
    citation ?? source ?? '',
    file === null ? '' : filePlace(file),
  ].filter((part) => part !== '');

/** Where it is: the section and citation, the page and paragraph of the report's file, the line of `sources.json`, and the title. */
function placeWords(place: LintPlace, sources: string, line?: number): string {
  const { title, report } = place;
  const parts = [...placeParts(place), ...(line === undefined ? [] : [`${sources}:${line}`])];
  const named = title === null ? [] : [`“${shorten(title, LONGEST_TITLE)}”`];
  return [...(parts.length === 0 ? [report ?? sources] : parts), ...named].join(' · ');
}

/** What is wrong as one JSON document, worst first; `why` has the figures that `message` says in words. */
export function renderLintJson(locale: Locale, lints: readonly Lint[], lineOf: LineOf): string {
  const told = lints.map(({ severity, place, why }) => ({
    rule: why.rule,
    severity,
    ...place,
    line: lineOf(place) ?? null,
    message: lintMessage(locale, { severity, place, why }),
    mend: RULE_WORDS[why.rule].mend,
    why,
  }));
  return `${JSON.stringify({ schema: 'citewatch.lint/1', lints: told }, null, 2)}\n`;
}

/** Every rule in words: its name, and how what breaks it is mended. */
export const RULE_WORDS: Readonly<
  Record<LintRule, { readonly name: string; readonly mend: string }>
> = rules.rules;

/** Characters of what is left out that are shown. */
const LONGEST_OMISSION = 200;

export const filePlace = ({ page, paragraph }: NonNullable<LintPlace['file']>): string =>
  `${page === null ? '' : `page ${page}, `}paragraph ${paragraph}`;

/** A place, by the shortest name that finds it. */
const placeName = ({ citation, source, file, report }: LintPlace): string =>
  citation ?? source ?? (file === null ? (report ?? 'the report') : filePlace(file));

/** What is the case beyond the rule's name, in a sentence; empty where the name says it all. */
function lintSentence(locale: Locale, why: LintReason): string {
  const message = (commandMessages.lint as { readonly [R in LintRule]?: string })[why.rule];
  return message === undefined ? '' : locale.fill(message, { ...why, ...blanksOf(locale, why) });
}

function blanksOf(locale: Locale, why: LintReason): object {
  if ('at' in why) return { place: placeName(why.at) };
  if (why.rule === 'decision-idle') return { isCited: why.why === 'edition-cited' };
  if (why.rule === 'claim-beyond')
    return {
      pairs: why.claims.map((claim) => locale.fill(commandMessages.lint['claim-pair'], claim)),
      sentence: why.claims[0]?.sentence,
      sources: [...new Set(why.claims.map(({ source }) => `“${source}”`))],
    };
  if (why.rule === 'edition-year') return { inYear: why.published.slice(0, 'yyyy'.length) };
  return why.rule === 'omission-weighs' ? { short: shorten(why.words, LONGEST_OMISSION) } : {};
}

export function lintMessage(locale: Locale, { why, place: { title } }: Lint): string {
  const { name } = RULE_WORDS[why.rule];
  return lintSentence(locale, why) || (title === null ? `${name}.` : `${name}: “${title}”.`);
}
