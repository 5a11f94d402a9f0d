import type { EvidenceProblem, NotedChainTip, ResourceRole } from '../../model/capture.js';
import type { Hop } from '../../model/outcome.js';
import type { QuoteVerdict } from '../../model/quote.js';
import { quoteIn } from '../files/json.js';
import { groupItems } from '../publication.js';
import type { Locale } from '../words/locale.js';
import { moment, sentence } from '../words/words.js';

export interface ExhibitFile {
  readonly name: string;
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
  readonly what: string;
}

/** Of a source's passages, how many stand in a capture by the latest verdict on its bytes. */
export interface Carried {
  readonly stand: number;
  readonly of: number;
  /** True where they stand in what a browser made of it, which was kept beside it. */
  readonly rendered?: boolean | undefined;
}

export interface ExhibitOther {
  readonly n: number;
  readonly run: number;
  /** When the first request was sent, ISO. */
  readonly at: string;
  readonly http: number;
  readonly payloadSha256: string;
  /** Null where its bytes were not judged. */
  readonly passages: Carried | null;
}

/** Records of the exported WARC file: where they stand, in bytes, and their hashes. */
interface ExhibitPlace {
  readonly offset: number;
  readonly length: number;
  readonly recordSha256: string;
  /** Of these, the one record of the answer, with the media type that it names. */
  readonly shown: {
    readonly offset: number;
    readonly length: number;
    readonly sha256: string;
    readonly mime: string;
  };
  /** Of its line in the log, and of the line before. */
  readonly lineSha256: string;
  readonly previousSha256: string;
}

/** A capture of the source among those that were exported. */
export interface ExhibitRecord extends Omit<ExhibitOther, 'passages'>, ExhibitPlace {
  readonly url: string;
  readonly finalUrl: string;
  /** True when it received the same bytes as an earlier capture, which holds them. */
  readonly revisit: boolean;
  /** The line of the capture in which the same text was read; absent where the bytes themselves are kept. */
  readonly sameAs?: number;
}

/** What was kept beside the captures: no server sent it. `at`: when it was made or handed in, ISO. */
export interface ExhibitResource extends Omit<ExhibitOther, 'passages' | 'http'>, ExhibitPlace {
  readonly url: string;
  readonly role: ResourceRole;
  readonly contentType: string;
  readonly bytes: number;
  /** Who or what it comes from, and how, in their own words; null where that was not said. */
  readonly by: string | null;
  readonly how: string | null;
  /** Its file in the folder; null when it is in the archives alone. */
  readonly file: string | null;
}

interface ExhibitQuote {
  readonly citation: string;
  readonly cited: string | null;
  readonly quote: QuoteVerdict;
}

/** A passage in the words of today's report, where the verdict on the capture was given on others. */
interface ExhibitRequote {
  /** As a verdict names it: `ASI2025-01/31#1`. */
  readonly id: string;
  readonly citation: string;
  readonly cited: string | null;
  readonly text: string;
  /** On the bytes that are shown; null where the archive does not hold them. */
  readonly quote: QuoteVerdict | null;
}

/** A certificate as it says of itself; its hash is of its DER, in hex, and its times are ISO. */
export interface ExhibitCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly from: string;
  readonly until: string;
  readonly sha256: string;
}

export interface ExhibitConnection {
  /** When each request was sent, ISO: those of the redirects in their order, then the last. */
  readonly asked: readonly string[];
  readonly request: readonly string[];
  /** Null where only a proxy knows it. */
  readonly ip: string | null;
  /** Null where nothing was encrypted. */
  readonly tls: {
    readonly version: string;
    readonly cipher: string;
    readonly protocol: string | null;
    /** The server's own first; empty where they are not kept, or not as they were written. */
    readonly certificates: readonly ExhibitCertificate[];
  } | null;
}

/** A time stamp (RFC 3161) that covers the capture. */
export interface ExhibitStamp {
  readonly n: number;
  readonly tsa: string;
  readonly of: { readonly n: number; readonly sha256: string };
  /** The time in it, ISO. */
  readonly time: string;
  /** Who signed it, as its certificate says. */
  readonly signer: string;
  /** The file that holds it: beside it stand the text that was stamped (`.txt`) and the certificates (`.pem`). */
  readonly file: string;
}

