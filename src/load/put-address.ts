import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { putValue } from '../text/json-edit.js';

/**
 * The text of a `sources.json` with another address of a source, marked as found; `before` is the one that it had, which goes
 * into its note, or null. All other text stays. The same text when the source has another address meanwhile, or is gone from
 * the file.
 */
export function putAddress(text: string, id: string, url: string, before: string | null): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const list = root && findNodeAtLocation(root, ['sources']);
  const at = list?.children?.findIndex((entry) => valueIn(entry, 'id') === id) ?? -1;
  const entry = list?.children?.[at];
  if (entry === undefined || (valueIn(entry, 'url') ?? null) !== before) return text;
  const put = (into: string, key: string, value: string): string =>
    putValue(into, ['sources', at, key], value);
  const found = put(put(text, 'url', url), 'addressFrom', 'found');
  const note = [valueIn(entry, 'note'), `Its address was ${before}`].filter(Boolean).join(' ');
  return before === null ? found : put(found, 'note', note);
}

const valueIn = (entry: Node, key: string): unknown => findNodeAtLocation(entry, [key])?.value;
