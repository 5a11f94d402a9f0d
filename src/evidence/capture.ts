import { randomUUID } from 'node:crypto';
import { resourceUri } from '../model/capture.js';
import type { Answered, Body, Certificate, Tls, Wire } from '../model/outcome.js';
import { jsonIn } from '../model/problem.js';
import type { EvidenceRecord, ResourceRecord } from './log.js';
import {
  digestLabel,
  httpHeadOf,
  NOTE,
  oneLine,
  payloadOf,
  type ReadRecord,
  readRecords,
  recordFields,
  recordUri,
  target,
  type WarcRecord,
  warcinfoRecord,
  writeRecord,
} from './warc.js';

/** An answer that is worth keeping as evidence. */
export interface Capture extends Pick<EvidenceRecord, 'subject' | 'run' | 'accepted' | 'reading'> {
  readonly outcome: Answered;
  /** How we introduced ourselves. */
  readonly userAgent: string;
}

/** The record that holds the same bytes of the same address already, or others in which the same was read. */
type OriginalCapture = Pick<EvidenceRecord, 'id' | 'finalUrl' | 'at' | 'payloadSha256'>;

/** Headers that speak of the encoding on the wire, under the names that web archives keep them. */
const OF_THE_WIRE: ReadonlySet<string> = new Set([
  'content-encoding',
  'transfer-encoding',
  'content-length',
]);

/**
 * Packs the WARC records of one capture: response, request, and metadata with the outcome's facts. A warcinfo record opens each file.
 * Gives their bytes, and the UUID of the response or revisit record.
 * Dedup in evidence: a body that is already kept (`original`) is written as a WARC revisit record, without a payload.
 */
export async function packCapture(
  capture: Capture,
  body: Body,
  payloadSha256: string,
  original: OriginalCapture | null,
  opens: string | null,
) {
  const id = randomUUID();
  const about = { capture, id, payloadSha256 };
  const { userAgent, outcome } = capture;
  return packRecords(id, [
    ...warcinfoRecord({ at: outcome.at, userAgent }, opens),
    answer(about, body, original),
    request(about),
    metadata(about, body, original !== null),
  ]);
}

async function packRecords(id: string, records: readonly WarcRecord[]) {
  return { id, bytes: Buffer.concat(await Promise.all(records.map(writeRecord))) };
}

const metadataOf = (id: string, at: string, uri: string, said: object): WarcRecord => ({
  fields: [
    ...recordFields('metadata', randomUUID(), at, 'application/json', uri),
    ['WARC-Concurrent-To', recordUri(id)],
  ],
  block: Buffer.from(JSON.stringify(said)),
});

/** How a kept answer came: its certificates by their SHA-256, in hex. They are kept in the same file. */
export interface KeptWire extends Omit<Wire, 'tls'> {
  readonly tls: (Omit<Tls, 'chain'> & { readonly certificates: readonly string[] }) | null;
}

export interface UnpackedCapture extends Omit<Capture, 'outcome'> {
  readonly facts: Omit<Answered, 'body' | 'wire'>;
  /** Null in captures of before. */
  readonly wire: KeptWire | null;
  readonly truncated: boolean;
  /** What the record for other programs says of itself: when it was made, and the digest of its payload. */
  readonly date: string | undefined;
  readonly payloadDigest: string | undefined;
  /** The content type that it names, as the server sent it; empty where it names none. */
  readonly contentType: string;
  /** Which of the records that one is, from 0. */
  readonly shownAt: number;
  /** Null when it is a revisit. */
  readonly bytes: Buffer | null;
}

/** What {@link packCapture} was given. Throws on anything else. */
export const unpackCapture = async (packed: Uint8Array): Promise<UnpackedCapture> =>
  captureIn(await readRecords(packed));

function captureIn(records: readonly ReadRecord[]): UnpackedCapture {
  const find = (type: string) => records.find((record) => record.fields.get('warc-type') === type);
  const said = find('metadata');
  if (said === undefined) throw new Error('the capture has no metadata record');
  const { outcome, wire, subject, run, accepted, userAgent, reading, truncated } = parseMetadata(
    said.block,
  );
  const request = linesOf(find('request')?.block ?? Buffer.alloc(0));
  const whole = find('response');
  const shown = whole ?? find('revisit');
  if (shown === undefined) throw new Error('the capture has no response record');
  return {
    facts: outcome,
    subject,
    run,
    accepted,
    userAgent,
    reading,
    truncated,
    wire: wire === undefined ? null : { ...wire, request },
    date: shown.fields.get('warc-date'),
    payloadDigest: shown.fields.get('warc-payload-digest'),
    contentType: /^content-type: (.*)$/mu.exec(httpHeadOf(shown.block))?.[1]?.trim() ?? '',
    shownAt: records.indexOf(shown),
    bytes: whole === undefined ? null : payloadOf(whole.block),
  };
}

