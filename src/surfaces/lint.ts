import type { Lint, LintPlace, LintReason, LintRule } from '../model/lint.js';
import { shorten } from '../passage/text/sentences.js';
import { wrap } from './terminal/screen.js';
import rules from './words/lint-rules.json' with { type: 'json' };
import { count, day } from './words/words.js';

/** The line of `sources.json` at which a place stands; undefined where it stands nowhere in it. */
export type LineOf = (place: LintPlace) => number | undefined;

/** The files that places are in, as they were named. */
export interface LintFiles {
  readonly sources: string;
  readonly report: string | null;
}

/** Places of a rule from which on those of which the same is said are named together. Chosen by eye: so many fit on a screen. */
const MANY = 3;
/** Characters of a title that are shown. */
const LONGEST_TITLE = 80;
/** Columns of a list of places. */
const WIDTH = 100;

/** What is wrong, by rule, worst first, each with its places and how it is mended. */
export function renderLint(lints: readonly Lint[], { sources }: LintFiles, lineOf: LineOf): string {
  const rules = [...new Set(lints.map(({ why }) => why.rule))];
  const blocks = rules.map((rule) => {
    const own = lints.filter(({ why }) => why.rule === rule);
    const { name, mend } = RULE_WORDS[rule];
    const where = (place: LintPlace): string => placeWords(place, sources, lineOf(place));
    return `${own[0]?.severity}  ${name} (${rule}, ${own.length})\n${entries(own, where).join('\n')}\n  → ${mend}\n`;
  });
  return lints.length === 0
    ? 'Nothing is wrong with the citations.\n'
    : `${blocks.join('\n')}\n${count(lints.length, 'thing', 'things')} to mend, by ${count(rules.length, 'rule', 'rules')}.\n`;
}

/** What breaks one rule. Where there is much of it, what is said of several places is said once. */
function entries(own: readonly Lint[], where: (place: LintPlace) => string): readonly string[] {
  const sentences = [...new Set(own.map(({ why }) => lintSentence(why)))];
  return sentences.flatMap((sentence) => {
    const places = own.filter(({ why }) => lintSentence(why) === sentence).map(({ place }) => place);
    if (sentence === null) return places.map((place) => `  ${where(place)}`);
    if (own.length > MANY && places.length > 1) return [`  ${sentence}`, wrap(listed(places), WIDTH, '    ')];
    return places.flatMap((place) => [`  ${where(place)}`, `    ${sentence}`]);
  });
}

/** What the names of several places may begin with alike. */
const START = /^(?:.*(?=\/)|(?:page \d+, )?paragraph )/u;

/** The names of places; what one has of the one before is left out: `ASI2025-01/4 · /5`, `paragraph 72 · 79`. */
function listed(places: readonly LintPlace[]): string {
  const names = places.map(placeName);
  const start = (name = ''): string => START.exec(name)?.[0] ?? '';
  return names
    .map((name, i) => (start(name) === start(names[i - 1]) ? name.slice(start(name).length) : name))
    .join(' · ');
}

/** Where it is: the section and citation, the page and paragraph of the report's file, the line of `sources.json`, and the title. */
function placeWords(
  { section, citation, source, file, title, report }: LintPlace,
  sources: string,
  line?: number,
): string {
  const parts = [
    section === null ? '' : `section ${section}`,
    citation ?? source ?? '',
    file === null ? '' : filePlace(file),
    line === undefined ? '' : `${sources}:${line}`,
  ].filter((part) => part !== '');
  const named = title === null ? [] : [`“${shorten(title, LONGEST_TITLE)}”`];
  return [...(parts.length === 0 ? [report ?? sources] : parts), ...named].join(' · ');
}

/** What is wrong as one JSON document, worst first; `why` has the figures that `message` says in words. */
export const renderLintJson = (lints: readonly Lint[], lineOf: LineOf): string =>
  `${JSON.stringify(
    {
      schema: 'citewatch.lint/1',
      lints: lints.map((lint) => ({
        rule: lint.why.rule,
        severity: lint.severity,
        ...lint.place,
        line: lineOf(lint.place) ?? null,
        message: lintMessage(lint),
        mend: RULE_WORDS[lint.why.rule].mend,
        why: lint.why,
      })),
    },
    null,
    2,
  )}\n`;

/** Every rule in words: its name, and how what breaks it is mended. */
export const RULE_WORDS: Readonly<Record<LintRule, { readonly name: string; readonly mend: string }>> = rules.rules;

/** Characters of what is left out that are shown. */
const LONGEST_OMISSION = 200;
const WHAT = { figure: 'the figure', date: 'the date', name: 'the name' } as const;

/** A page and paragraph of the report's file, in words. */
export const filePlace = ({ page, paragraph }: NonNullable<LintPlace['file']>): string =>
  `${page === null ? '' : `page ${page}, `}paragraph ${paragraph}`;

/** A place, by the shortest name that finds it. */
const placeName = ({ citation, source, file, report }: LintPlace): string =>
  citation ?? source ?? (file === null ? (report ?? 'the report') : filePlace(file));

