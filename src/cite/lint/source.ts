import { addressKey } from '../../model/address.js';
import type { Lint, LintReason } from '../../model/lint.js';
import { agree, type PartialDate } from '../../model/partial-date.js';
import { foldedText } from '../../text/fold.js';
import { isOutdated, publishedOf } from './stated-dates.js';
import { broken, type LintedUse, type LintSubject } from './subject.js';

/** A document of a series that names its year: `2024 Trafficking in Persons Report`, `World Report 2024`. News only mention years. */
const EDITION =
  /^(?<first>20\d\d)\s+\p{Lu}|\b(?:report|index|survey|barometer|review|yearbook|outlook|statements?)\s+(?<last>20\d\d)(?![-–/]?\d)/iu;
/** Pages of a PDF from which a reader has to be told which: fewer are looked through in a minute. Chosen by eye. */
const LONG = 5;

/** The documents that are cited: whether they can be found, dated, and told from each other. */
export function sourceRules(subject: LintSubject): readonly Lint[] {
  const uses = groupBy(subject.uses, ({ place, source }) => place.source ?? source.url ?? source.title ?? '');
  return [...uses.values()]
    .flatMap((own) => [...aloneReasons(subject, own), ...togetherReasons(own)])
    .concat(twice(uses));
}

/** What is wrong with a source, told at its first use. */
function aloneReasons(subject: LintSubject, own: readonly LintedUse[]): readonly Lint[] {
  const [use] = own as readonly [LintedUse, ...LintedUse[]];
  const { source, printed } = use;
  const published = printed?.published?.iso ?? source.published;
  const why: LintReason[] = [];
  if (source.url === null) why.push({ rule: 'no-address' });
  if (published === null && !own.some((one) => one.printed?.undated)) why.push({ rule: 'undated-source' });
  const year = EDITION.exec(source.title ?? printed?.title ?? '')?.groups;
  const edition = year?.first ?? year?.last;
  const isStated = own.every(({ added }) => added);
  if (edition !== undefined && published !== null && !isStated && !isNear(Number(edition), published))
    why.push({ rule: 'edition-year', year: edition, published });
  const [currency, report] = [use.report?.currency, publishedOf(subject, use)];
  if (currency !== undefined && published !== null && report !== null)
    if (isOutdated(published, report, currency)) why.push({ rule: 'source-outdated', published, currency });
  return [...why.map((one) => broken(use.place, one)), ...unplaced(subject, own)];
}

/** A quotation from a long PDF without its page, told once of a source. */
function unplaced({ pages }: LintSubject, own: readonly LintedUse[]): readonly Lint[] {
  const use = own.find(({ quotes, pinpoint }) => quotes.length > 0 && pinpoint === null);
  if (use === undefined) return [];
  const seen = pages.get(use.place.source ?? '') ?? null;
  const isLong = seen === null ? /\.pdf(?:$|[?#])/iu.test(use.source.url ?? '') : seen >= LONG;
  return isLong ? [broken(use.place, { rule: 'no-pinpoint', pages: seen })] : [];
}

/** An edition comes out in its year or the two after, and at times at the end of the year before. */
const isNear = (edition: number, published: PartialDate): boolean => {
  const year = Number(published.slice(0, 4));
  return year >= edition - 1 && year <= edition + 2;
};

/** Citations of one source in one report that say different things of it, each told once. */
function togetherReasons(own: readonly LintedUse[]): readonly Lint[] {
  return [...groupBy(own, ({ report }) => report?.id ?? '').values()].flatMap((uses) => [
    ...others(uses, 'other-title', ({ printed }) => printed?.title ?? null, isSameTitle),
    ...others(uses, 'other-date', ({ printed }) => printed?.published?.iso ?? null, agree),
    ...others(uses, 'other-access', ({ accessed }) => accessed, agree),
  ]);
}

/** The first citation that says otherwise than the one before all. */
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

/** Two sources of the file at one address. */
function twice(uses: ReadonlyMap<string, readonly LintedUse[]>): readonly Lint[] {
  const byAddress = new Map<string, string>();
  return [...uses].flatMap(([id, [use]]) => {
    const url = use?.source.url ?? null;
    if (use === undefined || url === null) return [];
    const other = byAddress.get(addressKey(url));
    if (other === undefined) byAddress.set(addressKey(url), id);
    return other === undefined ? [] : [broken(use.place, { rule: 'source-twice', other })];
  });
}

const isSameTitle = (a: string, b: string): boolean => titleKey(a) === titleKey(b);

const titleKey = (title: string): string =>
  foldedText(title)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
