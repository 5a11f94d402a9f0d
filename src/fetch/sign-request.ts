import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import type { Signing } from '../model/settings.js';
import { type Component, signatureBase, signatureParams } from './signature-base.js';
import { thumbprintOf } from './signing-key.js';

/** Seconds for which a signature holds: whoever overhears it can use it no longer, and at the same host only. */
const LIFETIME = 60;
/** Bytes of a nonce, as many as in the draft's examples. */
const NONCE = 64;
/** How the signature is called; the member of `Signature-Agent` that it covers has the same name. */
const LABEL = 'sig1';

/** The headers that sign a request to an address. */
export type SignRequest = (url: URL) => Readonly<Record<string, string>>;

/**
 * Signs requests as Web Bot Auth asks (draft-ietf-webbotauth-httpsig-protocol; RFC 9421 with Ed25519): the host is covered, so that a
 * signature is of no use at another one, and where the keys are published. `now` gives milliseconds since 1970.
 */
export function requestSigner({ key, agent }: Signing, now: () => number): SignRequest {
  const privateKey = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', ...key }, format: 'jwk' });
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