type Saying = { readonly [R in LintRule]?: (why: LintReason & { readonly rule: R }) => string | null };

/** `on 12 March 2025`, `in March 2025`. */
const on = (date: string): string => `${date.length < 'yyyy-mm-dd'.length ? 'in' : 'on'} ${day(date)}`;

const otherwise = ({ said, cited }: { readonly said: string; readonly cited: string }): string =>
  `The sentence before the quotation says “${said}”, the citation “${cited}”.`;
const against =
  (what: (limit: string) => string) =>
  ({ accessed, limit }: { readonly accessed: string; readonly limit: string }): string =>
    `The source was last accessed ${on(accessed)}, and ${what(limit)}.`;

/** What is the case, by rule; a rule whose name says it all has no sentence. */
const SAYING: Saying = {
  'prose-date': otherwise,
  'prose-publisher': otherwise,
  'client-initials': ({ words, sentence }) =>
    `“${words}” stands for somebody, and nothing says for whom: “… ${sentence} …”`,
  'client-placeholder': ({ words, sentence }) => `“${words}” speaks of a client: “… ${sentence} …”`,
  'address-date': ({ address, cited }) => `The address says ${day(address)}, the citation ${day(cited)}.`,
  'other-link': ({ shown, opens }) => `The link shows ${shown} and opens ${opens}.`,
  'archive-today': ({ address }) => `The address is a capture of archive.today: ${address}`,
  'access-before-publication': against((limit) => `it was published ${on(limit)}`),
  'access-after-report': against((limit) => `the report is of ${day(limit)}`),
  'access-after-cut-off': against((limit) => `the cut-off date is ${day(limit)}`),
  'access-imprecise': ({ accessed, named }) =>
    `The citation gives ${day(accessed)}, without a day${named ? '' : ' and without “last accessed”'}.`,
  'access-stale': ({ accessed, days }) =>
    `The source was last accessed ${on(accessed)}, ${count(days, 'day', 'days')} ago.`,
  'access-outdated': ({ accessed, currency }) =>
    `The source was last accessed ${on(accessed)}; the report’s own rule allows ${currency}.`,
  'source-outdated': ({ published, currency }) =>
    `The source is of ${day(published)}; the report’s own rule allows ${currency}.`,
  'secondary-citation': ({ primary }) => `The source passes on what another says: ${primary}.`,
  'time-frame': ({ end, said, found }) =>
    `The report says that its ${end} source is of ${said}; the ${end} that it cites is of ${day(found)}.`,
  'edition-year': ({ year, published }) =>
    `The title says ${year}, and the source was published in ${published.slice(0, 4)}.`,
  'decision-expired': ({ until }) => `It held until ${day(until)}.`,
  'decision-idle': ({ why }) =>
    why === 'not-cited'
      ? 'No report cites its source any more.'
      : 'The edition that it is about is the one that is cited.',
  'source-twice': ({ other }) => `${other} has the same address.`,
  'other-title': ({ first, at, here }) => `Here it is “${here}”, in ${placeName(at)} “${first}”.`,
  'other-date': ({ first, at, here }) =>
    `By this citation it was published ${on(here)}, by ${placeName(at)} ${on(first)}.`,
  'other-access': ({ first, at, here }) =>
    `By this citation it was last accessed ${on(here)}, by ${placeName(at)} ${on(first)}.`,
  'not-in-quotation': ({ what, words }) =>
    `The sentence before the quotation has ${WHAT[what]} “${words}”, the quotation has not.`,
  'omission-after-auxiliary': ({ words }) => `Words are left out right behind the verb: “… ${words} …”`,
  'omission-weighs': ({ words }) =>
    `The page has “${shorten(words, LONGEST_OMISSION)}”, and the quotation leaves it out.`,
  'page-date': ({ page, cited }) => `The page says that it was published ${on(page)}, the citation ${on(cited)}.`,
  'no-pinpoint': ({ pages }) => (pages === null ? null : `The source is a PDF of ${count(pages, 'page', 'pages')}.`),
  'uncited-quotation': ({ words }) => `Behind “${words}” no citation follows.`,
  'unbalanced-quotation': ({ words }) => `The quotation begins with “${words}”.`,
  'rests-on': ({ other, words }) => `Beside the quoted words its page names ${other}: “… ${words} …”`,
  'shared-text': ({ other, words }) => `${other} has the same words: “… ${words} …”`,
  'translation-unsaid': ({ quoted, source }) =>
    `The quotation is in another language (${quoted}) than the source (${source}).`,
  'cited-not-listed': ({ name }) => `${name} is cited, and the list of sources does not name it.`,
};

/** What is the case beyond the rule's name, in a sentence; null where the name says it all. */
function lintSentence(why: LintReason): string | null {
  const say = SAYING[why.rule] as ((why: LintReason) => string | null) | undefined;
  return say?.(why) ?? null;
}

/** What is the case, in a sentence that stands by itself. */
export function lintMessage({ why, place: { title } }: Lint): string {
  const { name } = RULE_WORDS[why.rule];
  return lintSentence(why) ?? (title === null ? `${name}.` : `${name}: “${title}”.`);
}
