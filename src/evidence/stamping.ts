import { type ForeignWords, type Hear, hearing } from '../model/foreign-words.js';
import type { StampLine, Tip } from './log-line.js';
import { stampedText, stampQuery } from './stamp-query.js';
import { certificatesInPem, leadsToRoot } from './stamp-trust.js';
import { BadStamp, readTimeStamp } from './time-stamp.js';

/** Which line is to be stamped, and by whom. */
export interface StampOrder {
  /** When it is asked for, ISO, by the clock of the machine. */
  readonly at: string;
  /** The authority's address. */
  readonly tsa: string;
  readonly of: Tip;
  /** Roots that the signer must lead to, in PEM; null where none are known. */
  readonly roots: string | null;
  /** Hears what the authority says. */
  readonly hear?: Hear | undefined;
}

/** Takes a question to an authority: gives the bytes of its answer, or in a few words why there are none. */
export type AskAuthority = (query: Uint8Array) => Promise<Uint8Array | ForeignWords>;

/** A stamp that was kept: its line in the log, and the time in it. */
export interface Stamped {
  readonly n: number;
  readonly time: string;
}

/** An authority's answer that is a good stamp, as it came; else why not. */
export async function askForStamp(
  { of, roots, hear = hearing() }: StampOrder,
  ask: AskAuthority,
): Promise<{ readonly response: Uint8Array; readonly time: string } | ForeignWords> {
  const query = await stampQuery(of);
  const response = await ask(query.bytes);
  if (typeof response === 'string') return response;
  try {
    const stamp = await readTimeStamp(response, stampedText(of));
    if (stamp.nonce !== query.nonce) return hear('its answer is one to another question');
    if (roots !== null && !leadsToRoot(stamp, certificatesInPem(roots)))
      return hear('its answer is signed by a certificate that leads to none of the roots');
    return { response, time: stamp.time };
  } catch (error) {
    if (error instanceof BadStamp) return hear(`its answer ${error.message}`);
    throw error;
  }
}

/** A good stamp as it was kept. */
export interface KeptStamp {
  readonly line: StampLine;
  /** What was stamped. */
  readonly text: string;
  /** The time in it, ISO. */
  readonly time: string;
  /** The subject of the certificate that signed it. */
  readonly signer: string;
  /** The authority's answer, as it came: a TimeStampResp. */
  readonly response: Uint8Array;
  /** The certificates that came with it, in PEM, the signer's first. */
  readonly pem: string;
}

/** Opens stamps of the log. Leaves out those that are not good. */
export async function openStamps(lines: readonly StampLine[]): Promise<readonly KeptStamp[]> {
  const kept: KeptStamp[] = [];
  for (const line of lines) {
    const response = Buffer.from(line.response, 'base64');
    const text = stampedText(line.of);
    const stamp = await readTimeStamp(response, text).catch(() => null);
    if (stamp === null) continue;
    const { time, signer, certificates } = stamp;
    const others = certificates.filter((one) => one !== signer);
    const pem = [signer, ...others].map((one) => one.toString()).join('');
    kept.push({ line, text, time, signer: signer.subject.replaceAll('\n', ', '), response, pem });
  }
  return kept;
}
