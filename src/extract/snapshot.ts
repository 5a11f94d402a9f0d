import { createHash } from 'node:crypto';
import { type Document, visibleText } from '../model/document.js';
import type { Snapshot } from '../model/visit.js';

/** A reading together with its fingerprints. `sha256` is that of the bytes, in hex. */
export const snapshotOf = (sha256: string, document: Document): Snapshot => ({
  sha256,
  textSha256: createHash('sha256').update(visibleText(document)).digest('hex'),
  document,
});
