import { randomUUID } from 'node:crypto';
import { type ResourceRole, resourceUri } from '../model/resource-role.js';
import type { PackedCapture } from './capture.js';
import { labelled, readRecords, type WarcRecord, writeRecord } from './warc.js';
import { oneLine, recordFields, recordUri, warcinfo } from './warc-fields.js';

/** Something that no server sent, worth keeping beside what servers did: a page as a browser showed it, a file that a person saved. */
export interface Resource {
  /** Id of the source. */
  readonly subject: string;
  readonly run: number;
  /** The address that it is a witness of. */
  readonly url: string;
  /** When it was made or handed in, ISO. */
  readonly at: string;
  readonly contentType: string;
  readonly role: ResourceRole;
  readonly bytes: Uint8Array;
  /** Who or what it comes from, in their own words. */
  readonly by?: string | undefined;
  /** How they came by it, in their own words. */
  readonly how?: string | undefined;
  /** When it was saved, ISO: as whoever handed it in says, and as the file says itself. */
  readonly said?: string | undefined;
  readonly dated?: string | undefined;
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
): Promise<PackedCapture> {
  const { bytes, ...facts } = resource;
  const { at, role, url } = facts;
  const id = randomUUID();
  const target = ['WARC-Target-URI', resourceUri(role, url)] as const;
  const whole: WarcRecord = {
    fields: [
      ...recordFields('resource', id, at, oneLine(resource.contentType)),
      target,
      ['WARC-Payload-Digest', labelled(payloadSha256)],
    ],
    block: bytes,
  };
  const said = JSON.stringify({ ...facts, sha256: payloadSha256, note: RESOURCE_NOTE });
  const metadata: WarcRecord = {
    fields: [
      ...recordFields('metadata', randomUUID(), at, 'application/json'),
      target,
      ['WARC-Concurrent-To', recordUri(id)],
    ],
    block: Buffer.from(said),
  };
  const records = [...(opens === null ? [] : [warcinfo(facts, opens)]), whole, metadata];
  return { id, bytes: Buffer.concat(await Promise.all(records.map(writeRecord))) };
}

/** What the records of a resource say. */
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
  const { sha256: _, note: __, ...facts } = JSON.parse(metadata.block.toString());
  return { resource: { ...facts, bytes: whole.block }, fields: whole.fields, shownAt };
}
