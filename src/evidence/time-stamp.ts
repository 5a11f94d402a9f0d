import { createHash, type KeyObject, randomBytes, verify, X509Certificate } from 'node:crypto';
import type { BaseBlock, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import type { Attribute, Certificate, PKIStatusInfo, SignedData, SignerInfo, TSTInfo } from 'pkijs';
import type { Tip } from './log.js';
import { sha256Of } from './warc.js';

/** A time stamp whose signature is good. Who vouches for its signer is another question. */
export type TimeStamp = Awaited<ReturnType<typeof openStamp>>;

/** An answer that is no good stamp: its message says why, in a few words. */
export class BadStamp extends Error {}

/** Bytes of an answer that are read: stamps with all their certificates have some 6 kB. */
const MOST_REPLY_BYTES = 65_536;

/** Objects of RFC 5652 (CMS), RFC 3161, RFC 5035 and RFC 5280. */
const OID = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  extendedKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const;

/** The object identifier of SHA-256 (NIST). */
const SHA256 = '2.16.840.1.101.3.4.2.1';

/** Digests by their object identifiers; what is older is not believed. */
const DIGESTS: ReadonlyMap<string, string> = new Map([
  [SHA256, 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

/**
 * Reads an authority's answer (a TimeStampResp in DER, RFC 3161, 2.4.2) as a stamp of `text`, and checks what can be checked without
 * trusting anybody: imprint, signature, the signer's purpose and its validity at that time. Throws {@link BadStamp}.
 */
export async function readTimeStamp(response: Uint8Array, text: string): Promise<TimeStamp> {
  if (response.length > MOST_REPLY_BYTES) throw new BadStamp('is longer than a time stamp may be');
  if (!isWellFormed(response)) throw new BadStamp(NO_STAMP);
  try {
    return await openStamp(response, text);
  } catch (error) {
    // Whatever the bytes are, the libraries that read them fail in ways of their own.
    throw error instanceof BadStamp ? error : new BadStamp(NO_STAMP, { cause: error });
  }
}

const NO_STAMP = 'is no time stamp';

async function openStamp(response: Uint8Array, text: string) {
  const { signed, info } = await parse(response);
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  if (
    hashAlgorithm.algorithmId !== SHA256 ||
    hexOf(hashedMessage.valueBlock.valueHexView) !== sha256Of(text)
  )
    throw new BadStamp('is a stamp of something else');
  const [signer, ...others] = signed.signerInfos;
  if (signer === undefined || others.length > 0) throw new BadStamp('does not have one signature');
  const known = certificatesIn(signed);
  const own = signerAmong(known, signer);
  if (
    !signed.digestAlgorithms.some(
      ({ algorithmId }) => algorithmId === signer.digestAlgorithm.algorithmId,
    )
  )
    throw new BadStamp('is not what was signed');
  checkSignature(signer, contentOf(signed), own.x509.publicKey);
  if (!isForStamps(own))
    throw new BadStamp('is signed by a certificate that is not for time stamps alone');
  if (!isValidAt(own.x509, info.genTime))
    throw new BadStamp('is signed by a certificate that was not valid at its time');
  return {
    /** When the authority signed it, ISO. */
    time: info.genTime.toISOString(),
    signer: own.x509,
    certificates: known.map(({ x509 }) => x509),
    /** The number of the question, in hex; null when it names none. */
    nonce:
      info.nonce === undefined
        ? null
        : hexOf(info.nonce.valueBlock.valueHexView).replace(/^(?:00)+/u, ''),
  };
}

export const isValidAt = ({ validFrom, validTo }: X509Certificate, time: Date): boolean =>
  Date.parse(validFrom) <= time.getTime() && time.getTime() <= Date.parse(validTo);

async function parse(response: Uint8Array): Promise<{ signed: SignedData; info: TSTInfo }> {
  const pki = await import('pkijs');
  const { status, timeStampToken: token } = pki.TimeStampResp.fromBER(exact(response));
  if (status.status > GRANTED_WITH_MODS)
    throw new BadStamp(`was refused by the authority ${wordsOf(status)}`);
  if (token?.contentType !== OID.signedData) throw new BadStamp('has no signed part');
  const signed = new pki.SignedData({ schema: token.content });
  if (signed.encapContentInfo.eContentType !== OID.tstInfo)
    throw new BadStamp('is signed as something else');
  return { signed, info: pki.TSTInfo.fromBER(exact(contentOf(signed))) };
}

/** The last status that comes with a stamp (RFC 3161, 2.4.2: 0 granted, 1 granted with modifications). */
const GRANTED_WITH_MODS = 1;
/** Characters of an authority's own words that are told. */
const WORDS = 200;

function wordsOf({ status, statusStrings = [] }: PKIStatusInfo): string {
  const words = statusStrings.map(({ valueBlock }) => valueBlock.value).join(' ');
  const said = words.slice(0, WORDS).trim();
  return `(status ${status}${said === '' ? '' : `: ${said}`})`;
}

const exact = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function contentOf({ encapContentInfo: { eContent } }: SignedData): Uint8Array {
  if (eContent === undefined) throw new BadStamp('has no signed part');
  return new Uint8Array(eContent.getValue());
}

/** A certificate as both libraries read it. */
type TokenCertificate = ReturnType<typeof certificatesIn>[number];

/** Certificates that may come with a stamp, our choice: there are two to four, and each costs a moment. */
const MOST_CERTIFICATES = 20;

function certificatesIn({ certificates = [] }: SignedData) {
  if (certificates.length > MOST_CERTIFICATES)
    throw new BadStamp('brings more certificates than a stamp needs');
  return certificates.flatMap((one) => {
    if (!('subjectPublicKeyInfo' in one)) return [];
    const der = new Uint8Array(one.toSchema().toBER());
    return [{ asn1: one, der, x509: new X509Certificate(der) }];
  });
}

/** The signer's certificate: the one whose hash is signed with the stamp (RFC 5035), of the name and number that the signature has. */
function signerAmong(known: readonly TokenCertificate[], signer: SignerInfo): TokenCertificate {
  const { algorithm, hash } = signedHashOf(signer);
  const own = known.find(({ der }) => createHash(algorithm).update(der).digest('hex') === hash);
  if (own === undefined)
    throw new BadStamp('does not bring the certificate that it is signed with');
  const { issuer, serialNumber } = signer.sid as Partial<
    Pick<Certificate, 'issuer' | 'serialNumber'>
  >;
  const isNamed = issuer !== undefined && serialNumber !== undefined;
  if (isNamed && !(own.asn1.issuer.isEqual(issuer) && own.asn1.serialNumber.isEqual(serialNumber)))
    throw new BadStamp('names another certificate than it is signed with');
  return own;
}

const attributeOf = ({ signedAttrs }: SignerInfo, type: string): Attribute | undefined =>
  signedAttrs?.attributes.find((attribute) => attribute.type === type);

const partsOf = (block: BaseBlock | undefined): readonly BaseBlock[] =>
  (block as Sequence | undefined)?.valueBlock.value ?? [];

/** The tag of an OCTET STRING (X.680, 24.1). */
const OCTETS = 4;

function signedHashOf(signer: SignerInfo): { readonly algorithm: string; readonly hash: string } {
  const second = attributeOf(signer, OID.signingCertificateV2);
  const list = (second ?? attributeOf(signer, OID.signingCertificate))?.values[0];
  const [first, next] = partsOf(partsOf(partsOf(list)[0])[0]);
  // The hash comes first, or behind an algorithm that is not the usual one. Its octets may look like a value of their own.
  const named = first?.idBlock.tagNumber === OCTETS ? [] : partsOf(first);
  const hash = (named.length === 0 ? first : next) as OctetString | undefined;
  if (hash === undefined) throw new BadStamp('does not sign which certificate it is signed with');
  const oid = (named[0] as ObjectIdentifier | undefined)?.getValue() ?? SHA256;
  const algorithm = second === undefined ? 'sha1' : DIGESTS.get(oid);
  if (algorithm === undefined) throw new BadStamp('is signed with a digest that is not believed');
  return { algorithm, hash: hexOf(hash.valueBlock.valueHexView) };
}

/** Checks that the content is the one that was signed, and the signature over it (RFC 5652, 5.4), in what openssl ts knows: RSA as of PKCS #1, and ECDSA. */
function checkSignature(signer: SignerInfo, content: Uint8Array, key: KeyObject): void {
  const digest = DIGESTS.get(signer.digestAlgorithm.algorithmId);
  const type = attributeOf(signer, OID.contentType)?.values[0] as ObjectIdentifier | undefined;
  const signedDigest = attributeOf(signer, OID.messageDigest)?.values[0] as OctetString | undefined;
  if (digest === undefined) throw new BadStamp('is signed with a digest that is not believed');
  const own = createHash(digest).update(content).digest('hex');
  const isSame = signedDigest !== undefined && hexOf(signedDigest.valueBlock.valueHexView) === own;
  if (type?.getValue() !== OID.tstInfo || !isSame) throw new BadStamp('is not what was signed');
  const { signature, signedAttrs } = signer;
  const said = new Uint8Array(signedAttrs?.encodedValue ?? new ArrayBuffer(0));
  const bytes = new Uint8Array(signature.getValue());
  if (!verify(digest, said, { key, dsaEncoding: 'der' }, bytes))
    throw new BadStamp('has a signature that is not good');
}

/** RFC 3161, 2.3: the one purpose of the key, marked as critical. */
function isForStamps({ asn1, x509 }: TokenCertificate): boolean {
  const usage = asn1.extensions?.find(({ extnID }) => extnID === OID.extendedKeyUsage);
  return usage?.critical === true && x509.keyUsage?.join() === OID.timeStamping;
}

/** Levels of nesting that are followed: a time stamp has some fifteen. */
const DEEPEST = 40;

/** Tags of kinds of which not every length may be (X.690, 8.2, 8.3 and 8.8). */
const TAG = { boolean: 1, integer: 2, null: 5 };
/** The bit of a tag whose value is made of values (X.690, 8.1.2.5). */
const CONSTRUCTED = 0x20;
/** A tag whose number does not fit into its byte: none that is read here has one. */
const LONG_TAG = 0x1f;
/** A length of more than 127 has its number of bytes in the lower bits; four name more than is ever read. */
const LONG_LENGTH = { mark: 0x80, bytes: 0x7f, most: 4 };

/**
 * True when bytes are one value in DER as far as lengths go: everything lies whole inside of what is around it, and fills it. The
 * library that reads them takes values that reach beyond their container, and others then read another thing.
 */
export function isWellFormed(bytes: Uint8Array): boolean {
  return endOf(bytes, 0, bytes.length, DEEPEST) === bytes.length;
}

/** Where the value that begins at `from` ends; -1 when it is none. */
function endOf(bytes: Uint8Array, from: number, limit: number, depth: number): number {
  const tag = bytes[from];
  const head = lengthAt(bytes, from + 1);
  if (tag === undefined || head === null || depth === 0 || (tag & LONG_TAG) === LONG_TAG) return -1;
  const end = head.content + head.length;
  if (end > limit) return -1;
  if (tag === TAG.integer && head.length === 0) return -1;
  if (tag === TAG.boolean && head.length !== 1) return -1;
  if (tag === TAG.null && head.length !== 0) return -1;
  if ((tag & CONSTRUCTED) === 0) return end;
  let at = head.content;
  while (at < end && at >= 0) at = endOf(bytes, at, end, depth - 1);
  return at === end ? end : -1;
}

function lengthAt(
  bytes: Uint8Array,
  at: number,
): { readonly content: number; readonly length: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if (first < LONG_LENGTH.mark) return { content: at + 1, length: first };
  const count = first & LONG_LENGTH.bytes;
  if (count === 0 || count > LONG_LENGTH.most || at + count >= bytes.length) return null;
  const length = Buffer.from(bytes.subarray(at + 1, at + 1 + count)).readUIntBE(0, count);
  return { content: at + 1 + count, length };
}

/** What is stamped: a line of the log, as the file `head` names it. */
export const stampedText = ({ n, sha256 }: Tip): string => `${n} ${sha256}\n`;
/** Bytes of a nonce: RFC 3161 asks for 64 bits. */
const NONCE = 8;
/** The highest bit of a number's first byte is its sign. */
const POSITIVE = 0x7f;

/**
 * A question (RFC 3161, 2.4.1; a TimeStampReq in DER) for a stamp of a line of the log, with the authority's certificates, and the
 * number that the answer must repeat, in hex: an answer to an earlier question does not.
 */
export async function stampQuery(tip: Tip) {
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
