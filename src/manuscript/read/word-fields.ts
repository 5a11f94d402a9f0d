import type { CslItem } from '../library/csl-item.js';
import { type Tag, tagsNamed, wordsIn, xmlTags } from './tags.js';

const LINK = /^\s*HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]+))/i;
/** The switch that names a place in the document that is opened. */
const PLACE = /\\l\s+"?([^"\s]+)/i;

/** The list of sources of Zotero, Mendeley, EndNote and Word itself. */
const BIBLIOGRAPHY = /^\s*(?:ADDIN\s+(?:ZOTERO_BIBL|Mendeley\s+Bibliography|EN\.REFLIST)|BIBLIOGRAPHY)\b/;

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export interface Field {
  code: string;
  data: string;
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

export const linkTags = (href: string): NonNullable<Field['tags']> => ({
  open: `<a href="${escaped(href)}">`,
  close: '</a>',
  again: true,
});

/** The entries behind a citation of Zotero or Mendeley, which keep them as JSON in the field's instruction, or of EndNote. Null for another field. */
export function citedItems(instruction: string, data: string): readonly CslItem[] | null {
  if (/^\s*ADDIN\s+(?:ZOTERO_ITEM\s+)?CSL_CITATION\b/.test(instruction))
    return cslItems(instruction.slice(instruction.indexOf('{'), instruction.lastIndexOf('}') + 1));
  if (!/^\s*ADDIN\s+EN\.CITE\b/.test(instruction)) return null;
  const xml = instruction.includes('<') ? instruction : decoded(data);
  return tagsNamed(xmlTags(xml.slice(Math.max(0, xml.indexOf('<')))), 'Cite').map(endNoteItem);
}

const MENDELEY_CITE = 'MENDELEY_CITATION_v3_';

/** The same for a content control of Mendeley Cite, whose tag has the JSON in Base64. Null for another control. */
const controlledItems = (tag: string): readonly CslItem[] | null =>
  tag.startsWith(MENDELEY_CITE) ? cslItems(decoded(tag.slice(MENDELEY_CITE.length))) : null;

const decoded = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8');

interface CslCitation {
  readonly citationItems?: readonly {
    readonly itemData?: CslItem;
    readonly locator?: string;
    readonly label?: string;
  }[];
}

function cslItems(json: string): readonly CslItem[] {
  try {
    const { citationItems } = JSON.parse(json) as CslCitation;
    if (!Array.isArray(citationItems)) return [];
    return (citationItems as NonNullable<CslCitation['citationItems']>).flatMap(({ itemData, locator, label }) =>
      itemData ? [{ ...itemData, ...(locator ? { locator } : {}), ...(label ? { label } : {}) }] : [],
    );
  } catch {
    return [];
  }
}

function endNoteItem(cite: Tag): CslItem {
  const texts = (name: string): readonly string[] =>
    tagsNamed(cite, name).map((tag) => wordsIn(tag, MOST_STYLES).trim());
  const first = (...names: string[]) => names.map((name) => texts(name)[0]).find(Boolean);
  const year = first('year', 'Year');
  const authors = [texts('author'), texts('Author')].find(({ length }) => length > 0);
  return {
    title: first('title'),
    'container-title': first('secondary-title'),
    publisher: first('publisher'),
    author: authors?.map((literal) => ({ literal })),
    issued: year ? { raw: year } : undefined,
    URL: first('url'),
    DOI: first('electronic-resource-num'),
    locator: first('Pages'),
  };
}

/** Tags of style within a field of an EndNote record that are read at most. Our choice. */
const MOST_STYLES = 100;
