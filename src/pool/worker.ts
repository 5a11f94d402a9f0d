import { type ExtractHint, extract } from '../extract/extract.js';
import type { Document } from '../model/document.js';

/** What a worker thread is asked to read. */
interface Reading {
  readonly bytes: Uint8Array;
  readonly hint: ExtractHint;
}

/** Runs in a worker thread: one document at a time. */
export const read = ({ bytes, hint }: Reading): Promise<Document> => extract(bytes, hint);
