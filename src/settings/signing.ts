import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import * as z from 'zod';
import { parseAddress, parseWebAddress } from '../model/address.js';
import { type Problem, problemWith, refuse, UserError } from '../model/problem.js';
import type { Signing, SigningKey, TsaSettings } from '../model/settings.js';

/** Path below a host at which public keys are published (draft-meunier-http-message-signatures-directory). */
export const KEY_DIRECTORY = '/.well-known/http-message-signatures-directory';

/** What the options say of signing, as text. */
export interface RawSigning {
  /** The text of the file that `--key` names. */
  readonly key?: string | undefined;
  readonly keyDirectory?: string | undefined;
}

/** 32 bytes in base64url. */
const bytes32 = z.string().regex(/^[\w-]{43}$/u);
const KEY = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: bytes32, d: bytes32 });

/**
 * The key that signs requests, and where its public half is published; undefined where they are not signed. `complain` gets every
 * problem; none repeats the key. An empty text counts as not given.
 */
export function parseSigning(
  { key: text = '', keyDirectory: address = '' }: RawSigning,
  complain: (problem: Problem) => void,
): Signing | undefined {
  const about = (file: string, message: string) => complain(problemWith(file, message));
  if (text === '' && address === '') return undefined;
  if (text === '')
    about('--key', 'is not given: --key-directory says where its public half is published');
  const key = text === '' ? null : parseKey(text);
  if (text !== '' && key === null) about('--key', 'must be a file that citewatch keys made');
  const agent = originOf(address);
  if (agent === null)
    about(
      '--key-directory',
      `must be the https address, without a path, below which ${KEY_DIRECTORY} is published`,
    );
  return key === null || agent === null ? undefined : { key, agent };
}

/** Null for what is no whole key pair. */
function parseKey(text: string): SigningKey | null {
  try {
    const { x, d } = KEY.parse(JSON.parse(text));
    const whole = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x, d }, format: 'jwk' });
    return createPublicKey(whole).export({ format: 'jwk' }).x === x ? { x, d } : null;
  } catch {
    return null;
  }
}

/** The origin of an https address that has no path, or that of the directory; null for another. */
function originOf(text: string): string | null {
  const address = parseAddress(text);
  if (address === null || address.protocol !== 'https:') return null;
  const { origin, pathname, href } = address;
  const isBare =
    href === `${origin}${pathname}` && (pathname === '/' || pathname === KEY_DIRECTORY);
  return isBare ? origin : null;
}

/** Authorities at most, our choice: each is asked every night, and neither of two can take back what both say. */
const MOST_AUTHORITIES = 2;

/** Who stamps the evidence, from CITEWATCH_TSA (addresses with spaces between); null for nobody. Throws a `UserError` with every problem. */
export function parseTsa(named: string | undefined, roots: string | null): TsaSettings | null {
  const addresses = (named ?? '').split(/\s+/u).filter((word) => word !== '');
  if (addresses.length === 0) return null;
  // An address may hold a password: it is not repeated.
  const messages = addresses.flatMap((address, i) =>
    parseWebAddress(address)?.username === ''
      ? []
      : [`must be http or https addresses without a user name; address ${i + 1} is not`],
  );
  if (addresses.length > MOST_AUTHORITIES)
    messages.push(`names ${addresses.length} authorities; two are the most`);
  if (new Set(addresses).size < addresses.length) messages.push('names an authority twice');
  if (messages.length > 0)
    throw new UserError(messages.map((message) => problemWith('CITEWATCH_TSA', message)));
  return { addresses, roots };
}

/** An authority as it is named in logs, files and evidence: by its origin, for what follows may be a key. */
export const tsaName = (address: string): string => parseAddress(address)?.origin ?? '';

/** Certificates in PEM, whatever stands between them. Throws where one cannot be read. */
export const certificatesInPem = (pem: string): readonly X509Certificate[] =>
  [...pem.matchAll(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/gu)].map(
    ([text]) => new X509Certificate(text),
  );

/** Checks that a text (null: it could not be read) holds certificates in PEM; `file` names it in problems. Throws a `UserError`. */
export function parseRoots(text: string | null, file: string, path: string): string {
  if (text === null) return refuse(file, `“${path}” cannot be read`);
  try {
    if (certificatesInPem(text).length > 0) return text;
  } catch {
    // OpenSSL's own words help nobody.
  }
  return refuse(file, `“${path}” holds no certificates in PEM, or one that cannot be read`);
}
