import { goThrough, type Root, type Tag, tagsIn } from '../tags.js';

/** What a paragraph's or a run's style says of it; null where it says nothing. */
export interface WordStyle {
  /** 1 to 9; 0 for text that is no heading. */
  readonly heading: number | null;
  readonly quotation: boolean;
  readonly hidden: boolean;
  /** Twips from the margin (1440 make an inch). */
  readonly indent: number | null;
  readonly list: ListPlace | null;
}

/** Which list a paragraph is of, and how deep in it. */
export interface ListPlace {
  readonly list: string | null;
  readonly level: number;
}

/** The names that Word and LibreOffice give to styles of quotations, in the file whatever the language of the program. */
const QUOTATION = /^(?:(?:intense )?quote|block ?text|quotations|block quotations?)$/i;
const HEADING = /^heading ([1-9])$/i;
const NO_STYLE: WordStyle = { heading: null, quotation: false, hidden: false, indent: null, list: null };

/** The first tag of that name right inside one. */
export const inside = (tag: Tag | Root | undefined, name: string): Tag | undefined =>
  tag && tagsIn(tag).find((child) => child.name === name);

/** The value of a property; undefined where it is not given. */
export const propertyOf = (properties: Tag | undefined, name: string): string | undefined =>
  inside(properties, name)?.attribs['w:val'];

/** Whether a property is switched on, and null where it is not given. */
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
    indent: left === undefined ? below.indent : Number(left),
    list: numbered
      ? {
          list: propertyOf(numbered, 'w:numId') ?? below.list?.list ?? null,
          level: Number(propertyOf(numbered, 'w:ilvl') ?? below.list?.level ?? 0),
        }
      : below.list,
  };
}

/** The styles of a document by their ids, each with what it takes from those that it is based on. */
export function stylesOf(root: Root | null): (id: string | undefined) => WordStyle {
  const tags = new Map<string, Tag>();
  if (root)
    goThrough(root, {
      enter: (tag) => {
        if (tag.name === 'w:style' && tag.attribs['w:styleId']) tags.set(tag.attribs['w:styleId'], tag);
        return tag.name === 'w:styles';
      },
    });
  const known = new Map<string, WordStyle>();
  return (id) => {
    if (id === undefined) return NO_STYLE;
    const chain: string[] = [];
    for (
      let at: string | undefined = id;
      at && !known.has(at) && !chain.includes(at);
      at = propertyOf(tags.get(at), 'w:basedOn')
    )
      chain.push(at);
    const base = propertyOf(tags.get(chain.at(-1) ?? ''), 'w:basedOn');
    let style = known.get(base ?? '') ?? NO_STYLE;
    for (const link of chain.reverse()) {
      style = ownStyle(tags.get(link), style);
      known.set(link, style);
    }
    return known.get(id) ?? NO_STYLE;
  };
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
