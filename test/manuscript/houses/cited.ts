import { NO_SOURCE } from '../../../src/manuscript/import/draft.js';
import { readDraft } from '../../../src/pool/read-draft.js';

/** What a file cites, each citation with the document that it is of. */
export async function cited(bytes: Uint8Array, name: string) {
  const read = await readDraft({ bytes, name });
  if (read.kind !== 'draft') throw new Error(JSON.stringify(read));
  const { draft } = read;
  const citations = draft.citations.map(({ source, section, accessed, pinpoint, passages }) => {
    const { publisher, title, published, url } = draft.sources[source ?? -1] ?? NO_SOURCE;
    const texts = passages.map(({ text }) => text);
    return { section, publisher, title, published, accessed, pinpoint, url, passages: texts };
  });
  return { draft, citations };
}