/** What a metadata record says. Throws on what is no JSON, in our words and not the engine's. */
function parseMetadata(block: Buffer) {
  const said = jsonIn(block.toString());
  if (typeof said !== 'object' || said === null) throw new Error('its metadata record is no JSON');
  // biome-ignore lint/suspicious/noExplicitAny: whoever uses a field of it holds it against the log
  return said as any;
}

/** The captures in a file of evidence, in their order, what is no capture left out. Throws on what is none of our files. */
export async function capturesIn(packed: Uint8Array): Promise<readonly UnpackedCapture[]> {
  const captures: UnpackedCapture[] = [];
  let from = 0;
  const records = await readRecords(packed);
  for (const [i, { fields }] of records.entries()) {
    const type = fields.get('warc-type');
    if (type === 'response' || type === 'revisit') from = i;
    // A resource has its own behind it, and no request.
    else if (type === 'metadata' && records[i - 1]?.fields.get('warc-type') === 'request')
      captures.push(captureIn(records.slice(from, i + 1)));
  }
  return captures;
}

interface About {
  readonly capture: Capture;
  readonly id: string;
  /** SHA-256 of the payload, in hex. */
  readonly payloadSha256: string;
}

const SAME_BYTES = 'http://netpreserve.org/warc/1.1/revisit/identical-payload-digest';
/** Ours (ISO 28500, 6.7.1, allows others): the payload was another, and all that was read in it the same. */
const SAME_READING =
  'https://github.com/asylos/citewatch/blob/main/docs/evidence.md#the-same-text-in-other-bytes';

function answer(
  { capture: { outcome }, id, payloadSha256 }: About,
  { bytes, truncated }: Body,
  original: OriginalCapture | null,
): WarcRecord {
  const type = original ? 'revisit' : 'response';
  const uri = target(outcome.finalUrl);
  const fields = [...recordFields(type, id, outcome.at, 'application/http; msgtype=response', uri)];
  if (original !== null)
    fields.push([
      'WARC-Profile',
      original.payloadSha256 === payloadSha256 ? SAME_BYTES : SAME_READING,
    ]);
  fields.push(['WARC-Payload-Digest', digestLabel(payloadSha256)]);
  if (original !== null)
    fields.push(
      ['WARC-Refers-To', recordUri(original.id)],
      ['WARC-Refers-To-Target-URI', target(original.finalUrl)],
      ['WARC-Refers-To-Date', original.at],
    );
  fields.push(...addressOf(outcome));
  // The standard asks for it wherever a revisit leaves out the payload.
  if (truncated || original !== null) fields.push(['WARC-Truncated', 'length']);
  const opening = responseHead(outcome, bytes.length);
  return { fields, block: original === null ? Buffer.concat([opening, bytes]) : opening };
}

function request({ capture: { outcome, userAgent }, id }: About): WarcRecord {
  const url = new URL(outcome.finalUrl);
  const lines = outcome.wire?.request ?? [
    `GET ${url.pathname}${url.search} HTTP/1.1`,
    `host: ${url.host}`,
    `user-agent: ${userAgent}`,
  ];
  const uri = target(outcome.finalUrl);
  const fields = recordFields(
    'request',
    randomUUID(),
    outcome.at,
    'application/http; msgtype=request',
    uri,
  );
  return {
    fields: [...fields, ['WARC-Concurrent-To', recordUri(id)]],
    block: head(lines.map(oneLine)),
  };
}

const linesOf = (message: Buffer): readonly string[] =>
  message
    .toString('latin1')
    .split('\r\n')
    .filter((line) => line !== '');

/** Of certificates the name alone: they stand in records of their own. */
function keptWire({ asked, ip, tls }: Wire): Omit<KeptWire, 'request'> {
  if (tls === null) return { asked, ip, tls };
  const { chain, ...rest } = tls;
  return { asked, ip, tls: { ...rest, certificates: chain.map(({ sha256 }) => sha256) } };
}

const addressOf = ({ wire }: Answered): WarcRecord['fields'] =>
  wire === undefined || wire.ip === null ? [] : [['WARC-IP-Address', wire.ip]];

