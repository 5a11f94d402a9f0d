import { addressKey } from '../../model/address.js';
import type { Document } from '../../model/document.js';
import type { Lint, LintReason } from '../../model/lint.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { agree, type Quote } from '../../model/watchlist.js';
import { MONTH_NAMES, monthNamed } from '../../passage/text/dates.js';
import { foldedText } from '../../passage/text/fold.js';
import { isMagnitude, NUMBER, numberForm } from '../../passage/text/numbers.js';
import { detectLanguage } from '../../passage/text/scripts.js';
import { clip, shorten } from '../../passage/text/sentences.js';
import { datesIn, type FoundDate, saysDayFirst } from '../grammar/printed-date.js';
import { outsideQuotations } from '../grammar/quote-marks.js';
import { languageOf } from '../import/quotation-remarks.js';
import { publicationDates } from './dates.js';
import { broken, type CitedWords, type LintedUse, type LintSubject, runsIn } from './subject.js';
import { claimWords as words } from './words.js';

/** An omission that begins where a "not" or a "never" may stand: right behind the verb that would carry it. */
const AUXILIARY =
  /\b(?:do|does|did|has|have|had|is|are|was|were|be|been|will|would|shall|should|can|could|may|might|must)\s+(?:\[\s*(?:\.{3}|…|⋯)\s*\]|\((?:\.{3}|…)\))(?=\s*\p{Ll})/u;
/** Characters around an omission that are shown. Our choice. */
const AROUND = 30;
/** Characters of a quotation that are shown. Our choice. */
const FIRST = 70;

/** The quotation itself: whether it has a citation, its marks, its language, and what its omissions may hide. */
export const quotationRules = ({ uses }: LintSubject): readonly Lint[] =>
  uses.flatMap((use) => reasonsOf(use).map((why) => broken(use.place, why)));

function reasonsOf(use: LintedUse): readonly LintReason[] {
  const why = use.quotes.flatMap((quote) => quoteReasons(quote, use));
  const [quote] = use.quotes;
  if (use.cited === null && !use.beside && quote !== undefined)
    why.push({ rule: 'uncited-quotation', words: shorten(quote.text, FIRST) });
  const open = use.drafted?.passages.find(({ unbalanced }) => unbalanced);
  if (open !== undefined)
    why.push({ rule: 'unbalanced-quotation', words: shorten(open.text, FIRST) });
  return why;
}

function quoteReasons(
  { text, original, translated }: Quote,
  { source, place, printed, added }: LintedUse,
): LintReason[] {
  const why: LintReason[] = [];
  const cut = AUXILIARY.exec(text);
  if (cut !== null) {
    const [before, behind] = [text.slice(0, cut.index), text.slice(cut.index + cut[0].length)];
    const words = `${clip(before, AROUND, 'end')}${cut[0]}${clip(behind, AROUND, 'start')}`.trim();
    why.push({ rule: 'omission-after-auxiliary', words });
  }
  // A draft takes a source to be in the language of its quotations: there the title tells.
  const written =
    (place.source === null ? mainLanguage(printed?.title ?? '') : source.lang) ?? 'und';
  const quoted = mainLanguage(text);
  const isOther = quoted !== 'und' && written !== 'und' && family(quoted) !== family(written);
  // One that was added was held against its page, whatever language that says it is in.
  if (isOther && !added && translated !== true && original === undefined)
    why.push({ rule: 'translation-unsaid', quoted, source: written });
  return why;
}

/** The language without its region. Names in another script are no other language. */
export const mainLanguage = (text: string): string => detectLanguage(text) ?? languageOf(text);
const family = (lang: string): string => lang.split('-')[0] ?? lang;

const FIGURE = new RegExp(String.raw`(?<![\p{L}\p{N}]|\p{L}-)(?:${NUMBER})(?![\p{L}\p{N}])`, 'gu');
const NUMBERS: Readonly<Record<string, number>> = words.numbers;
const MAGNITUDES: readonly (readonly [RegExp, number])[] = [
  [/^[\s-]{0,2}(?:thousand|k\b)/iu, 1e3],
  [/^[\s-]{0,2}(?:万|萬)/u, 1e4],
  [/^[\s-]{0,2}(?:million|mn?\b)/iu, 1e6],
  [/^[\s-]{0,2}(?:亿|億)/u, 1e8],
  [/^[\s-]{0,2}(?:billion|bn\b)/iu, 1e9],
];
const DAY =
  /(?<!\p{N})(?<day>\d{1,2})(?:st|nd|rd|th|\.)? (?:of |de )?(?<after>\p{L}{3,12})|(?<before>\p{L}{3,12})\.? (?<number>\d{1,2})(?!\p{N})/gu;
