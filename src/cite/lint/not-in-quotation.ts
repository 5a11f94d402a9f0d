import type { Lint, LintReason } from '../../model/lint.js';
import { agree } from '../../model/partial-date.js';
import { foldedText } from '../../text/fold.js';
import { monthNamed } from '../../text/months.js';
import { isMagnitude, NUMBER, numberForm } from '../../text/numbers.js';
import { datesIn, type FoundDate, saysDayFirst } from '../grammar/printed-date.js';
import { publicationDates } from './agreement.js';
import { outsideQuotations } from './prose.js';
import { broken, type LintedUse, type LintSubject } from './subject.js';

const FIGURE = new RegExp(String.raw`(?<![\p{L}\p{N}]|\p{L}-)(?:${NUMBER})(?![\p{L}\p{N}])`, 'gu');
/** Words for numbers, as a quotation or a sentence may have them in place of digits. */
const SPELT =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
/** The same, and shares in per cent. */
const OFTEN: Readonly<Record<string, number>> = {
  half: 50,
  third: 33,
  thirds: 67,
  quarter: 25,
  quarters: 75,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
  dozen: 12,
  twice: 2,
  double: 2,
  once: 1,
};
const MAGNITUDES: readonly (readonly [RegExp, number])[] = [
  [/^[\s-]{0,2}(?:thousand|k\b)/iu, 1e3],
  [/^[\s-]{0,2}(?:万|萬)/u, 1e4],
  [/^[\s-]{0,2}(?:million|mn?\b)/iu, 1e6],
  [/^[\s-]{0,2}(?:亿|億)/u, 1e8],
  [/^[\s-]{0,2}(?:billion|bn\b)/iu, 1e9],
];
/** `2 February`, `February 2`. */
const DAY =
  /(?<!\p{N})(?<day>\d{1,2})(?:st|nd|rd|th|\.)? (?:of |de )?(?<after>\p{L}{3,12})|(?<before>\p{L}{3,12})\.? (?<number>\d{1,2})(?!\p{N})/gu;
/** Share by which a sentence may round a figure: `over 50 million` of 51,227,299, `nearly 43%`. By the 45 sentences of a real report. */
const ROUNDING = 0.1;
/** Two capitalised words or more, or one with its title. */
const NAME = /(?<![.!?:]\s|^|\p{L})\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+)+/gu;
/** Words of names of offices, places and works: the names of persons alone are held against the quotation. */
const NO_PERSON =
  /\b(?:Republic|State|States|Kingdom|Ministry|Department|Government|Court|University|Center|Centre|Institute|Organi[sz]ation|Commission|Committee|Council|Police|Party|Law|Act|Code|Report|Index|News|Times|Daily|Agency|Office|Group|Service|Services|North|South|East|West|Southeast|Central|Asia|Africa|Europe|America|China|Province|City|District|Region|Human|Rights|Persons?|Trafficking|System|Program(?:me)?|Fund|Bank|International|National|General|Supreme|Public|Security|Social|Academy|Association|Federation|Union|Network|Watch|Free|Media|Press|Review|Study|Plan|Action|January|February|March|April|May|June|July|August|September|October|November|December)\b/u;

/** Figures, days and names in the sentence before a quotation that neither it nor its citation line has. */
export const notInQuotation = ({ uses }: LintSubject): readonly Lint[] =>
  uses.flatMap((use) => {
    const prose = outsideQuotations(use.drafted?.introduction ?? '');
    const there = use.quotes.flatMap(({ text, original }) => [text, original?.text ?? '']).join('\n');
    if (prose === '' || there === '') return [];
    const all = `${there}\n${use.cited ?? ''}\n${use.source.title ?? ''}`;
    return [...dateReasons(prose, all, use), ...figureReasons(prose, all), ...nameReasons(prose, all)].map(
      (why) => broken(use.place, why),
    );
  });

const missing = (what: 'figure' | 'date' | 'name', words: string): LintReason => ({
  rule: 'not-in-quotation',
  what,
  words,
});

/** Days and months that are neither quoted nor those of the source. A year alone is mostly said of the source. */
function dateReasons(prose: string, there: string, use: LintedUse): readonly LintReason[] {
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
  return datesIn(prose, saysDayFirst(prose))
    .filter((date) => !ofSource.has(date.start) && !isKnown(date))
    .map(({ printed: words }) => missing('date', words));
}

/** Days whose year a text leaves out, as `02-26`. */
const daysIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(DAY)].map(({ groups = {} }) => {
      const month = monthNamed(groups.after ?? groups.before ?? '');
      return `${String(month).padStart(2, '0')}-${(groups.day ?? groups.number ?? '').padStart(2, '0')}`;
    }),
  );

function figureReasons(prose: string, there: string): readonly LintReason[] {
  const dates = datesIn(prose, saysDayFirst(prose));
  const known = valuesIn(there).map(({ value }) => value);
  return valuesIn(prose)
    .filter(
      ({ at, value }) =>
        value > 1 && !isYear(value) && !dates.some(({ start, end }) => at >= start && at < end),
    )
    .filter(({ value }) => !known.some((one) => isRounded(value, one)))
    .map(({ words }) => missing('figure', words));
}

const isYear = (value: number): boolean => Number.isInteger(value) && value >= 1900 && value < 2100;

/** Rounded to fewer digits, or cut off: `3 million` of 3,471,539. */
const isRounded = (said: number, stated: number): boolean =>
  said === stated ||
  Math.abs(said - stated) <= ROUNDING * stated ||
  (stated > said &&
    said >= 10 ** Math.floor(Math.log10(stated)) &&
    Math.floor(stated / 10 ** Math.floor(Math.log10(said))) === said / 10 ** Math.floor(Math.log10(said)));

/** The numbers of a text, in digits and in words. */
function valuesIn(
  text: string,
): readonly { readonly words: string; readonly at: number; readonly value: number }[] {
  const found = [...text.matchAll(FIGURE)].map(({ 0: words, index }) => {
    const after = text.slice(index + words.length, index + words.length + 12);
    const scale = MAGNITUDES.find(([form]) => form.test(after))?.[1] ?? 1;
    return {
      words: isMagnitude(after) ? `${words}${after.split(/(?<=\p{L})(?!\p{L})|(?<=[%‰])/u)[0]}` : words,
      at: index,
      value: Number(numberForm(words, after)) * scale,
    };
  });
  const spelt = [...text.matchAll(/\p{L}+/gu)].flatMap(({ 0: words, index }) => {
    const value = SPELT.indexOf(words.toLowerCase());
    return value > 1
      ? [{ words, at: index, value }]
      : words.toLowerCase() in OFTEN
        ? [{ words, at: index, value: OFTEN[words.toLowerCase()] as number }]
        : [];
  });
  return [...found, ...spelt].filter(({ value }) => Number.isFinite(value));
}

function nameReasons(prose: string, there: string): readonly LintReason[] {
  const quoted = foldedText(there).toLowerCase();
  return [...new Set((prose.match(NAME) ?? []).filter((name) => !NO_PERSON.test(name)))]
    .filter((name) => !name.split(/[ -]/u).some((word) => quoted.includes(foldedText(word).toLowerCase())))
    .map((name) => missing('name', name));
}
