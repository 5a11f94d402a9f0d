import type { CslItem } from '../reference.js';
import { inherited, type Root, type Tag, tagsIn, tagsNamed, wordsIn, xmlTags } from './tags.js';

export interface WordStyle {
  readonly heading: number | null;
  readonly quotation: boolean;
  readonly hidden: boolean;
  readonly italic: boolean;
  /** Twips from the margin (1440 make an inch). */
  readonly indent: number | null;
  readonly list: ListPlace | null;
}

export interface ListPlace {
  readonly list: string | null;
  readonly level: number;
}

/** The names that Word and LibreOffice give to styles of quotations, in the file whatever the language of the program. */
export const QUOTATION = /^(?:(?:intense )?quote|block ?text|quotations|block quotations?)$/i;
const HEADING = /^heading ([1-9])$/i;
const NO_STYLE: WordStyle = {
  heading: null,
  quotation: false,
  hidden: false,
  italic: false,
  indent: null,
  list: null,
};

export const inside = (tag: Tag | Root | undefined, name: string): Tag | undefined =>
  tag && tagsIn(tag).find((child) => child.name === name);

export const propertyOf = (properties: Tag | undefined, name: string): string | undefined =>
  inside(properties, name)?.attribs['w:val'];

function isOn(properties: Tag | undefined, name: string): boolean | null {
  const property = inside(properties, name);
  return property ? !/^(?:0|false|off)$/.test(property.attribs['w:val'] ?? '') : null;
}

/** What properties say over what stands below them. */
export function styled(below: WordStyle, pPr: Tag | undefined, rPr: Tag | undefined): WordStyle {
  const outline = propertyOf(pPr, 'w:outlineLvl');
  const indent = inside(pPr, 'w:ind');
  const left = indent?.attribs['w:left'] ?? indent?.attribs['w:start'];
  const numbered = inside(pPr, 'w:numPr');
  return {
    heading: outline === undefined ? below.heading : (Number(outline) + 1) % 10,
    quotation: below.quotation,
    hidden: isOn(rPr, 'w:vanish') ?? below.hidden,
    italic: isOn(rPr, 'w:i') ?? below.italic,
    // The number of a list or the first line of an entry stands at the margin.
    indent:
      left === undefined ? below.indent : Number(left) - Number(indent?.attribs['w:hanging'] ?? 0),
    list: numbered
      ? {
          list: propertyOf(numbered, 'w:numId') ?? below.list?.list ?? null,
          level: Number(propertyOf(numbered, 'w:ilvl') ?? below.list?.level ?? 0),
        }
      : below.list,
  };
}

export function stylesOf(root: Root | null): (id: string | undefined) => WordStyle {
  const tags = new Map(tagsNamed(root, 'w:style').map((tag) => [tag.attribs['w:styleId'], tag]));
  return inherited(
    NO_STYLE,
    (id) => propertyOf(tags.get(id), 'w:basedOn'),
    (id, below) => ownStyle(tags.get(id), below),
  );
}

function ownStyle(tag: Tag | undefined, below: WordStyle): WordStyle {
  const name = propertyOf(tag, 'w:name') ?? '';
  const heading = HEADING.exec(name)?.[1];
  const named = {
    ...below,
    heading: heading ? Number(heading) : below.heading,
    quotation: below.quotation || QUOTATION.test(name),
  };
  return styled(named, inside(tag, 'w:pPr'), inside(tag, 'w:rPr'));
}

interface Level {
  readonly format: string;
  /** `%1.%2`: each sign stands for the number of that level. */
  readonly text: string;
  readonly start: number;
}

/** A list of a document. Lists of one kind go on counting, unless one begins anew (ECMA-376 part 1, 17.9.27). */
interface List {
  readonly abstract: string;
  readonly levels: ReadonlyMap<number, Level>;
  /** Of each level that begins anew, the number that it begins with. */
  readonly restarts: ReadonlyMap<number, number>;
}

/** Levels of a list in Word (ECMA-376 part 1, 17.9.6). */
const LEVELS = 9;

/** Counts lists: the number that is printed before the next paragraph; '' for none. */
export function listNumbers(root: Root | null): (place: ListPlace) => string {
  const lists = listsOf(root);
  const counts = new Map<string, number[]>();
  const begun = new Set<List>();
  return ({ list, level }) => {
    const found = lists.get(list ?? '');
    if (!found || !(level >= 0 && level < LEVELS)) return '';
    const count = counts.get(found.abstract) ?? [];
    counts.set(found.abstract, count);
    if (!begun.has(found)) for (const [at, start] of found.restarts) count[at] = start - 1;
    begun.add(found);
    for (let i = 0; i <= level; i++)
      if (i === level || !count[i])
        count[i] = (count[i] ?? (found.levels.get(i)?.start ?? 1) - 1) + 1;
    count.length = level + 1;
    const { format = 'bullet', text = '' } = found.levels.get(level) ?? {};
    if (format === 'bullet' || format === 'none') return '';
    return text.replace(/%([1-9])/g, (_, n: string) => {
      const at = Number(n) - 1;
      return printed(count[at] ?? 1, found.levels.get(at)?.format ?? 'decimal');
    });
  };
}