/** Share by which a sentence may round a figure: `over 50 million` of 51,227,299, `nearly 43%`. By the 45 sentences of a real report. */
const ROUNDING = 0.1;
/** Two capitalised words or more, or one with its title. */
const NAME = /(?<![.!?:]\s|^|\p{L})\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+)+/gu;
/** Words of names of offices, places and works: the names of persons alone are held against the quotation. */
const NO_PERSON = new RegExp(
  String.raw`\b(?:${[...words.notOfPersons, ...MONTH_NAMES].join('|')})\b`,
  'u',
);

/** Figures, days and names in the sentence before a quotation that neither it nor its citation line has. */
export const notInQuotation = ({ uses }: LintSubject): readonly Lint[] =>
  uses.flatMap((use) => {
    const prose = outsideQuotations(use.drafted?.introduction ?? '');
    const there = use.quotes
      .flatMap(({ text, original }) => [text, original?.text ?? ''])
      .join('\n');
    if (prose === '' || there === '') return [];
    const all = `${there}\n${use.cited ?? ''}\n${use.source.title ?? ''}`;
    const missing = [
      ...missingDates(prose, all, use),
      ...missingFigures(prose, all),
      ...missingNames(prose, all),
    ];
    return missing.map((one) => broken(use.place, { rule: 'not-in-quotation', ...one }));
  });

type Missing = Pick<Extract<LintReason, { rule: 'not-in-quotation' }>, 'what' | 'words'>;

/** Days and months that are neither quoted nor those of the source. A year alone is mostly said of the source. */
function missingDates(prose: string, there: string, use: LintedUse): readonly Missing[] {
  const { printed, source } = use;
  const ofSource = new Set(publicationDates(use, prose).map(({ start }) => start));
  const known = [
    ...datesIn(there.replaceAll(/[[\]]/gu, ' '), saysDayFirst(there)).map(({ iso }) => iso),
    printed?.published?.iso ?? null,
    source.published,
  ].filter((iso) => iso !== null);
  const days = daysIn(there);
  const isKnown = ({ iso }: FoundDate): boolean =>
    iso === null ||
    iso.length < 'yyyy-mm'.length ||
    days.has(iso.slice('yyyy-'.length)) ||
    known.some((one) => agree(one, iso));
  return datesIn(prose)
    .filter((date) => !ofSource.has(date.start) && !isKnown(date))
    .map(({ printed: words }) => ({ what: 'date', words }));
}

/** Days whose year a text leaves out, as `02-26`. */
const daysIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(DAY)].map(({ groups = {} }) => {
      const month = monthNamed(groups.after ?? groups.before ?? '');
      return `${String(month).padStart(2, '0')}-${(groups.day ?? groups.number ?? '').padStart(2, '0')}`;
    }),
  );

function missingFigures(prose: string, there: string): readonly Missing[] {
  const known = valuesIn(there).map(({ value }) => value);
  return figuresIn(prose)
    .filter(({ value }) => !known.some((one) => isRounded(value, one)))
    .map(({ words }) => ({ what: 'figure', words }));
}

/** Values that count something: no years, nor numbers of dates. */
function figuresIn(text: string): ReturnType<typeof valuesIn> {
  const dates = datesIn(text);
  return valuesIn(text).filter(
    ({ at, value }) =>
      value > 1 && !isYear(value) && !dates.some(({ start, end }) => at >= start && at < end),
  );
}

const isYear = (value: number): boolean => Number.isInteger(value) && value >= 1900 && value < 2100;

/** Rounded to fewer digits, or cut off: `3 million` of 3,471,539. */
export const isRounded = (said: number, stated: number): boolean =>
  said === stated ||
  Math.abs(said - stated) <= ROUNDING * stated ||
  (stated > said &&
    said >= 10 ** Math.floor(Math.log10(stated)) &&
    Math.floor(stated / 10 ** Math.floor(Math.log10(said))) ===
      said / 10 ** Math.floor(Math.log10(said)));

