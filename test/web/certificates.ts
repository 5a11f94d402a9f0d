import '../replica/reflect.js';

import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** A certificate and its key, both in PEM. */
export interface KeyAndCert {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority that lives as long as the test. */
export interface Authority extends KeyAndCert {
  issue(names: readonly string[], until?: Date): Promise<KeyAndCert>;
  /** A further authority, signed by this one. */
  intermediate(name: string): Promise<Authority>;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 86_400_000;

const pemOf = async (key: webcrypto.CryptoKey) =>
  x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');

async function sign(
  subject: string,
  extensions: x509.Extension[],
  until: Date,
  by?: { name: string; key: webcrypto.CryptoKey },
) {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    subject,
    issuer: by?.name ?? subject,
    notBefore: new Date(until.getTime() - 90 * DAY),
    notAfter: until,
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: by?.key ?? keys.privateKey,
    extensions,
  });
  return { keys, cert: `${certificate.toString('pem')}\n`, key: await pemOf(keys.privateKey) };
}

/** Makes an authority. No key of it is ever written to disk. */
export async function createAuthority(
  name = 'Test Root',
  by?: { name: string; key: webcrypto.CryptoKey },
): Promise<Authority> {
  const subject = `CN=${name}`;
  const tomorrow = () => new Date(Date.now() + DAY);
  const { keys, cert, key } = await sign(
    subject,
    [new x509.BasicConstraintsExtension(true, undefined, true)],
    tomorrow(),
    by,
  );
  const self = { name: subject, key: keys.privateKey };
  return {
    cert,
    key,
    intermediate: (child) => createAuthority(child, self),
    async issue(names, until = tomorrow()) {
      const alternatives = new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: 'dns' as const, value })),
      );
      const { cert, key } = await sign(`CN=${names[0]}`, [alternatives], until, self);
      return { cert, key };
    },
  };
}
