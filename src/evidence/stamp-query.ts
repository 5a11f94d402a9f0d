import { randomBytes } from 'node:crypto';
import type { Tip } from './log-line.js';
import { sha256Of } from './warc.js';

/** A question to an authority for time stamps (RFC 3161, 2.4.1). */
export interface StampQuery {
  /** The TimeStampReq, in DER. */
  readonly bytes: Uint8Array;
  /** The number that the answer must repeat, in hex: an answer to an earlier question does not. */
  readonly nonce: string;
}

/** What is stamped: a line of the log, as the file `head` names it. */
export const stampedText = ({ n, sha256 }: Tip): string => `${n} ${sha256}\n`;

/** The object identifier of SHA-256 (NIST). */
export const SHA256 = '2.16.840.1.101.3.4.2.1';
/** Bytes of a nonce: RFC 3161 asks for 64 bits. */
const NONCE = 8;
/** The highest bit of a number's first byte is its sign. */
const POSITIVE = 0x7f;

/** Asks for a stamp of a line of the log, with the authority's certificates. */
export async function stampQuery(tip: Tip): Promise<StampQuery> {
  const { Integer, Null, OctetString } = await import('asn1js');
  const { AlgorithmIdentifier, MessageImprint, TimeStampReq } = await import('pkijs');
  const nonce = randomBytes(NONCE);
  nonce[0] = ((nonce[0] ?? 0) & POSITIVE) | 1;
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256, algorithmParams: new Null() }),
      hashedMessage: new OctetString({ valueHex: Buffer.from(sha256Of(stampedText(tip)), 'hex') }),
    }),
    nonce: new Integer({ valueHex: nonce }),
    certReq: true,
  });
  return { bytes: new Uint8Array(request.toSchema().toBER()), nonce: nonce.toString('hex') };
}
