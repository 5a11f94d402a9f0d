import type { Reference } from '../reference.js';
import type { ListedSource } from './bibliography.js';
import { isSameSource, SourceIndex } from './same-source.js';
import type { ReportUse } from './use.js';

/**
 * Fills in what a note leaves to the list of sources: above all the access date, the whole title and the full name of a
 * publisher. `left` are entries of documents that nothing cites.
 */
export function joinBibliography(
  uses: readonly ReportUse[],
  entries: readonly ListedSource[],
): { readonly joined: readonly ReportUse[]; readonly left: readonly ListedSource[] } {
  const used = new Set<ListedSource>();
  const index = new SourceIndex();
  for (const [at, { reference }] of entries.entries()) index.add(reference, at);
  const joined = uses.map((use) => {
    const { reference } = use;
    const at =
      reference &&
      index
        .candidates(reference)
        .find((i) => isSameSource((entries[i] as ListedSource).reference, reference) !== null);
    const entry = entries[at ?? -1];
    if (!reference || !entry) return use;
    used.add(entry);
    return { ...use, reference: completed(reference, entry.reference) };
  });
  return { joined, left: entries.filter((entry) => !used.has(entry)) };
}

const completed = (note: Reference, listed: Reference): Reference => ({
  ...note,
  publisher: listed.publisher ?? note.publisher,
  title: listed.title ?? note.title,
  published: note.published ?? listed.published,
  accessed: note.accessed ?? listed.accessed,
  url: note.url ?? listed.url,
  addressFrom: note.url === null ? listed.addressFrom : note.addressFrom,
  lang: note.lang ?? listed.lang,
  doubts: note.doubts.filter(({ kind }) => kind !== 'no-publisher' || listed.publisher === null),
});