function valuesIn(
  text: string,
): readonly { readonly words: string; readonly at: number; readonly value: number }[] {
  const found = [...text.matchAll(FIGURE)].map(({ 0: words, index }) => {
    const after = text.slice(index + words.length, index + words.length + 12);
    const scale = MAGNITUDES.find(([form]) => form.test(after))?.[1] ?? 1;
    return {
      words: isMagnitude(after)
        ? `${words}${after.split(/(?<=\p{L})(?!\p{L})|(?<=[%‰])/u)[0]}`
        : words,
      at: index,
      value: Number(numberForm(words, after)) * scale,
    };
  });
  const spelt = [...text.matchAll(/\p{L}+/gu)].flatMap(({ 0: words, index }) => {
    const value = Object.hasOwn(NUMBERS, words.toLowerCase())
      ? NUMBERS[words.toLowerCase()]
      : undefined;
    return value === undefined ? [] : [{ words, at: index, value }];
  });
  return [...found, ...spelt].filter(({ value }) => Number.isFinite(value));
}

function missingNames(prose: string, there: string): readonly Missing[] {
  const quoted = foldedText(there).toLowerCase();
  return [...new Set((prose.match(NAME) ?? []).filter((name) => !NO_PERSON.test(name)))]
    .filter(
      (name) =>
        !name.split(/[ -]/u).some((word) => quoted.includes(foldedText(word).toLowerCase())),
    )
    .map((name) => ({ what: 'name', words: name }));
}

/** What quotations leave out of their page, where it weighs: told once of a citation, by the first such words. */
export const weightyOmissions = (
  uses: readonly LintedUse[],
  { citations }: Pick<SourceVerdict, 'citations'>,
): readonly Lint[] =>
  citations.flatMap(({ id, quotes }) => {
    const use = uses.find(({ place }) => place.citation === id);
    const left = quotes.flatMap(({ omitted = [] }) => omitted).find(({ weighty }) => weighty);
    return use === undefined || left === undefined
      ? []
      : [
          broken(use.place, {
            rule: 'omission-weighs',
            words: left.text.replace(/^[\s.,;:]+/u, ''),
          }),
        ];
  });

