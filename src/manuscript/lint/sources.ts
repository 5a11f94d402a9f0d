import { addressKey, isArchiveToday } from '../../model/address.js';
import { originalBehind, printedFor } from '../../model/archived-address.js';
import type { Lint, LintReason } from '../../model/lint.js';
import {
  agree,
  type Decision,
  latestOf,
  type PartialDate,
  type Source,
  usesOf,
  type Watchlist,
} from '../../model/watchlist.js';
import { isSameEdition } from '../../passage/text/edition-name.js';
import { hasName, isSamePublisher, plainName } from '../../passage/text/names.js';
import { outsideQuotations } from '../grammar/quote-marks.js';
import { groupBy } from '../import/same-source.js';
import {
  broken,
  isOutdated,
  type LintedUse,
  type LintSubject,
  NOWHERE,
  publishedOf,
} from './subject.js';
import { claimWords as words } from './words.js';

/** A document of a series that names its year: `2024 Trafficking in Persons Report`, `World Report 2024`. News only mention years. */
const EDITION =
  /^(?<first>20\d\d)\s+\p{Lu}|\b(?:report|index|survey|barometer|review|yearbook|outlook|statements?)\s+(?<last>20\d\d)(?![-–/]?\d)/iu;
/** Pages of a PDF from which a reader has to be told which: fewer are looked through in a minute. Chosen by eye. */
const LONG = 5;

/** The documents that are cited: whether they can be found, dated, and told from each other. */
export function sourceRules(subject: LintSubject): readonly Lint[] {
  const uses = groupBy(
    subject.uses,
    ({ place, source }) => place.source ?? source.url ?? source.title ?? '',
  );
  return [...uses.values()]
    .flatMap((own) => [...aloneReasons(subject, own), ...togetherReasons(own)])
    .concat(twice(uses));
}

function aloneReasons(subject: LintSubject, own: readonly LintedUse[]): readonly Lint[] {
  const [use] = own as readonly [LintedUse, ...LintedUse[]];
  const { source, printed } = use;
  const published = printed?.published?.iso ?? source.published;
  const why: LintReason[] = [];
  if (source.url === null) why.push(noAddress(subject, own));
  if (published === null && !own.some((one) => one.printed?.undated))
    why.push({ rule: 'undated-source' });
  const year = EDITION.exec(source.title ?? printed?.title ?? '')?.groups;
  const edition = year?.first ?? year?.last;
  const isStated = own.every(({ added }) => added);
  const late = Number(published?.slice(0, 4)) - Number(edition);
  if (edition !== undefined && published !== null && !isStated && (late < -1 || late > 2))
    why.push({ rule: 'edition-year', year: edition, published });
  const [currency, report] = [use.report?.currency, publishedOf(subject, use)];
  if (currency !== undefined && published !== null && report !== null)
    if (isOutdated(published, report, currency))
      why.push({ rule: 'source-outdated', published, currency });
  return [...why.map((one) => broken(use.place, one)), ...unplaced(subject, own)];
}

function noAddress({ watch }: LintSubject, own: readonly LintedUse[]): LintReason {
  const [{ place, source }] = own as readonly [LintedUse, ...LintedUse[]];
  const listed = watch.sources.find(({ id }) => id === place.source);
  const lines = own.map(({ cited }) => cited);
  const printed = printedFor(listed ?? { title: source.title ?? '', copies: [] }, lines);
  return { rule: 'no-address', ...(printed === null ? {} : { printed }) };
}

