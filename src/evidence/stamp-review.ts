import type { X509Certificate } from 'node:crypto';
import type { EvidenceProblem } from '../model/capture.js';
import { createHear, type Hear, type SanitizedText } from '../model/sanitized-text.js';
import { certificatesInPem } from '../settings/signing.js';
import { isFiled, type ListedRecord, type LogLine, type StampLine, type Tip } from './log.js';
import {
  BadStamp,
  isValidAt,
  readTimeStamp,
  stampedText,
  stampQuery,
  type TimeStamp,
} from './time-stamp.js';

/**
 * Milliseconds by which the clocks of a machine and of an authority may differ, our choice: a machine that sets its clock over the
 * network is right to a second, and one that does not by minutes. Lines are moved by days to say something else.
 */
const CLOCKS = 3_600_000;

/** Opens the stamps of a log (in its order), against roots in PEM where they are known. */
export async function reviewStamps(stamps: readonly StampLine[], roots: string | null) {
  const pinned = roots === null ? null : certificatesInPem(roots);
  const problems: EvidenceProblem[] = [];
  const good: Opened[] = [];
  for (const line of stamps) {
    const stamp = await stampIn(responseOf(line), line.of, pinned);
    if (typeof stamp === 'string') problems.push(problemOf(line, stamp));
    else good.push({ line, time: Date.parse(stamp.time) });
  }
  return holdStamps(good, problems, pinned !== null);
}

/** A good stamp, and when it was signed, in milliseconds since 1970. */
interface Opened {
  readonly line: StampLine;
  readonly time: number;
}

const responseOf = (line: StampLine): Buffer => Buffer.from(line.response, 'base64');

/** A good stamp of a line, whose signer leads to one of the roots where they are known; else why it is none, in a few words. */
async function stampIn(
  response: Uint8Array,
  of: Tip,
  roots: readonly X509Certificate[] | null,
): Promise<TimeStamp | string> {
  try {
    const stamp = await readTimeStamp(response, stampedText(of));
    const isTrusted = roots === null || leadsToRoot(stamp, roots);
    return isTrusted ? stamp : 'is signed by a certificate that leads to none of the roots';
  } catch (error) {
    if (error instanceof BadStamp) return error.message;
    throw error;
  }
}

const problemOf = ({ n, at, tsa }: StampLine, message: string): EvidenceProblem => ({
  n,
  at,
  message: `the time stamp of ${tsa} ${message}`,
});

const iso = (time: number): string => new Date(time).toISOString();

/** Holds the good time stamps of a log against its lines. */
function holdStamps(good: readonly Opened[], problems: EvidenceProblem[], pinned: boolean) {
  const wanted = new Set(good.map(({ line }) => line.of.n));
  const times = good.map(({ time }) => iso(time));
  const byLine = new Map(good.map((one) => [one.line.n, one]));
  /** Lines that are stamped, and of those up to each the one that is dated last. */
  const covered = new Map<number, { readonly tip: Tip; readonly latest: ListedRecord | null }>();
  let latest: ListedRecord | null = null;
  /** The latest time that a stamp in front of this line gives, until a line is found that is dated before it. */
  let after: number | null = null;

  const date = (line: ListedRecord): void => {
    const time = Date.parse(line.at);
    if (after !== null && time < after - CLOCKS) {
      problems.push({
        ...line,
        message: `is dated before the time stamp in front of it (${iso(after)})`,
      });
      after = null;
    }
    if (latest === null || time > Date.parse(latest.at)) latest = line;
  };

  return {
    /** Times of the first and of the last, ISO, null where there is none; the latest line that is covered, 0 for none; whether roots are known. */
    cover: {
      count: good.length,
      first: times[0] ?? null,
      last: times.at(-1) ?? null,
      upTo: Math.max(0, ...wanted),
      pinned,
    },
    /** Takes the next line that is as it was written. */
    next(line: LogLine): void {
      if (isFiled(line)) date(line);
      if (wanted.has(line.n) && !covered.has(line.n)) covered.set(line.n, { tip: line, latest });
      const stamp = byLine.get(line.n);
      if (stamp === undefined) return;
      if (after !== null && stamp.time < after - CLOCKS)
        problems.push(
          problemOf(
            stamp.line,
            `is dated ${iso(stamp.time)}, before one that stands in front of it`,
          ),
        );
      after = Math.max(after ?? 0, stamp.time);
    },
    /** What is wrong, once there are no more lines. */
    end(): readonly EvidenceProblem[] {
      for (const { line, time } of good) {
        const own = covered.get(line.of.n);
        if (own?.tip.sha256 !== line.of.sha256)
          problems.push(problemOf(line, `is of another line ${line.of.n} than the log has`));
        else if (own.latest !== null && Date.parse(own.latest.at) > time + CLOCKS)
          problems.push({
            ...own.latest,
            message: `is dated after the time stamp that covers it (${iso(time)})`,
          });
      }
      return problems;
    },
  };
}