function listsOf(root: Root | null): ReadonlyMap<string, List> {
  const abstracts = new Map(
    tagsNamed(root, 'w:abstractNum').map((tag) => [
      tag.attribs['w:abstractNumId'] ?? '',
      levelsOf(tag),
    ]),
  );
  return new Map(
    tagsNamed(root, 'w:num').flatMap((tag) => {
      const abstract = propertyOf(tag, 'w:abstractNumId') ?? '';
      const levels = abstracts.get(abstract);
      return levels
        ? [[tag.attribs['w:numId'] ?? '', { abstract, levels, restarts: restartsOf(tag) }] as const]
        : [];
    }),
  );
}

const restartsOf = (list: Tag): ReadonlyMap<number, number> =>
  new Map(
    tagsIn(list).flatMap((tag) => {
      const start = tag.name === 'w:lvlOverride' ? propertyOf(tag, 'w:startOverride') : undefined;
      return start === undefined
        ? []
        : [[Number(tag.attribs['w:ilvl'] ?? 0), Number(start)] as const];
    }),
  );

const levelsOf = (abstract: Tag): Map<number, Level> =>
  new Map(
    tagsIn(abstract)
      .filter(({ name }) => name === 'w:lvl')
      .map((level) => [
        Number(level.attribs['w:ilvl']),
        {
          format: propertyOf(level, 'w:numFmt') ?? 'decimal',
          text: inside(level, 'w:lvlText')?.attribs['w:val'] ?? '',
          start: Number(propertyOf(level, 'w:start') ?? 1),
        },
      ]),
  );

const ROMAN = Object.entries({
  m: 1000,
  cm: 900,
  d: 500,
  cd: 400,
  c: 100,
  xc: 90,
  l: 50,
  xl: 40,
  x: 10,
});
const ROMAN_ONES = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix'];

/** A number in one of Word's formats (ECMA-376 part 1, 17.18.59); in figures where it is not one of the Latin ones. */
export function printed(number: number, format: string): string {
  if (!/^(?:lower|upper)(?:Roman|Letter)$/.test(format)) return String(number);
  const text = format.endsWith('Roman') ? roman(number) : letters(number);
  return format.startsWith('upper') ? text.toUpperCase() : text;
}

function roman(number: number): string {
  if (!(number > 0 && number < 4000)) return String(number);
  let [rest, text] = [number, ''];
  for (const [sign, value] of ROMAN) for (; rest >= value; rest -= value) text += sign;
  return text + ROMAN_ONES[rest];
}

/** a to z, then aa, bb, as Word goes on. */
const letters = (number: number): string =>
  number > 0 && number <= 780
    ? String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.ceil(number / 26))
    : String(number);

const LINK = /^\s*HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]+))/i;
/** The switch that names a place in the document that is opened. */
const PLACE = /\\l\s+"?([^"\s]+)/i;

/** The list of sources of Zotero, Mendeley, EndNote and Word itself. */
const BIBLIOGRAPHY =
  /^\s*(?:ADDIN\s+(?:ZOTERO_BIBL|Mendeley\s+Bibliography|EN\.REFLIST)|BIBLIOGRAPHY)\b/;

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export interface Field {
  code: string;
  data: string;
  tags: { readonly open: string; readonly close: string; readonly again: boolean } | null;
}

/** The address that an instruction opens, with a place in it; null for another instruction. */
export function linkIn(code: string): string | null {
  const [link, quoted, bare = ''] = LINK.exec(code) ?? [];
  const place = PLACE.exec(code)?.[1];
  return link === undefined ? null : `${quoted ?? bare}${place ? `#${place}` : ''}`;
}

/** What is to be written around the text of a field. A link and a list of sources go on in the next paragraph, what is cited is told once. */
export function tagsOf({ code, data }: Pick<Field, 'code' | 'data'>): Field['tags'] {
  const link = linkIn(code);
  if (link !== null) return linkTags(link);
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
    ? {
        open: `<span data-csl="${escaped(JSON.stringify(items))}">`,
        close: '</span>',
        again: false,
      }
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

/** What Zotero and Mendeley write; who reads the entries checks them. */
interface CslCitation {
  readonly citationItems?: readonly (Pick<CslItem, 'locator' | 'label'> & {
    readonly itemData?: CslItem;
    /** Where the entry is kept, in the library of who cited it. */
    readonly uris?: readonly string[];
  })[];
}

function cslItems(json: string): readonly CslItem[] {
  try {
    const { citationItems = [] } = JSON.parse(json) as CslCitation;
    return citationItems.flatMap(({ itemData, uris, locator, label }) => {
      const id = Array.isArray(uris) ? uris[0] : undefined;
      return itemData
        ? [{ ...itemData, ...(id && { id }), ...(locator && { locator }), ...(label && { label }) }]
        : [];
    });
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
