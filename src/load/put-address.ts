import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { putValue } from '../text/json-edit.js';

/**
 * The text of a `sources.json` with the address of a source that had none, marked as found; all other text stays. The same
 * text when the source has one meanwhile, or is gone from the file.
 */
export function putAddress(text: string, id: string, url: string): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const list = root && findNodeAtLocation(root, ['sources']);
  const at = list?.children?.findIndex((entry) => findNodeAtLocation(entry, ['id'])?.value === id) ?? -1;
  const entry = list?.children?.[at];
  if (entry === undefined || typeof findNodeAtLocation(entry, ['url'])?.value === 'string') return text;
  return putValue(putValue(text, ['sources', at, 'url'], url), ['sources', at, 'addressFrom'], 'found');
}
