import './reflect.js';

import { createPrivateKey, webcrypto } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** Valid on the demo's nights (March 2025) as well as today. */
const VALIDITY = { notBefore: new Date('2020-01-01'), notAfter: new Date('2099-01-01') };

/** A certificate authority that lives as long as the process: nothing of it is ever kept in the project. */
export interface Authority {
  /** Its certificate, in PEM: what `--cacert` wants. */
  readonly pem: string;
  /** Key and certificate of a host, made when it is first asked for. */
  readonly contextFor: (host: string) => Promise<SecureContext>;
}

const keyPair = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

/** Makes a new authority (ECDSA P-256). */
export async function createAuthority(): Promise<Authority> {
  const keys = await keyPair();
  const root = await X509CertificateGenerator.createSelfSigned({
    ...VALIDITY,
    serialNumber: '01',
    name: 'CN=citewatch replica authority',
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const contexts = new Map<string, Promise<SecureContext>>();

  const issue = async (host: string, serial: number): Promise<SecureContext> => {
    const leaf = await keyPair();
    const certificate = await X509CertificateGenerator.create({
      ...VALIDITY,
      serialNumber: serial.toString(16).padStart(4, '0'),
      subject: [{ CN: [host.slice(0, 64)] }],
      issuer: root.subject,
      signingKey: keys.privateKey,
      signingAlgorithm: ALGORITHM,
      publicKey: leaf.publicKey,
      extensions: [
        new BasicConstraintsExtension(false),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension([{ type: 'dns', value: host }]),
        await AuthorityKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', leaf.privateKey));
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    return createSecureContext({
      cert: certificate.toString('pem'),
      key: key.export({ format: 'pem', type: 'pkcs8' }),
    });
  };

  return {
    pem: `${root.toString('pem')}\n`,
    contextFor: (host) => {
      const context = contexts.get(host) ?? issue(host, contexts.size + 2);
      contexts.set(host, context);
      return context;
    },
  };
}
