import { createPrivateKey, generateKeyPairSync, hash, randomBytes, sign } from 'node:crypto';
import type { Signing, SigningKey } from '../model/settings.js';

/** Seconds for which a signature holds: whoever overhears it can use it no longer, and at the same host only. */
const LIFETIME = 60;
/** Bytes of a nonce, as many as in the draft's examples. */
const NONCE = 64;
/** How the signature is called; the member of `Signature-Agent` that it covers has the same name. */
const LABEL = 'sig1';

export type SignRequest = (url: URL) => Readonly<Record<string, string>>;

/**
 * Signs requests as Web Bot Auth asks (draft-ietf-webbotauth-httpsig-protocol; RFC 9421 with Ed25519): the host is covered, so that a
 * signature is of no use at another one, and where the keys are published. `now` gives milliseconds since 1970.
 */
export function requestSigner({ key, agent }: Signing, now: () => number): SignRequest {
  const privateKey = createPrivateKey({
    key: { kty: 'OKP', crv: 'Ed25519', ...key },
    format: 'jwk',
  });
  const keyid = thumbprintOf(key);
  return ({ host }) => {
    const created = Math.floor(now() / 1000);
    const nonce = randomBytes(NONCE).toString('base64');
    const params = `;created=${created};expires=${created + LIFETIME};keyid="${keyid}";alg="ed25519";nonce="${nonce}";tag="web-bot-auth"`;
    const components: readonly Component[] = [
      ['"@authority"', host],
      [`"signature-agent";key="${LABEL}"`, `"${agent}"`],
    ];
    const signature = sign(null, Buffer.from(signatureBase(components, params)), privateKey);
    return {
      'signature-agent': `${LABEL}="${agent}"`,
      'signature-input': `${LABEL}=${signatureParams(components, params)}`,
      signature: `${LABEL}=:${signature.toString('base64')}:`,
    };
  };
}

/** A component that a signature covers: its identifier as it is written (`"@authority"`), and its value. */
type Component = readonly [identifier: string, value: string];

/** The identifiers of components, and the parameters of the signature behind them, as `Signature-Input` has them. */
export const signatureParams = (components: readonly Component[], params: string): string =>
  `(${components.map(([identifier]) => identifier).join(' ')})${params}`;

/** What is signed: each component on a line, and what the signature says of itself (RFC 9421, 2.5). */
export const signatureBase = (components: readonly Component[], params: string): string =>
  [...components, ['"@signature-params"', signatureParams(components, params)] as const]
    .map(([identifier, value]) => `${identifier}: ${value}`)
    .join('\n');

export function makeSigningKey(): SigningKey {
  const { d = '', x = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { d, x };
}

/** The name of a key by which verifiers find it: the SHA-256 of its public members in this order (RFC 7638; RFC 8037, A.3), in base64url. */
export const thumbprintOf = ({ x }: Pick<SigningKey, 'x'>): string =>
  hash('sha256', JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }), 'base64url');