function unplaced({ pages }: LintSubject, own: readonly LintedUse[]): readonly Lint[] {
  const use = own.find(({ quotes, pinpoint }) => quotes.length > 0 && pinpoint === null);
  if (use === undefined) return [];
  const seen = pages.get(use.place.source ?? '') ?? null;
  const isLong = seen === null ? /\.pdf(?:$|[?#])/iu.test(use.source.url ?? '') : seen >= LONG;
  return isLong ? [broken(use.place, { rule: 'no-pinpoint', pages: seen })] : [];
}

function togetherReasons(own: readonly LintedUse[]): readonly Lint[] {
  return [...groupBy(own, ({ report }) => report?.id ?? '').values()].flatMap((uses) => [
    ...others(uses, 'other-title', ({ printed }) => printed?.title ?? null, isSameTitle),
    ...others(uses, 'other-date', ({ printed }) => printed?.published?.iso ?? null, agree),
    ...others(uses, 'other-access', ({ accessed }) => accessed, agree),
  ]);
}

function others(
  uses: readonly LintedUse[],
  rule: 'other-title' | 'other-date' | 'other-access',
  read: (use: LintedUse) => string | null,
  isSame: (a: string, b: string) => boolean,
): readonly Lint[] {
  const said = uses.flatMap((use) => {
    const text = read(use);
    return text === null ? [] : [{ place: use.place, text }];
  });
  const [first] = said;
  const other = first && said.find(({ text }) => !isSame(first.text, text));
  return first && other
    ? [broken(other.place, { rule, first: first.text, at: first.place, here: other.text })]
    : [];
}

function twice(uses: ReadonlyMap<string, readonly LintedUse[]>): readonly Lint[] {
  const byAddress = new Map<string, string>();
  return [...uses].flatMap(([id, [use]]) => {
    const url = use?.source.url ?? null;
    if (use === undefined || url === null) return [];
    const key = addressKey(originalBehind(url) ?? url);
    const other = byAddress.get(key);
    if (other === undefined) byAddress.set(key, id);
    return other === undefined ? [] : [broken(use.place, { rule: 'source-twice', other })];
  });
}

const isSameTitle = (a: string, b: string): boolean => titleKey(a) === titleKey(b);
const titleKey = (title: string): string => plainName(title).replaceAll(' ', '');

/** `/202001/23/`, `/2020/01/23/`, `/2020-01-23`, `/20200123/`; `/2020/01/` where no day follows. */
const DATED_PATH =
  /\/(?<year>20[0-3]\d|199\d)(?:[-/]?)(?<month>0[1-9]|1[0-2])(?:(?:[-/]?)(?<day>0[1-9]|[12]\d|3[01]))?(?=[/_-]|$)/u;
/** Elsevier's number of an article: its ISSN, then the year in which it was taken in. */
const PII = /\/pii\/S\d{7}[\dX](?<year>\d\d)\d{5}[\dX](?:$|[/?#])/u;
/** Milliseconds: a site's own day may end before the reader's does. */
const TWO_DAYS = 2 * 86_400_000;

/** The address: whether it is one to rely on, is the one that is shown, and says the date that the citation says. */
export function addressRules({ uses, watch, draft, now }: LintSubject): readonly Lint[] {
  const seen = new Set<string>();
  return uses.flatMap(({ place, printed, source, drafted, added }) => {
    const links = (drafted?.doubts ?? []).filter((doubt) => doubt.kind === 'other-link');
    const lints = links.map(({ shown, opens }) =>
      broken(place, { rule: 'other-link', shown, opens }),
    );
    const { url } = source;
    const beside = draft?.of.sources[drafted?.source ?? -1]?.archived ?? printed?.archived ?? [];
    const today = [url ?? '', ...beside].find(isArchiveToday);
    // A page's own date and its own address are no citation that says otherwise.
    if (url === null || added || seen.has(url)) return lints;
    seen.add(url);
    if (today !== undefined) lints.push(broken(place, { rule: 'archive-today', address: today }));
    const original = originalBehind(url);
    if (original !== null && !keepsCopy(place.source, watch, now))
      lints.push(broken(place, { rule: 'archived-address', original }));
    const [address, cited] = [dateIn(url), printed?.published?.iso ?? source.published];
    if (address !== null && cited !== null && disagree(address, cited))
      lints.push(broken(place, { rule: 'address-date', address, cited }));
    return lints;
  });
}

/** True where a person has decided that the archived copy stays the address: the original is gone. */
const keepsCopy = (id: string | null, { decisions }: Watchlist, now: Date): boolean =>
  decisions.some(
    ({ source, about, keep, until }) =>
      source === id &&
      about === 'archived-address' &&
      keep &&
      (until === null || latestOf(until) >= now.getTime()),
  );

function dateIn(url: string): PartialDate | null {
  const dated = DATED_PATH.exec(url)?.groups;
  if (dated !== undefined) return [dated.year, dated.month, dated.day].filter(Boolean).join('-');
  const year = PII.exec(url)?.groups?.year;
  return year === undefined ? null : `20${year}`;
}

/** A year alone is that of taking in: the issue may be of the next. */
function disagree(address: PartialDate, cited: PartialDate): boolean {
  if (address.length === 4) return Math.abs(Number(address) - Number(cited.slice(0, 4))) > 1;
  if (agree(address, cited)) return false;
  if (address.length < 10 || cited.length < 10) return true;
  return Math.abs(Date.parse(address) - Date.parse(cited)) > TWO_DAYS;
}

/** Abbreviations that a reader knows, whoever the client is. */
const RELATIVES =
  '(?:family|mother|father|parents|husband|wife|partner|son|daughter|children|brother|sister|home|village|town|province|region|case|claim|account|profile|tribe|employer)';
const VERB =
  '(?:is|was|has|had|fears?|left|fled|lives?|lived|claims?|claimed|comes|came|originates?|belongs?|belonged|would|could|might|himself|herself|themselves)';
/** Two or three capitals that stand where a person does. */
const INITIALS = new RegExp(
  `(?<before>(?:\\bsame \\p{Ll}{2,20} as|\\b(?:Mr|Ms|Mrs|Miss)\\.?|\\b(?:such|like|for|against|threatened|by|whether|that|if)) )?(?<![\\p{L}\\p{N}(/&-])(?<initials>\\p{Lu}{2,3})(?![\\p{L}\\p{N})/&-])(?<after>['’]s? ${RELATIVES}\\b| ${VERB}\\b)?`,
  'gu',
);
/** Before initials, what makes a person of them by itself. */
const PERSON = /^(?:same |Mr|Ms|Mrs|Miss)/u;
const PLACEHOLDER = new RegExp(
  `\\b(?:our|your|my|the)\\s+client(?:['’]s)?\\b|\\bsame \\p{Ll}{2,20} as the (?:applicant|appellant|claimant)\\b|\\bthe (?:applicant|appellant|claimant)['’]s ${RELATIVES}\\b|\\[(?:full )?(?:client|applicant)?(?:['’]s)? ?name(?: of (?:the )?(?:client|applicant))?\\]|\\[(?:client|applicant|initials)\\]`,
  'giu',
);
/** Characters around a finding that are shown. Our choice. */
const AROUND = 60;

/** Words of a report that is to be public which may tell whose case it was written for. */
export function clientRules(subject: LintSubject): readonly Lint[] {
  const { draft, uses } = subject;
  if (draft === null) return [];
  const explained = explainedIn(subject);
  const introduced = new Map(uses.map(({ drafted, place }) => [drafted?.introduction, place]));
  return draft.of.prose.flatMap(({ text, place }) => {
    const own = outsideQuotations(text);
    const at = {
      ...NOWHERE,
      report: draft.report?.id ?? null,
      ...introduced.get(text),
      file: place,
    };
    const initials = [...own.matchAll(INITIALS)].filter(
      ({ groups }) =>
        !explained(groups?.initials as string) &&
        (PERSON.test(groups?.before ?? '') || groups?.after !== undefined),
    );
    const told = (
      rule: 'client-initials' | 'client-placeholder',
      { 0: all, index, groups }: RegExpExecArray,
    ): Lint => {
      const sentence = own.slice(Math.max(0, index - AROUND), index + all.length + AROUND).trim();
      return broken(at, { rule, words: groups?.initials ?? all, sentence });
    };
    return [
      ...initials.map((found) => told('client-initials', found)),
      ...[...own.matchAll(PLACEHOLDER)].map((found) => told('client-placeholder', found)),
    ];
  });
}

/** Says whether letters are an abbreviation: one that all know, one that the report explains, or one that its sources use. */
function explainedIn({ draft, uses }: LintSubject): (initials: string) => boolean {
  const own = draft?.of.prose.map(({ text }) => text).join('\n') ?? '';
  const theirs = uses.flatMap(({ cited, quotes, source: { publisher } }) => [
    cited ?? '',
    publisher ?? '',
    ...quotes.map(({ text }) => text),
  ]);
  const explained = new Set([
    ...words.abbreviations,
    ...[...own.matchAll(/[([]\s*(\p{Lu}{2,3})s?\s*[)\]]/gu)].map(([, name]) => name),
    ...[...own.matchAll(/(?<!\p{L})(\p{Lu}{2,3}) \(/gu)].map(([, name]) => name),
    ...[...theirs, ...(draft?.of.listed ?? [])].flatMap(
      (text) => text.match(/(?<!\p{L})\p{Lu}{2,3}(?!\p{L})/gu) ?? [],
    ),
  ]);
  return (initials) => explained.has(initials);
}

/** A report's list of its sources against its citations: each names what the other does. */
export function listRules({ draft, uses }: LintSubject): readonly Lint[] {
  if (draft === null) return [];
  const { listed, uncited } = draft.of;
  const own = uses.filter(({ drafted }) => drafted !== null);
  const report = { ...NOWHERE, report: draft.report?.id ?? null };
  const idle = [
    ...listed.filter((name) => !own.some((use) => names(use, name))),
    ...uncited.map(({ reference: { title, cited } }) => title ?? cited),
  ];
  const unlisted = new Map<string, LintedUse>();
  if (listed.length > 0)
    for (const use of own) {
      const name = use.printed?.publisher ?? use.source.publisher;
      const isListed = name === null || listed.some((one) => names(use, one));
      if (!isListed && use.cited !== null && !unlisted.has(name)) unlisted.set(name, use);
    }
  return [
    ...idle.map((name) =>
      broken({ ...report, title: name }, { rule: 'consulted-not-cited', name }),
    ),
    ...[...unlisted].map(([name, { place }]) => broken(place, { rule: 'cited-not-listed', name })),
  ];
}

/** True where a citation names a publisher, or is known to be of it. */
const names = ({ cited, source, printed }: LintedUse, name: string): boolean =>
  hasName(cited ?? '', name) ||
  [source.publisher, printed?.publisher ?? null].some(
    (one) => one !== null && isSamePublisher(one, name),
  );

/** Letters of a reason at least: what is shorter gives none ("ok", "n/a", "see above"). */
const LEAST = 12;

/** Reviewers' recorded answers: whether they say why, until when, and still answer anything. */
export const decisionRules = ({ watch, now }: LintSubject): readonly Lint[] =>
  watch.decisions.flatMap((decision) =>
    reasonsOf(decision, watch, now).map((why) =>
      broken(
        { ...NOWHERE, source: decision.source, title: sourceOf(decision, watch)?.title ?? null },
        why,
      ),
    ),
  );

const sourceOf = ({ source }: Decision, { sources }: Watchlist): Source | undefined =>
  sources.find(({ id }) => id === source);

function reasonsOf(decision: Decision, watch: Watchlist, now: Date): readonly LintReason[] {
  const { reason, until, edition } = decision;
  const source = sourceOf(decision, watch);
  const why: LintReason[] = [];
  if (reason.replace(/\P{L}/gu, '').length < LEAST) why.push({ rule: 'decision-reason' });
  if (until !== null && latestOf(until) < now.getTime())
    why.push({ rule: 'decision-expired', until });
  else if (source === undefined || usesOf(source, watch).length === 0)
    why.push({ rule: 'decision-idle', why: 'not-cited' });
  else if (edition !== null && isSameEdition(edition, source.edition))
    why.push({ rule: 'decision-idle', why: 'edition-cited' });
  else if (until === null) why.push({ rule: 'decision-open-ended' });
  return why;
}
