import { collapseWhitespace } from '../text/whitespace.js';
import { decode } from './charset.js';
import type { ExtractHint } from './extract.js';
import { readFacts } from './metadata.js';
import { sniff } from './sniff.js';
import { parse } from './tree.js';

/** Where pages name their publisher, the plainest first. */
const NAMES = ['citation_publisher', 'dcterms.publisher', 'dc.publisher', 'og:site_name', 'application-name'];
/** Characters of a publisher's name: what is longer is none. */
const LONGEST = 200;

/** Who an HTML page says publishes it; null where it says nothing, and for all other documents. */
export function publisherOf(bytes: Uint8Array, hint: ExtractHint): string | null {
  if (sniff(bytes, hint.contentType).kind !== 'html') return null;
  const { meta } = readFacts(parse(decode(bytes, hint)));
  const stated = NAMES.map((name) => collapseWhitespace(meta.get(name) ?? ''));
  return stated.find((name) => name !== '' && name.length <= LONGEST) ?? null;
}
