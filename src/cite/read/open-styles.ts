import { goThrough, type Root, type Tag, tagsIn } from './tags.js';

/** What a style of OpenDocument makes of text, as far as that says what the text is. */
export interface OpenStyle {
  readonly hidden: boolean;
  readonly inset: boolean;
  /** Of a paragraph that only its style makes a heading; 0 for none. */
  readonly level: number;
}

const PLAIN_LOOK: OpenStyle = { hidden: false, inset: false, level: 0 };
/** LibreOffice's style for quotations, in the file whatever the language of the program. */
const QUOTATIONS = 'Quotations';
/** LibreOffice's styles of headings, in the file whatever the language of the program. */
const HEADING = /^Heading_20_(\d)$/;
/** Half an inch in each unit. */
const HALF_INCH = { in: 0.5, cm: 1.27, mm: 12.7, pt: 36 } as const;
const LENGTH = /^(\d{1,6}(?:\.\d{1,6})?)(in|cm|mm|pt)$/;

/** How text of each style looks, with what the style takes from its parents. */
export function openStylesOf(roots: readonly Root[]): (name: string | undefined) => OpenStyle {
  const styles = new Map<string, Tag>();
  for (const root of roots)
    goThrough(root, {
      enter: (tag) => {
        if (tag.name === 'style:style' && tag.attribs['style:name'])
          styles.set(tag.attribs['style:name'], tag);
        return true;
      },
    });
  const known = new Map<string, OpenStyle>();
  return (name) => {
    const chain: string[] = [];
    let at = name;
    for (
      ;
      at && !known.has(at) && !chain.includes(at);
      at = styles.get(at)?.attribs['style:parent-style-name']
    )
      chain.push(at);
    let look = known.get(at ?? '') ?? PLAIN_LOOK;
    for (const link of chain.reverse()) {
      look = lookOf(link, styles.get(link), look);
      known.set(link, look);
    }
    return look;
  };
}

function lookOf(name: string, style: Tag | undefined, below: OpenStyle): OpenStyle {
  const given = Object.assign({}, ...(style ? tagsIn(style).map(({ attribs }) => attribs) : [])) as Readonly<
    Record<string, string>
  >;
  const [, length, unit] = LENGTH.exec(given['fo:margin-left'] ?? '') ?? [];
  const inset = length && unit ? Number(length) >= HALF_INCH[unit as keyof typeof HALF_INCH] : below.inset;
  const level = Number(given['style:default-outline-level'] || HEADING.exec(name)?.[1] || below.level);
  const display = given['text:display'];
  return { hidden: display ? display === 'none' : below.hidden, inset: inset || name === QUOTATIONS, level };
}
