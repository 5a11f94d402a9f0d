import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import * as z from 'zod';
import { parseAddress } from '../model/address.js';
import { type Problem, UserError } from '../model/problem.js';
import type { Signing, SigningKey, TsaSettings } from '../model/settings.js';

/** Where the keys of those who sign are published, below their host. */
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
 * With which key requests are signed, and where it is published; undefined where they are not signed. What is wrong is said to `complain`,
 * nothing of which gives the key away. A variable of the environment that is set to nothing is not set.
 */
export function parseSigning(
  { key: text = '', keyDirectory: address = '' }: RawSigning,
  complain: (problem: Problem) => void,
): Signing | undefined {
  const about = (file: string, message: string) => complain({ file, line: 0, column: 0, message });
  if (text === '' && address === '') return undefined;
  if (text === '') about('--key', 'is not given: --key-directory says where its public half is published');
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

/** Null for what is no key, or not the whole of one. */
function parseKey(text: string): SigningKey | null {
  try {
    const { x, d } = KEY.parse(JSON.parse(text));
    const whole = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x, d }, format: 'jwk' });
    return createPublicKey(whole).export({ format: 'jwk' }).x === x ? { x, d } : null;
  } catch {
    return null;
  }
}

/** Its origin, where it is nothing else, or the directory itself. */
function originOf(text: string): string | null {
  const address = parseAddress(text);
  if (address === null || address.protocol !== 'https:') return null;
  const { origin, pathname, href } = address;
  const isBare = href === `${origin}${pathname}` && (pathname === '/' || pathname === KEY_DIRECTORY);
  return isBare ? origin : null;
}

/** Authorities that may be named, our choice: each is asked every night, and what two of them say no one of them can take back. */
const MOST = 2;

/**
 * Who stamps the evidence, from CITEWATCH_TSA (addresses with spaces between) and the roots in PEM of the file that CITEWATCH_TSA_ROOTS
 * names; null when nobody is named. Throws a `UserError` with every problem.
 */
export function parseTsa(named: string | undefined, roots: string | null): TsaSettings | null {
  const addresses = (named ?? '').split(/\s+/u).filter((word) => word !== '');
  if (addresses.length === 0) return null;
  // What is wrong may be a password: it is not repeated.
  const problems = addresses.flatMap((address, i) =>
    isWeb(address)
      ? []
      : [problem(`must be http or https addresses without a user name; address ${i + 1} is not`)],
  );
  if (addresses.length > MOST)
    problems.push(problem(`names ${addresses.length} authorities; two are the most`));
  if (new Set(addresses).size < addresses.length) problems.push(problem('names an authority twice'));
  if (problems.length > 0) throw new UserError(problems);
  return { addresses, roots };
}

function isWeb(text: string): boolean {
  const address = parseAddress(text);
  return address !== null && /^https?:$/u.test(address.protocol) && address.username === '';
}

const problem = (message: string, file = 'CITEWATCH_TSA'): Problem => ({ file, line: 0, column: 0, message });

const PEM = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/gu;

/** Checks that a text (null: it could not be read) holds certificates in PEM; `file` is what is said of it. Throws a `UserError`. */
export function parseRoots(text: string | null, file: string, path: string): string {
  if (text === null) throw new UserError([problem(`“${path}” cannot be read`, file)]);
  try {
    const found = [...text.matchAll(PEM)].map(([one]) => new X509Certificate(one));
    if (found.length > 0) return text;
  } catch {
    // Said below: what OpenSSL says of it helps nobody.
  }
  throw new UserError([problem(`“${path}” holds no certificates in PEM, or one that cannot be read`, file)]);
}
