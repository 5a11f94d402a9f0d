import type { SavedFault, SavedFormat } from '../../model/saved-file.js';

/** The page in a file that a person saved. */
export interface SavedPage {
  readonly format: SavedFormat;
  /** Addresses that the file says it was saved from; none where it says nothing. */
  readonly says: readonly string[];
  /** When it says that it was saved, ISO; null where it says nothing. */
  readonly dated: string | null;
  readonly bytes: Uint8Array;
  /** As a `Content-Type` header names it, or null. */
  readonly contentType: string | null;
}

/** Thrown where a file cannot be heard, for a reason that its author can mend. */
export class Unheard extends Error {
  constructor(readonly fault: SavedFault) {
    super(fault.kind);
  }
}

/** Characters of a stated date that are looked at: longer ones are none. */
const LONGEST_DATE = 100;

/** A date as files state it, ISO; null when it is none. */
export function statedAt(text: string | undefined): string | null {
  const time = text === undefined || text.length > LONGEST_DATE ? Number.NaN : Date.parse(text.trim());
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** True for an address of the web, as opposed to a file's or a program's own. */
export const isWeb = (address: string): boolean => /^https?:\/\/./iu.test(address);
