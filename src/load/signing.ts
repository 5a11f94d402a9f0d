import { createPrivateKey, createPublicKey } from 'node:crypto';
import * as z from 'zod';
import { parseAddress } from '../model/address.js';
import type { Problem } from '../model/problem.js';
import type { Signing, SigningKey } from '../model/settings.js';

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
