import type { UnreadReason } from '../../model/document.js';
import type { LinkVerdict } from '../../model/link.js';
import type { QuoteVerdict } from '../../model/quote.js';
import type { Series, Source, Use } from '../../model/watchlist.js';
import { jsonText } from '../files/json.js';
import { commandMessages } from '../words/catalogues.js';
import { linkReason } from '../words/links.js';
import type { Locale } from '../words/locale.js';
import { linkWords, moment, quoteWords, sentence } from '../words/words.js';

const words = commandMessages.replay;

/** What the captures of a source are judged for. */
export interface ReplayQuestion {
  readonly source: Source;
  /** The series that it is an issue of, or null. */
  readonly series: Series | null;
  readonly uses: readonly Use[];
}

/** What a capture says by its own bytes, as a first night would have judged them: no earlier night counts. */
export interface ReplayedCapture {
  readonly run: number;
  /** When the first request was sent, ISO. */
  readonly at: string;
  /** SHA-256 of the bytes, in hex. */
  readonly sha256: string;
  /** Null where the bytes were not kept, because the same was read in those of another night. */
  readonly judged: {
    readonly textSha256: string;
    /** Why there is no text; null where there is one. */
    readonly unread: UnreadReason | null;
    readonly link: Pick<LinkVerdict, 'status' | 'by' | 'why'>;
    readonly quotes: readonly ReplayedQuote[];
  } | null;
}

/** A passage's verdict, and where what was found begins and ends in the text, in UTF-16 units. */
export type ReplayedQuote = QuoteVerdict & {
  readonly citation: string;
  readonly offsets: readonly (readonly [start: number, end: number])[];
};

/** What was asked, by which rules, and what each capture answers: equal questions about equal bytes give equal records, byte for byte. */
export interface Replay extends ReplayQuestion {
  readonly schema: 'citewatch.replay/1';
  /** Digest of the rules of reading and judging. */
  readonly rules: string;
  readonly captures: readonly ReplayedCapture[];
}

/** What speaks of a capture's date besides itself: the server's clock, when the server says that the page was changed last, the record for other programs, the page, an earlier run. */
export type DateWitness = 'clock' | 'change' | 'record' | 'page' | 'earlier';

/** A date in an archive that is later than the one that a capture claims. Both are ISO. */
export interface DateContradiction {
  readonly run: number;
  readonly at: string;
  readonly witness: DateWitness;
  readonly says: string;
}

/** An exported archive that was judged once more. */
export interface ReplayedArchive {
  /** What lies in the archive; null where it names no passages, or others were asked for. */
  readonly said: Replay | null;
  readonly again: Replay;
  /** Captures that are judged otherwise than the archive says. */
  readonly differing: readonly ReplayedCapture[];
  /** The texts that were read, in the order of the captures. */
  readonly texts: readonly string[];
  readonly contradictions: readonly DateContradiction[];
}

/** The record as it lies in an exported archive. */
export const renderReplay = (replay: Replay): string => jsonText(replay);

/** What contradicts the dates of captures, each in one line. */
export const contradictionLines = (
  locale: Locale,
  { contradictions }: Pick<ReplayedArchive, 'contradictions'>,
): readonly string[] =>
  contradictions.map(({ run, at, witness, says }) =>
    locale.fill(words.contradicted, {
      run,
      at: moment(locale, at),
      witness,
      says: moment(locale, says),
    }),
  );

/** What was judged of each capture, what the archive says where that is something else, and by which rules. */
export function renderReplayed(
  locale: Locale,
  { said, again, differing, contradictions }: ReplayedArchive,
): string {
  const { captures, rules } = again;
  const lines = captures.flatMap((capture, i) =>
    captureLines(locale, capture, said?.captures[i] ?? null),
  );
  const sum = { captures: captures.length, differ: differing.length };
  if (said !== null)
    lines.push(locale.fill(differing.length === 0 ? words.same : words.differs, sum));
  lines.push(
    ...contradictionLines(locale, { contradictions }),
    locale.fill(words.rules, {
      rules,
      other: said === null || said.rules === rules ? null : said.rules,
    }),
    words.whole,
    words.dated,
  );
  return lines.map((line) => `${line}\n`).join('');
}

function captureLines(
  locale: Locale,
  { run, at, judged }: ReplayedCapture,
  said: ReplayedCapture | null,
): readonly string[] {
  const when = moment(locale, at);
  if (judged === null) return [locale.fill(words['not-kept'], { run, when })];
  const { link, quotes } = judged;
  const shown = sentence(`${linkWords(locale, link)}: ${linkReason(locale, link.why)}`);
  return [
    locale.fill(words.capture, { run, when, link: shown }),
    ...quotes.flatMap((quote, i) => quoteLines(locale, quote, said?.judged?.quotes[i])),
  ];
}

function quoteLines(
  locale: Locale,
  quote: ReplayedQuote,
  said: ReplayedQuote | undefined,
): readonly string[] {
  const shownQuote = (one: ReplayedQuote) => ({
    ...one,
    verdict: quoteWords(locale, one),
    places: placesOf(one),
  });
  const isSame = said === undefined || JSON.stringify(said) === JSON.stringify(quote);
  return [
    locale.fill(words.quote, shownQuote(quote)),
    ...(isSame ? [] : [locale.fill(words.other, shownQuote(said))]),
  ];
}

/** From and to, as people count: the first character is 1. */
const placesOf = ({ offsets }: ReplayedQuote): string | null =>
  offsets.length === 0 ? null : offsets.map(([start, end]) => `${start + 1}–${end}`).join(', ');
