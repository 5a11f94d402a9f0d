import * as z from 'zod';
import { RESOURCE_ROLES } from '../model/capture.js';
import { jsonIn } from '../model/problem.js';
import { sha256Of } from './warc.js';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/u);
const file = z.string().regex(/^run-\d{6,}(?:-\d+)?\.warc\.gz$/u);
const count = z.number().int().nonnegative();

/** The shape of a line. Its fields are in the order in which they are sealed. */
const lineOf = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.object({ n: count, kind: z.literal(kind), at: z.string(), ...shape, previous: sha256, sha256 });

/** Where the bytes stand that a line lists. */
const PLACE = { id: z.string(), file, offset: count, length: count, recordSha256: sha256 };
const SUBJECT = { run: count, subject: z.string(), url: z.string() };
const PAYLOAD = {
  payloadSha256: sha256,
  payloadBytes: count,
  ...PLACE,
  strict: z.literal(true).optional(),
};
const TIP = z.object({ n: count, sha256 });

const CAPTURE = lineOf('capture', {
  ...SUBJECT,
  finalUrl: z.string(),
  http: count,
  accepted: z.boolean(),
  revisit: z.boolean(),
  reading: sha256.optional(),
  sameAs: count.optional(),
  ...PAYLOAD,
});

const RESOURCE = lineOf('resource', {
  ...SUBJECT,
  contentType: z.string(),
  role: z.enum(RESOURCE_ROLES),
  by: z.string().optional(),
  how: z.string().optional(),
  said: z.string().optional(),
  dated: z.string().optional(),
  ...PAYLOAD,
});

const PRUNED = lineOf('pruned', {
  file,
  bytes: count,
  fileSha256: sha256,
  records: z.array(count),
  limits: z.object({ maxBytes: count, keepRuns: count }).optional(),
});

const CERTIFICATE = lineOf('certificate', { certificateSha256: sha256, ...PLACE });

const STAMP = lineOf('stamp', { tsa: z.string(), of: TIP, response: z.base64() });

const LOST = lineOf('lost', { run: count, known: count, of: TIP.optional() });

const LEFT = lineOf('left', {
  file: z.union([file, z.literal('log.jsonl')]),
  offset: count,
  bytes: count,
  leftSha256: sha256,
});

const LINE = z.discriminatedUnion('kind', [
  CAPTURE,
  RESOURCE,
  CERTIFICATE,
  PRUNED,
  STAMP,
  LOST,
  LEFT,
]);

/**
 * One capture, as the log lists it. `n` counts the log's lines from 1; `at` is when the first request was sent;
 * `subject` is the id of the source, or the address itself for pages that no report cites; `url` was asked, `finalUrl` answered;
 * `accepted` when the document itself was read, and not an error page or a wall in its place; a `revisit` found the bytes that an earlier capture of the address holds;
 * `reading` is the SHA-256 of all that was read in it, absent where nothing was, or where it is to be kept as it is; `sameAs` is the line in which the same was read: then the other bytes were not kept;
 * `offset` and `length` say where its WARC records stand in `file`, and `recordSha256` is of those bytes on the disk;
 * `previous` is the `sha256` of the line before, `sha256` that of this line without itself; `strict`: whoever wrote it writes down first
 * what another left ({@link LeftLine}; absent in lines of before).
 */
export type EvidenceRecord = Readonly<z.infer<typeof CAPTURE>>;

/**
 * Something that no server sent, kept beside what servers did: `at` is when it was made or handed in, `url` the address that it is a
 * witness of; `by` and `how` are who or what it came from and how, in their own words, `said` and `dated` when it was saved, by them and by
 * itself. The rest is as in {@link EvidenceRecord}.
 */
export type ResourceRecord = Readonly<z.infer<typeof RESOURCE>>;

/** A line about a source: what was received of it, or handed in. */
export type KeptRecord = EvidenceRecord | ResourceRecord;

export const isKept = (line: LogLine): line is KeptRecord =>
  line.kind === 'capture' || line.kind === 'resource';

/**
 * A certificate that a server showed, once in each file whose captures name it: `certificateSha256` is of the certificate itself,
 * the rest is as in {@link EvidenceRecord}.
 */
export type CertificateRecord = Readonly<z.infer<typeof CERTIFICATE>>;

/** A line that lists bytes in a file. */
export type ListedRecord = KeptRecord | CertificateRecord;

export const isFiled = (line: LogLine): line is ListedRecord =>
  isKept(line) || line.kind === 'certificate';

/**
 * A file that retention removed: its size, its hash, the captures that went with it, and the limits by which it was chosen
 * (absent in lines of before).
 */
export type PrunedFile = Readonly<z.infer<typeof PRUNED>>;

/**
 * What an authority for time stamps answered about an earlier line (`of`), as it came: a TimeStampResp (RFC 3161). `at` is when it was
 * asked, by the clock of the machine.
 */
export type StampLine = Readonly<z.infer<typeof STAMP>>;

/**
 * That a night began from an older state than was reported: `run` is the latest that was, `of` the line of the log reported with it (absent
 * where it named none), `known` the latest run still there. From this line on the numbers of lines that were lost are taken again.
 */
export type LostLine = Readonly<z.infer<typeof LOST>>;

/**
 * Bytes that a killed process left unlisted at the end of a file or of the log, as the next one found them before it wrote anything: their
 * place, and their hash.
 */
export type LeftLine = Readonly<z.infer<typeof LEFT>>;

export type LogLine = ListedRecord | PrunedFile | StampLine | LostLine | LeftLine;

type Unsealed<T> = T extends LogLine ? Omit<T, 'n' | 'previous' | 'sha256'> : never;

/** A line before it has its place in the chain. */
export type Entry = Unsealed<LogLine>;

/** The latest line of a log, by which the whole chain is known. */
export type Tip = Pick<LogLine, 'n' | 'sha256'>;

/** The tip of a log without lines. */
export const NOTHING: Tip = { n: 0, sha256: '0'.repeat(64) };

/** Gives an entry its place behind `tip`; the text has no line break. */
export function seal(entry: Entry, tip: Tip): string {
  const open = JSON.stringify({ n: tip.n + 1, ...entry, previous: tip.sha256 });
  return `${open.slice(0, -1)},"sha256":"${sha256Of(open)}"}`;
}

const SEALED = /^(\{.*),"sha256":"([0-9a-f]{64})"\}$/su;

/** What {@link seal} wrote; null when a single character is not as it was. */
export function unseal(text: string): LogLine | null {
  const [, open, sealed] = SEALED.exec(text) ?? [];
  if (open === undefined || sha256Of(`${open}}`) !== sealed) return null;
  return LINE.safeParse(jsonIn(text)).data ?? null;
}

/** What an altered line still says of itself, to name it by. */
export function remains(text: string): Partial<EvidenceRecord> {
  const saidName = (name: string): string =>
    new RegExp(`"${name}":"?([^",]*)`, 'u').exec(text)?.[1] ?? '';
  const [subject, url, at, file] = ['subject', 'url', 'at', 'file'].map(saidName) as [
    string,
    string,
    string,
    string,
  ];
  return { subject, url, at, ...(file === '' ? {} : { file, offset: Number(saidName('offset')) }) };
}