/** What an exported folder says: its `manifest.json`. Times are ISO. */
export interface Exhibit {
  readonly schema: 'citewatch.exhibit/1';
  readonly source: {
    readonly id: string;
    readonly title: string;
    readonly publisher: string | null;
  };
  readonly program: string;
  readonly exportedAt: string;
  /** Who exported it, in their own words; null when they did not say. */
  readonly custody: { readonly by: string | null };
  readonly capture: Omit<ExhibitOther, 'payloadSha256'> & {
    readonly url: string;
    readonly hops: readonly Hop[];
    readonly finalUrl: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly userAgent: string;
    /** Null in captures of before. */
    readonly connection: ExhibitConnection | null;
    readonly file: string;
    readonly bytes: number;
    readonly sha256: string;
    /** Where the same text was read in other bytes that were not kept: the line of the bytes that are shown, and when they came. */
    readonly sameAs?: { readonly n: number; readonly at: string };
    /** True when the document was longer than the limit and was cut there. */
    readonly truncated: boolean;
    /** False when an error page or a wall came in place of the document. */
    readonly accepted: boolean;
  };
  /** The other captures that are kept, latest first. */
  readonly others: readonly ExhibitOther[];
  /** Null when no verdict on these bytes is recorded. */
  readonly quotes: readonly ExhibitQuote[] | null;
  /** When that verdict was given, ISO; null without one. */
  readonly judgedAt: string | null;
  /** What the report quotes otherwise, or besides, on the day of the export: for these words the archive is judged. */
  readonly requoted: readonly ExhibitRequote[];
  readonly records: readonly ExhibitRecord[];
  readonly resources: readonly ExhibitResource[];
  /** The time stamps that cover the capture, one of each authority. */
  readonly stamps: readonly ExhibitStamp[];
  /** The log that the captures are listed in, as it was read when the folder was exported. */
  readonly log: {
    readonly lines: number;
    readonly sha256: string;
    readonly captures: number;
    /** The file with its lines from the capture to the last that is stamped; null where they are not in the folder. */
    readonly excerpt: string | null;
    readonly problems: readonly string[];
  };
  /** Digest of the rules by which the captures were judged for whoever judges them again; null where nothing is judged again. */
  readonly rules: string | null;
  /** The capture, its WARC file and its WACZ, then what was kept beside it. */
  readonly files: readonly ExhibitFile[];
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'xhtml',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  'application/json': 'json',
  'application/xml': 'xml',
  'text/xml': 'xml',
  'image/png': 'png',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
};

/** A file name that says what it is: `usdos-tip-2024-china-2025-10-01.html`. An unknown type is `.bin`, so that nothing opens it unasked. */
export function captureName(subject: string, at: string, contentType: string | undefined): string {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return `${fileStem(subject)}-${at.slice(0, 10)}.${EXTENSIONS[type] ?? 'bin'}`;
}

