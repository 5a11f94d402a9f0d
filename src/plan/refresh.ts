import { sameAddress } from '../model/address.js';
import type { Document } from '../model/document.js';

// Where the numbers of this file come from: docs/judging.md, 13.

/** Characters of main text from which on a page is a document, and its refresh is news of itself. */
const STUB = 600;

/** Where a page that carries no document of its own leads at once (`<meta http-equiv=refresh>`); null when it does not. */
export function leadsTo(document: Document | null, at: string): string | null {
  const target = document?.refresh ?? null;
  if (document === null || target === null || sameAddress(target, at)) return null;
  const main = document.blocks.reduce((n, b) => (b.role === 'main' ? n + b.text.length : n), 0);
  return main < STUB ? target : null;
}