/** In a citation line, between who said it and where it was read. */
const IN_LINE =
  /^(?<primary>.{3,300}?)[\s,;(]+(?:as )?(?:cited|quoted|reported|zitiert|cité|citado|citato) (?:in|by|after|nach|dans|par|en|por|da)[:\s]/iu;
/** Who is relied on, where a sentence says that its source only passes it on; those that nobody names cannot be looked up. */
const NAMED = String.raw`(?:the )?(?!(?:a |an )?(?:various|variety|several|numerous|number|range|many|multiple|other|unnamed|these|those|some|different|local|anonymous)\b)(?<primary>\p{Lu}[^,.;:]{2,100}|(?:a|an) [^,.;:]{3,100})`;
const IN_SENTENCE = [
  new RegExp(
    String.raw`\b(?:citing|quoting|cited|quoted|relying on|based on (?:data|figures|statistics) (?:from|by))\s+${NAMED}`,
    'u',
  ),
  new RegExp(
    String.raw`\b[Aa]ccording to ${NAMED},? (?:as )?(?:cited|quoted|reported) (?:by|in)\b`,
    'u',
  ),
];

/** A document that is cited for what another says: the other is the source. */
export const secondaryCitation = ({ uses }: LintSubject): readonly Lint[] =>
  uses.flatMap(({ place, cited, drafted }) => {
    const prose = outsideQuotations(drafted?.introduction ?? '');
    const primary = [
      IN_LINE.exec(outsideQuotations(cited ?? '')) ?? IN_LINE.exec(cited ?? ''),
      ...IN_SENTENCE.map((form) => form.exec(prose)),
    ].find((found) => found !== null)?.groups?.primary;
    return primary === undefined
      ? []
      : [broken(place, { rule: 'secondary-citation', primary: primary.trim() })];
  });

/** Characters around a name or a link that are shown. Our choice. */
const AROUND_QUOTATION = 60;
/** Letters of a publisher's name from which it stands for nothing else. */
const LEAST_NAME = 3;

/** Two sources that do not confirm each other: one has words quoted of the other, or links to it beside its own quoted passage. Told once a pair. */
export function corroboration(
  cited: CitedWords,
  source: string,
  document: Document,
): readonly Lint[] {
  const [own] = cited.bySource.get(source) ?? [];
  if (own === undefined) return [];
  const blocks = document.blocks.filter(({ role }) => role === 'main');
  const led = ledTo(cited, own, document);
  const lints = new Map<string, Lint>();
  const restsOn = (other: string, words: string): void => {
    lints.set(other, broken(own.place, { rule: 'rests-on', other, words }));
  };
  for (const [i, { text }] of blocks.entries()) {
    const quoted = quotedIn(text, cited);
    if (quoted.size === 0) continue;
    const near = blocks.slice(Math.max(0, i - 1), i + 2).map((block) => block.text);
    for (const [other, link] of led) {
      const words = wordsIn(near, link);
      if (words !== null) restsOn(other, words);
    }
    for (const [use, run] of quoted) {
      const other = use.place.source;
      if (
        other === null ||
        !isOther(cited, own, other) ||
        lints.get(other)?.why.rule === 'rests-on'
      )
        continue;
      const words = wordsIn(near, nameOf(use.source.publisher));
      if (words !== null) restsOn(other, words);
      else if (!lints.has(other))
        lints.set(other, broken(use.place, { rule: 'shared-text', other: source, words: run }));
    }
  }
  return [...lints.values()];
}

export function dedupePairs(lints: readonly Lint[]): readonly Lint[] {
  const pairs = new Map<string, Lint>();
  for (const lint of lints) {
    const key = [lint.place.source, 'other' in lint.why ? lint.why.other : null].sort().join(' ');
    if (!pairs.has(key) || lint.why.rule === 'rests-on') pairs.set(key, lint);
  }
  return [...pairs.values()];
}

function quotedIn(text: string, { runs }: CitedWords): ReadonlyMap<LintedUse, string> {
  const quoted = new Map<LintedUse, string>();
  for (const run of runsIn(text)) {
    const use = runs.get(run);
    if (use !== undefined && !quoted.has(use)) quoted.set(use, run);
  }
  return quoted;
}

const ledTo = (
  cited: CitedWords,
  own: LintedUse,
  { links }: Document,
): readonly (readonly [string, string])[] =>
  links.flatMap(({ url, text }) => {
    const other = text === '' ? undefined : cited.byAddress.get(addressKey(url));
    return other === undefined || !isOther(cited, own, other) ? [] : [[other, text] as const];
  });

/** True for a source of another publisher that the same report cites. */
function isOther({ bySource }: CitedWords, own: LintedUse, other: string): boolean {
  const uses = bySource.get(other) ?? [];
  const reports = new Set(bySource.get(own.place.source ?? '')?.map(({ report }) => report));
  return (
    other !== own.place.source &&
    uses.some(({ report }) => reports.has(report)) &&
    !uses.some(({ source }) => source.publisher === own.source.publisher)
  );
}

/** A publisher's name as others write it; null for one that is too short to stand for it. */
function nameOf(publisher: string | null): string | null {
  const name = publisher?.replace(/(?<!\s)\s*\([^()]{0,60}\)/gu, '').trim() ?? '';
  return name.length < LEAST_NAME ? null : name;
}

const wordsIn = (texts: readonly string[], words: string | null): string | null =>
  words === null
    ? null
    : (texts.map((text) => around(text, words)).find((one) => one !== null) ?? null);

/** Words with what stands around them in a text; null where they do not stand in it as words of their own. */
function around(text: string, words: string): string | null {
  const at = text.indexOf(words);
  const end = at + words.length;
  if (at < 0 || (SPACED.test(words) && WITHIN.test(`${text[at - 1] ?? ' '}${text[end] ?? ' '}`)))
    return null;
  return text.slice(Math.max(0, at - AROUND_QUOTATION), end + AROUND_QUOTATION).trim();
}

/** Of writing that puts spaces between words, in which a name may be a part of another word. */
const SPACED = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;
const WITHIN = /\p{L}/u;