/**
 * Whether a stamp's signer leads to one of the roots over certificates that came with the stamp or stand beside the roots, each
 * valid at the time of the stamp. No list of revoked ones is asked. Each certificate is looked at once: some may vouch for each other.
 */
export function leadsToRoot(
  { signer, certificates, time }: TimeStamp,
  pinned: readonly X509Certificate[],
): boolean {
  const at = new Date(time);
  const roots = new Set(pinned.filter(isRoot).map(({ fingerprint256 }) => fingerprint256));
  const issuers = new Map(
    [...certificates, ...pinned]
      .filter((one) => one.ca && isValidAt(one, at))
      .map((one) => [one.fingerprint256, one]),
  );
  const reached = [signer];
  for (const from of reached) {
    if (roots.has(from.fingerprint256)) return true;
    for (const [name, issuer] of issuers)
      if (isIssuedBy(issuer, from)) {
        reached.push(issuer);
        issuers.delete(name);
      }
  }
  return false;
}

const isRoot = (certificate: X509Certificate): boolean => isIssuedBy(certificate, certificate);

const isIssuedBy = (issuer: X509Certificate, child: X509Certificate): boolean =>
  child.checkIssued(issuer) && child.verify(issuer.publicKey);

export interface StampOrder {
  /** When it is asked for, ISO, by the clock of the machine. */
  readonly at: string;
  /** The authority's address. */
  readonly tsa: string;
  readonly of: Tip;
  /** Roots that the signer must lead to, in PEM; null where none are known. */
  readonly roots: string | null;
  readonly hear?: Hear | undefined;
}

/** Takes a question to an authority: gives the bytes of its answer, or in a few words why there are none. */
export type AskAuthority = (query: Uint8Array) => Promise<Uint8Array | SanitizedText>;

/** An authority's answer that is a good stamp, as it came; else why not. */
export async function askForStamp(
  { of, roots, hear = createHear() }: StampOrder,
  ask: AskAuthority,
): Promise<{ readonly response: Uint8Array; readonly time: string } | SanitizedText> {
  const query = await stampQuery(of);
  const response = await ask(query.bytes);
  if (typeof response === 'string') return response;
  const stamp = await stampIn(response, of, roots === null ? null : certificatesInPem(roots));
  if (typeof stamp === 'string') return hear(`its answer ${stamp}`);
  return stamp.nonce === query.nonce
    ? { response, time: stamp.time }
    : hear('its answer is one to another question');
}

/** A good stamp as it was kept. */
export type KeptStamp = NonNullable<Awaited<ReturnType<typeof openedStamp>>>;

/** Opens stamps of the log. Leaves out those that are not good. */
export const openStamps = async (lines: readonly StampLine[]): Promise<readonly KeptStamp[]> =>
  (await Promise.all(lines.map(openedStamp))).filter((stamp) => stamp !== null);

async function openedStamp(line: StampLine) {
  const response = responseOf(line);
  const stamp = await stampIn(response, line.of, null);
  if (typeof stamp === 'string') return null;
  const { time, signer, certificates } = stamp;
  const others = certificates.filter((one) => one !== signer);
  return {
    line,
    /** What was stamped. */
    text: stampedText(line.of),
    time,
    /** The subject of the certificate that signed it. */
    signer: signer.subject.replaceAll('\n', ', '),
    response,
    /** The certificates that came with it, in PEM, the signer's first. */
    pem: [signer, ...others].map((one) => one.toString()).join(''),
  };
}
