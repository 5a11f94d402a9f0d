import { hostOf } from '../model/address.js';
import { type Block, type Document, MOST_LOOKED_AT } from '../model/document.js';
import type { Ending } from '../model/verdict.js';
import type { Source } from '../model/watchlist.js';
import { issuesIn } from '../passage/text/edition-dates.js';
import { foldedText } from '../passage/text/fold.js';
import { type Sentence, saysOf, sentencesOf } from './link/notice.js';

/** Milliseconds after its day for which an end is news, our choice: a quarter of a year. */
const RECENT = 90 * 86_400_000;

/** True for an end that is to come, or came lately. */
export const isNear = ({ on }: Pick<Ending, 'on'>, now: Date): boolean =>
  Date.parse(on) >= now.getTime() - RECENT;

/** RFC 9745, 2.1: a date of RFC 9651, seconds since 1970. */
const SECONDS = /^@(\d{1,11})$/;
/** RFC 9110, 5.6.7. */
const HTTP_DATE = /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** The end that a server states of what it sends: `Sunset` (RFC 8594), else `Deprecation` (RFC 9745). */
export function statedEnd(
  headers: Readonly<Record<string, string | undefined>>,
  now: Date,
): Ending | null {
  for (const by of ['sunset', 'deprecation'] as const) {
    const said = headers[by]?.trim() ?? '';
    const seconds = SECONDS.exec(said)?.[1];
    const time = HTTP_DATE.test(said) ? Date.parse(said) : Number(seconds) * 1_000;
    const on = Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10);
    if (on !== '' && isNear({ on }, now)) return { by, on };
  }
  return null;
}

/** Characters of a notice, our choice: some three sentences. */
const LONGEST = 500;
/** Of a window: maintenance, an appointment. */
const CLOCK = /\d[:.h]\d\d(?!\d|[.]\d)|\d\s?(?:[ap]\.?m\b|Uhr|[时時点點시])/iu;
/** `On 31 October 2026, the` */
const LEAD = /^(?:[^,]{0,40}\d[^,]{0,20},(?: \d{4},)? )?(?:the )?/u;
const DOTTED = /(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/g;

/** The end of its site that a page announces: one dated sentence in which it speaks of itself. It proves nothing by itself: an article may do so. */
export function announcedEnd(
  document: Document,
  source: Pick<Source, 'publisher' | 'url'>,
  now: Date,
): Ending | null {
  const linked = new Set(document.links.map(({ text }) => text));
  const isNotice = ({ text, quoted, place }: Block): boolean =>
    text.length <= LONGEST &&
    /\p{Nd}{4}/u.test(text) &&
    !linked.has(text) &&
    quoted !== true &&
    place !== 'comment';
  const names = [source.publisher, ...hostOf(source.url ?? '').split('.')].map(
    (name) => `${foldedText(name)} `,
  );
  const notices = document.type === 'html' ? document.blocks.filter(isNotice) : [];
  for (const { text } of notices.slice(0, MOST_LOOKED_AT)) {
    const on = dayIn(text, now);
    if (on !== null && saysItEnds(sentencesOf([text]), names))
      return { by: 'notice', on, words: text };
  }
  return null;
}

/** True for a page on which a notice stands too, as a paragraph of its own. */
export const announces = ({ blocks }: Document, notice: string): boolean =>
  blocks.some(({ text }) => text.length <= LONGEST && foldedText(text) === foldedText(notice));

/** The one near day of a text; null where it has none, or two, as a window has, or a time of the day. */
function dayIn(text: string, now: Date): string | null {
  const plain = text.replace(
    DOTTED,
    (_, d, m, y) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`,
  );
  const [day, ...more] = issuesIn(plain).filter(
    ({ unit, to }) => (unit === 'day' || unit === 'month') && isNear({ on: to }, now),
  );
  return day === undefined || more.some(({ to }) => to !== day.to) || CLOCK.test(text)
    ? null
    : day.to;
}

/** True where a sentence says of this site, or of its owner by name (`rfa` of `www.rfa.org` is one), that it ends; what is back later does not end, and consent is none. */
function saysItEnds(sentences: readonly Sentence[], names: readonly string[]): boolean {
  if (saysOf('consent', sentences).length > 0) return false;
  const isBack = ({ parts }: Sentence): boolean =>
    parts.some((part) => part.has('later') && (part.has('we') || part.has('site')));
  if (sentences.some(isBack)) return false;
  const isKept = sentences.some(({ parts }) => parts.some((part) => part.has('kept')));
  return sentences.some(({ text, parts }) => {
    const isNamed = names.some((name) => foldedText(text).replace(LEAD, '').startsWith(name));
    return parts.some(
      (part) =>
        (part.has('ended') || part.has('ending')) &&
        (isNamed ||
          (part.has('this') && (part.has('site') || part.has('piece'))) ||
          (part.has('we') && (part.has('site') || isKept))),
    );
  });
}