export const fileStem = (subject: string): string =>
  subject
    .replace(/^https?:\/\//u, '')
    .replace(/[^a-z0-9]+/giu, '-')
    .replace(/^-+|(?<!-)-+$/gu, '')
    .slice(0, 80) || 'source';

export function renderManifest(_locale: Locale, exhibit: Exhibit): string {
  const quotes = exhibit.quotes?.map((one) => ({ ...one, quote: quoteIn(one.quote) })) ?? null;
  const requoted = exhibit.requoted.map((one) => ({
    ...one,
    quote: one.quote && quoteIn(one.quote),
  }));
  return `${JSON.stringify({ ...exhibit, quotes, requoted }, null, 2)}\n`;
}

/** The text of `SHA256SUMS`, as `sha256sum -c` reads it. */
export const renderSums = (files: readonly Pick<ExhibitFile, 'name' | 'sha256'>[]): string =>
  files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');

export const carriedWords = (locale: Locale, passages: Carried | null): string =>
  locale.fill(locale.messages.exhibit.carried, passages ?? {});

/** Who says that a chain must have a line. */
export const storeWords = ({ run, at }: NotedChainTip): string =>
  `the store, which noted it at the end of run ${run} on ${at.slice(0, 10)},`;

/** Of a chain that is nowhere to be found from here. */
export function unreachedWords(tips: readonly NotedChainTip[]): string {
  const last = tips.at(-1);
  if (last === undefined) return 'A chain of evidence cannot be reached';
  const { n, sha256, run, at, machine, folder } = last;
  return `Not reached: the chain that ended at ${n}:${sha256} with run ${run} on ${at.slice(0, 10)}, in ${folder} of ${machine}`;
}

/** A problem in one line: `run-000003.warc.gz at 120: record 5 (tip, https://…, 2025-10-01T02:00:00Z): …`. */
export function renderEvidenceProblem(problem: EvidenceProblem): string {
  const { n, subject, url, at, file, offset, message } = problem;
  const within = offset === undefined ? '' : ` at ${offset}`;
  const place = file === undefined ? 'log.jsonl' : `${file}${within}`;
  const who = [subject, url, at].filter((part) => part !== undefined && part !== '').join(', ');
  const record = n === undefined ? '' : `: record ${n}`;
  return `${place}${record}${who === '' ? '' : ` (${who})`}: ${message}`;
}

/** What reading all of it came to: captures that were read and that were removed by retention, problems, things that are not ours, noted lines that are lost. */
export const verifiedWords = (
  locale: Locale,
  counts: Readonly<Record<'captures' | 'pruned' | 'problems' | 'foreign' | 'lost', number>>,
): string => locale.fill(locale.messages.exhibit.verified, counts);

/** What an exported capture shows of what is cited, whether another one would show more, and what a person saw besides. */
export function exportedWords(
  locale: Locale,
  passages: Carried | null,
  others: readonly ExhibitOther[],
  savedAt: string | null,
): string {
  const saved =
    savedAt === null
      ? ''
      : ` The page that a person saved on ${locale.day(savedAt)} is among the files.`;
  const of = Math.max(passages?.of ?? 0, ...others.map((other) => other.passages?.of ?? 0));
  const most = Math.max(...others.map((other) => other.passages?.stand ?? 0), 0);
  if (of > 0 && most === 0 && (passages?.stand ?? 0) === 0)
    return `No capture that is kept carries a passage.${saved}`;
  const more = most > (passages?.stand ?? 0) ? ' Another capture carries more.' : '';
  return `${sentence(carriedWords(locale, passages))}${more}${saved}`;
}

/** The other captures, equal bytes in one line: `run 5, 5 September 2025 (and 2 more): 1 of 2 passages stands in it`. */
export function otherCaptures(locale: Locale, others: readonly ExhibitOther[]): readonly string[] {
  const same = groupItems(others, ({ payloadSha256 }) => payloadSha256);
  return [...same.values()].map(([{ run, at, passages }, ...rest]) =>
    locale.fill(locale.messages.exhibit.other, {
      run,
      at,
      more: rest.length,
      carried: carriedWords(locale, passages),
    }),
  );
}

export const otherLines = (locale: Locale, others: readonly ExhibitOther[]): readonly string[] =>
  otherCaptures(locale, others).map((line) => `also kept: ${line}`);

/** What the good time stamps of a log say: how many, from when to when (ISO), up to which line, and whether they were held against roots. */
interface Cover {
  readonly count: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly upTo: number;
  readonly pinned: boolean;
}

/** The period that time stamps cover, for people; nothing where there are none. `end` is the last line of the log. */
export function coverLines(
  locale: Locale,
  { count: stamps, first, last, upTo, pinned }: Cover,
  end: number,
): readonly string[] {
  if (first === null || last === null) return [];
  const period =
    stamps === 1 ? moment(locale, first) : `${moment(locale, first)} to ${moment(locale, last)}`;
  return [
    locale.fill(locale.messages.exhibit.cover, {
      stamps,
      period,
      upTo,
      later: Math.max(0, end - upTo),
      pinned,
    }),
  ];
}

export const CERTIFICATES_FILE = 'certificates.pem';
