import type { Hop } from '../../model/outcome.js';
import type { QuoteVerdict } from '../../model/quote-verdict.js';
import type { ResourceRole } from '../../model/resource-role.js';
import { quoteIn } from '../json.js';
import { count } from '../words.js';
import type { ExhibitConnection } from './connection.js';
import type { ExhibitStamp } from './stamps.js';

/** A file of the exported folder. */
export interface ExhibitFile {
  readonly name: string;
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
  /** What it is, in a few words. */
  readonly what: string;
}

/** Of a source's passages, how many stand in a capture by the latest verdict on its bytes. */
export interface Carried {
  readonly stand: number;
  readonly of: number;
  /** True where they stand in what a browser made of it, which was kept beside it. */
  readonly rendered?: boolean | undefined;
}

/** A capture of the source that is kept. */
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

/** A capture of the source among those that were exported. */
export interface ExhibitRecord {
  /** Its line in the log. */
  readonly n: number;
  readonly run: number;
  /** When the first request was sent, ISO. */
  readonly at: string;
  readonly url: string;
  readonly finalUrl: string;
  readonly http: number;
  /** True when it received the same bytes as an earlier capture, which holds them. */
  readonly revisit: boolean;
  /** The line of the capture in which the same was read; absent where the bytes themselves are kept. */
  readonly sameAs?: number;
  readonly payloadSha256: string;
  /** Where its WARC records stand in the exported WARC file, in bytes, and their hash. */
  readonly offset: number;
  readonly length: number;
  readonly recordSha256: string;
  /** Of these, the one record of the answer: where it stands in the file, its hash, and the media type that it names. */
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

/** What was kept beside the captures: no server sent it. */
export interface ExhibitResource
  extends Pick<
    ExhibitRecord,
    | 'n'
    | 'run'
    | 'url'
    | 'payloadSha256'
    | 'offset'
    | 'length'
    | 'recordSha256'
    | 'shown'
    | 'lineSha256'
    | 'previousSha256'
  > {
  /** When it was made or handed in, ISO. */
  readonly at: string;
  readonly role: ResourceRole;
  readonly contentType: string;
  readonly bytes: number;
  /** Who or what it comes from, and how, in their own words; null where that was not said. */
  readonly by: string | null;
  readonly how: string | null;
  /** Its file in the folder; null when it is in the archives alone. */
  readonly file: string | null;
}

/** A quoted passage as it was last judged of the bytes of the capture. */
export interface ExhibitQuote {
  readonly citation: string;
  readonly cited: string | null;
  readonly quote: QuoteVerdict;
}

/** What an exported folder says: its `manifest.json`. */
export interface Exhibit {
  readonly schema: 'citewatch.exhibit/1';
  readonly source: { readonly id: string; readonly title: string; readonly publisher: string | null };
  /** Name and version of the program. */
  readonly program: string;
  /** ISO. */
  readonly exportedAt: string;
  /** Who exported it, in his own words; null when he did not say. */
  readonly custody: { readonly by: string | null };
  readonly capture: {
    readonly n: number;
    readonly run: number;
    readonly at: string;
    readonly url: string;
    readonly hops: readonly Hop[];
    readonly finalUrl: string;
    readonly http: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly userAgent: string;
    /** Null in captures of before. */
    readonly connection: ExhibitConnection | null;
    readonly file: string;
    readonly bytes: number;
    readonly sha256: string;
    /** True when the document was longer than the limit and was cut there. */
    /** Where the same was read in other bytes that were not kept, the line of the log of those that are shown, and when they came. */
    readonly sameAs?: { readonly n: number; readonly at: string };
    readonly truncated: boolean;
    /** False when an error page or a wall came in place of the document. */
    readonly accepted: boolean;
    /** Null where its bytes were not judged. */
    readonly passages: Carried | null;
  };
  /** The other captures that are kept, latest first. */
  readonly others: readonly ExhibitOther[];
  /** Null when no verdict on these bytes is recorded. */
  readonly quotes: readonly ExhibitQuote[] | null;
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

/** A subject as the beginning of a file name. */
export const fileStem = (subject: string): string =>
  subject
    .replace(/^https?:\/\//u, '')
    .replace(/[^a-z0-9]+/giu, '-')
    .replace(/^-+|(?<!-)-+$/gu, '')
    .slice(0, 80) || 'source';

/** The manifest's text. */
export function renderManifest(exhibit: Exhibit): string {
  const quotes = exhibit.quotes?.map((one) => ({ ...one, quote: quoteIn(one.quote) })) ?? null;
  return `${JSON.stringify({ ...exhibit, quotes }, null, 2)}\n`;
}

/** The text of `SHA256SUMS`, as `sha256sum -c` reads it. */
export const renderSums = (files: readonly Pick<ExhibitFile, 'name' | 'sha256'>[]): string =>
  files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');

/** How much of what is cited a capture shows. */
export function carriedWords(passages: Carried | null): string {
  if (passages === null) return 'its passages were not judged';
  if (passages.of === 0) return 'nothing is quoted from it';
  return `${passages.stand} of ${count(passages.of, 'passage stands', 'passages stand')} in ${passages.rendered === true ? 'what a browser made of it' : 'it'}`;
}
