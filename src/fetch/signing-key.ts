import { generateKeyPairSync, hash } from 'node:crypto';
import type { SigningKey } from '../model/settings.js';

/** Makes a key that nobody else has. */
export function makeSigningKey(): SigningKey {
  const { d = '', x = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { d, x };
}

/** The name of a key by which verifiers find it: the SHA-256 of its public members in this order (RFC 7638; RFC 8037, A.3), in base64url. */
export const thumbprintOf = ({ x }: Pick<SigningKey, 'x'>): string =>
  hash('sha256', JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }), 'base64url');
