import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why nothing can be shown here; null where openssl can be asked. */
export const noOpenssl: string | null = (() => {
  const { status, error } = spawnSync('openssl', ['version']);
  return status === 0
    ? null
    : `openssl cannot be run (${error?.message ?? status}): time stamps are not tested`;
})();

/** Runs openssl quietly, in a folder. Throws what it said when it fails. */
const openssl = (folder: string, ...args: readonly string[]): Buffer =>
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });

/** The openssl configuration of an authority: its certificates, and how it stamps. */
const CONFIG = `
[req]
distinguished_name=none
[none]
[root]
basicConstraints=critical,CA:true
keyUsage=critical,keyCertSign
[between]
basicConstraints=critical,CA:true
keyUsage=critical,keyCertSign
[stamps]
basicConstraints=critical,CA:false
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
[uncritical]
extendedKeyUsage=timeStamping
[several]
extendedKeyUsage=critical,timeStamping,clientAuth
[plain]
basicConstraints=critical,CA:false
[web]
extendedKeyUsage=critical,serverAuth
[tsa]
default_tsa=tsa1
[tsa1]
serial=serial
crypto_device=builtin
signer_digest=sha256
default_policy=1.2.3.4.1
digests=sha256,sha512
accuracy=secs:1
ess_cert_id_chain=no
`;

/** An authority for time stamps in a folder of its own, as openssl makes one. */
export interface Tsa {
  readonly folder: string;
  /** Its root, in PEM. */
  readonly root: string;
  /** The certificate that it signs with, in PEM. */
  readonly signer: string;
  /** Answers a question (a TimeStampReq) with a TimeStampResp. */
  answer(query: Uint8Array): Buffer;
  /** Signs what a stamp says as any certificate of the folder would, whatever that is for: a TimeStampResp. */
  resign(response: Uint8Array, as: string): Buffer;
  /** Makes a further certificate, called so; `days` from now until it ends. */
  certificate(name: string, purpose: string, ends?: string): void;
  remove(): void;
}

/** Makes an authority. Its keys are of elliptic curves, or as `key` says to openssl. */
export function openTsa(
  name = 'Test',
  key: readonly string[] = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
): Tsa {
  const folder = mkdtempSync(join(tmpdir(), 'citewatch-tsa-'));
  const run = (...args: readonly string[]): Buffer => openssl(folder, ...args);
  const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
  writeFileSync(join(folder, 'config'), CONFIG);
  writeFileSync(join(folder, 'serial'), '01\n');
  const root = ['-config', 'config', '-x509', '-extensions', 'root', '-days', '3650', '-nodes'];
  run(
    'req',
    ...root,
    ...key,
    '-keyout',
    'root.key',
    '-out',
    'root.pem',
    '-subj',
    `/CN=${name} Root`,
  );
  const certificate = (as: string, purpose: string, ends = '+3000d', by = 'between'): void => {
    const subject = ['-subj', `/CN=${name} ${as}`, '-config', 'config', '-nodes'];
    run('req', '-new', ...key, ...subject, '-keyout', `${as}.key`, '-out', `${as}.csr`);
    const signer = ['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial'];
    const until = ends.startsWith('+')
      ? ['-days', ends.slice(1, -1)]
      : ['-not_before', '20200101000000Z', '-not_after', ends];
    run(
      'x509',
      '-req',
      '-in',
      `${as}.csr`,
      ...signer,
      '-extfile',
      'config',
      '-extensions',
      purpose,
      ...until,
      '-out',
      `${as}.pem`,
    );
  };
  certificate('between', 'between', '+3000d', 'root');
  certificate('signer', 'stamps');
  const answer = (query: Uint8Array, as = 'signer'): Buffer => {
    writeFileSync(join(folder, 'query.tsq'), query);
    const signing = ['-signer', `${as}.pem`, '-inkey', `${as}.key`, '-chain', 'between.pem'];
    run(
      'ts',
      '-reply',
      '-config',
      'config',
      '-queryfile',
      'query.tsq',
      ...signing,
      '-out',
      'answer.tsr',
    );
    return readFileSync(join(folder, 'answer.tsr'));
  };
  return {
    folder,
    root: text('root.pem'),
    signer: text('signer.pem'),
    answer,
    certificate,
    resign(response, as) {
      writeFileSync(join(folder, 'given.tsr'), response);
      run('ts', '-reply', '-in', 'given.tsr', '-token_out', '-out', 'given.p7');
      run(
        'cms',
        '-verify',
        '-noverify',
        '-no_attr_verify',
        '-nosigs',
        '-inform',
        'DER',
        '-in',
        'given.p7',
        '-out',
        'given.tst',
      );
      const how = [
        '-binary',
        '-nodetach',
        '-cades',
        '-md',
        'sha256',
        '-econtent_type',
        '1.2.840.113549.1.9.16.1.4',
      ];
      run(
        'cms',
        '-sign',
        ...how,
        '-in',
        'given.tst',
        '-signer',
        `${as}.pem`,
        '-inkey',
        `${as}.key`,
        '-certfile',
        'between.pem',
        '-outform',
        'DER',
        '-out',
        'signed.p7',
      );
      run('ts', '-reply', '-in', 'signed.p7', '-token_in', '-out', 'signed.tsr');
      return readFileSync(join(folder, 'signed.tsr'));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
