import type { CslItem } from '../../csl-item.js';
import { citedItems, controlledItems } from './citations.js';

const LINK = /^\s*HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]+))/i;
/** The switch that names a place in the document that is opened. */
const PLACE = /\\l\s+"?([^"\s]+)/i;

/** The list of sources of Zotero, Mendeley, EndNote and Word itself. */
const BIBLIOGRAPHY = /^\s*(?:ADDIN\s+(?:ZOTERO_BIBL|Mendeley\s+Bibliography|EN\.REFLIST)|BIBLIOGRAPHY)\b/;

/** Text for HTML. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A field of Word: code that is not seen, and the text that it makes. */
export interface Field {
  code: string;
  /** Base64 that belongs to the code. */
  data: string;
  /** What is written around the text, once it begins. */
  tags: { readonly open: string; readonly close: string; readonly again: boolean } | null;
}

/** What is to be written around the text of a field. A link and a list of sources go on in the next paragraph, what is cited is told once. */
export function tagsOf({ code, data }: Pick<Field, 'code' | 'data'>): Field['tags'] {
  const [link, quoted, bare] = LINK.exec(code) ?? [];
  if (link !== undefined) {
    const place = PLACE.exec(code)?.[1];
    return linkTags(`${quoted ?? bare}${place ? `#${place}` : ''}`);
  }
  return BIBLIOGRAPHY.test(code) ? LIST_OF_SOURCES : citedTags(citedItems(code, data));
}

/** The same of a content control, by its tag. */
export const tagsOfControl = (tag: string): Field['tags'] =>
  tag === 'MENDELEY_BIBLIOGRAPHY' ? LIST_OF_SOURCES : citedTags(controlledItems(tag));

const LIST_OF_SOURCES: Field['tags'] = {
  open: '<span role="doc-bibliography">',
  close: '</span>',
  again: true,
};

const citedTags = (items: readonly CslItem[] | null): Field['tags'] =>
  items?.length
    ? { open: `<span data-csl="${escaped(JSON.stringify(items))}">`, close: '</span>', again: false }
    : null;

/** A link. */
export const linkTags = (href: string): NonNullable<Field['tags']> => ({
  open: `<a href="${escaped(href)}">`,
  close: '</a>',
  again: true,
});
