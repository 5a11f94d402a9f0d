import type { Lint, LintReason } from '../../model/lint.js';
import { foldedText } from '../../text/fold.js';
import { hasName, isSamePublisher } from '../draft/same-source.js';
import { datesIn, type FoundDate, saysDayFirst } from '../grammar/printed-date.js';
import { outsideQuotations } from './prose.js';
import { broken, type LintedUse, type LintSubject } from './subject.js';

/** Nouns for what a publisher brings out. */
const WORK =
  '(?:article|report|study|survey|paper|publication|story|piece|factsheet|brief(?:ing)?|note|guide|directory|analysis|interview|statement|barometer|index)s?';
const SAYS =
  '(?:published|reported|reports|wrote|writes|noted|notes|stated|states|released|issued|announced|observed|found)';
/** Before a date that says when something came out: `published on 1 July 2019`, `reported on 21 August`, `article of`. */
const CAME_OUT = new RegExp(
  `(?:\\b(?:published|released|issued|dated)\\b[^.;]{0,60}|\\b(?:reported|reports|wrote) (?:on|in) |\\b${WORK} (?:of|from|dated) )$`,
  'iu',
);
/** Before and behind a year that belongs to a work: `A 2023 China Daily article`. */
const DETERMINED = /(?:^|[^\p{L}])(?:an?|the|its|their|same|another|this)\s+(?:same\s+)?$/iu;
const WORK_BEHIND = new RegExp(`^(?:\\s+[\\p{L}’'()-]+){0,6}?\\s+${WORK}\\b`, 'iu');
/** A sentence that begins with a date and goes on with who reported. */
const BEGINS = /(?:^|[.!?]\s+)(?:On|In|Am|Im|Le|En)\s+$/u;

/** Sentences that introduce a quotation and say otherwise than its citation line: another date, another publisher. */
export const agreementRules = (subject: LintSubject): readonly Lint[] => {
  const names = publishersIn(subject);
  return subject.uses.flatMap((use) => {
    const introduction = outsideQuotations(use.drafted?.introduction ?? '');
    if (use.cited === null || introduction === '') return [];
    return [dateReason(use, introduction), publisherReason(use, introduction, names)].flatMap((why) =>
      why === null ? [] : [broken(use.place, why)],
    );
  });
};

/** Null where any date of publication that the sentence gives is the line's, or it gives none. */
function dateReason(use: LintedUse, introduction: string): LintReason | null {
  const published = use.printed?.published;
  const iso = published?.iso ?? null;
  if (iso === null) return null;
  const said = publicationDates(use, introduction);
  const agrees = ({ iso: one }: FoundDate): boolean =>
    one === null ||
    one.startsWith(iso) ||
    iso.startsWith(one) ||
    (use.printed?.title ?? '').includes(one.slice(0, 4));
  if (said.length === 0 || said.some(agrees)) return null;
  return { rule: 'prose-date', said: (said[0] as FoundDate).printed, cited: published?.printed ?? iso };
}

/** The days on which, by the words before a quotation, its source came out. */
export const publicationDates = (use: LintedUse, introduction: string): readonly FoundDate[] =>
  datesIn(introduction, saysDayFirst(introduction)).filter((date) => isPublication(date, introduction, use));

function isPublication({ start, end }: FoundDate, text: string, { printed }: LintedUse): boolean {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  if (CAME_OUT.test(before.slice(-WINDOW))) return true;
  if (DETERMINED.test(before.slice(-WINDOW)) && WORK_BEHIND.test(after.slice(0, WINDOW))) return true;
  if (!BEGINS.test(before.slice(-WINDOW))) return false;
  const [subject] = after.slice(0, WINDOW).split(new RegExp(`\\b${SAYS}\\b`, 'iu'), 1);
  if (subject === undefined || /[.!?]\s/u.test(subject) || subject.length === Math.min(after.length, WINDOW))
    return false;
  const publisher = printed?.publisher ?? null;
  const names = publisher !== null && hasName(subject, publisher);
  return names || new RegExp(`\\b${WORK}\\b`, 'iu').test(subject);
}

/** Characters around a date or a name that are looked at: a clause, with room to spare. */
const WINDOW = 120;

/** A sentence that gives its passage to a publisher whom the line does not name, and does not name the one that it does. */
function publisherReason(use: LintedUse, introduction: string, names: readonly string[]): LintReason | null {
  const own = use.printed?.publisher ?? null;
  if (own === null) return null;
  const [said, line] = [words(introduction), words(use.cited ?? '')];
  if (hasName(introduction, own)) return null;
  const given = names.filter((name) => attributes(said, name));
  if (given.length === 0 || given.some((name) => line.includes(words(name)) || isSamePublisher(name, own)))
    return null;
  return { rule: 'prose-publisher', said: given[0] as string, cited: own };
}

/** True where a sentence says that its passage is this publisher's. */
function attributes(said: string, name: string): boolean {
  const key = words(name);
  const at = said.indexOf(key);
  if (at < 0) return false;
  const [before, after] = [said.slice(0, at), said.slice(at + key.length)];
  return (
    /(?:according to|by|published (?:on|in|by))(?: the)?$/u.test(before.trimEnd()) ||
    (/^(?:\s*the)?\s*$/u.test(before) && new RegExp(`^(?:also )?${SAYS}\\b`, 'u').test(after.trimStart()))
  );
}

/** Names of publishers that the report or `sources.json` knows, longest first; single words are names of other things as well. */
const publishersIn = ({ draft, watch, uses }: LintSubject): readonly string[] =>
  [
    ...new Set([
      ...(draft?.of.listed ?? []),
      ...watch.sources.map(({ publisher }) => publisher),
      ...uses.map(({ printed }) => printed?.publisher ?? ''),
    ]),
  ]
    .map((name) => name.replace(/(?<!\s)\s*\([^()]{0,60}\)/gu, ''))
    .filter((name) => words(name).trim().includes(' '))
    .sort((a, b) => b.length - a.length);

/** Letters and digits in lower case, each word between spaces. */
const words = (text: string): string =>
  ` ${foldedText(text)
    .toLowerCase()
    .replace(/[’']s?(?=[^\p{L}]|$)/gu, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