function metadata(
  { capture, id, payloadSha256 }: About,
  { truncated }: Body,
  isRevisit: boolean,
): WarcRecord {
  const { outcome, ...rest } = capture;
  const { body, wire, ...facts } = outcome;
  const how = wire && { wire: keptWire(wire) };
  const said = {
    ...rest,
    sha256: payloadSha256,
    truncated,
    outcome: facts,
    ...how,
    ...(!isRevisit && { note: NOTE }),
  };
  return metadataOf(id, outcome.at, target(outcome.finalUrl), said);
}

function responseHead({ http, headers }: Answered, length: number): Buffer {
  const lines = Object.entries(headers).map(
    ([name, value]) => `${OF_THE_WIRE.has(name) ? 'x-orig-' : ''}${name}: ${oneLine(value)}`,
  );
  return head([`HTTP/1.1 ${http} `, ...lines, `content-length: ${length}`]);
}

// Headers came as bytes read as Latin-1, and go back as the same bytes.
const head = (lines: readonly string[]): Buffer =>
  Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');

/** Something that no server sent, worth keeping beside what servers did: a page as a browser showed it, a file that a person saved. */
export interface Resource
  extends Pick<
    ResourceRecord,
    'subject' | 'run' | 'url' | 'at' | 'contentType' | 'role' | 'by' | 'how' | 'said' | 'dated'
  > {
  readonly bytes: Uint8Array;
  /** Name and version of this program. */
  readonly userAgent: string;
}

/** What the records say of themselves, so that nobody takes them for an answer of a server. */
const RESOURCE_NOTE =
  'No server sent this for the address. It was made or handed in as “role”, “by” and “how” say, and is kept as it came.';

/**
 * The records of a resource: the bytes themselves (ISO 28500, 6.4), under a name that is not the address, and metadata with who, when
 * and how. The first of a file is opened by a record about the file.
 */
export async function packResource(
  resource: Resource,
  payloadSha256: string,
  opens: string | null,
) {
  const { bytes, ...facts } = resource;
  const { at, role, url } = facts;
  const id = randomUUID();
  const uri = resourceUri(role, url);
  const fields = recordFields('resource', id, at, oneLine(resource.contentType), uri);
  const whole: WarcRecord = {
    fields: [...fields, ['WARC-Payload-Digest', digestLabel(payloadSha256)]],
    block: bytes,
  };
  const metadata = metadataOf(id, at, uri, {
    ...facts,
    sha256: payloadSha256,
    note: RESOURCE_NOTE,
  });
  return packRecords(id, [...warcinfoRecord(facts, opens), whole, metadata]);
}

export interface UnpackedResource {
  readonly resource: Resource;
  /** What the record for other programs says of itself: when it was made, what it is, its name, and the digest of its bytes. */
  readonly fields: ReadonlyMap<string, string>;
  /** Which of the records that one is, from 0. */
  readonly shownAt: number;
}

/** What {@link packResource} was given. Throws on anything else. */
export async function unpackResource(packed: Uint8Array): Promise<UnpackedResource> {
  const records = await readRecords(packed);
  const shownAt = records.findIndex(({ fields }) => fields.get('warc-type') === 'resource');
  const [whole, metadata] = records.slice(shownAt);
  if (shownAt < 0 || whole === undefined || metadata?.fields.get('warc-type') !== 'metadata')
    throw new Error('the resource has no record, or no metadata record behind it');
  const { sha256: _, note: __, ...facts } = parseMetadata(metadata.block);
  return { resource: { ...facts, bytes: whole.block }, fields: whole.fields, shownAt };
}

/** What a certificate adds to a file of evidence: a `resource` record, named by its hash (RFC 6920). */
export async function packCertificate({ sha256, der }: Certificate, at: string) {
  const id = randomUUID();
  const name = `ni:///sha-256;${Buffer.from(sha256, 'hex').toString('base64url')}`;
  const fields = recordFields('resource', id, at, 'application/pkix-cert', name);
  return packRecords(id, [
    { fields: [...fields, ['WARC-Payload-Digest', digestLabel(sha256)]], block: der },
  ]);
}

/** The certificate in what {@link packCertificate} wrote. Throws on anything else. */
export async function unpackCertificate(packed: Uint8Array): Promise<Buffer> {
  const [record, ...more] = await readRecords(packed);
  if (record?.fields.get('warc-type') !== 'resource' || more.length > 0)
    throw new Error('a certificate is one resource record');
  return record.block;
}
