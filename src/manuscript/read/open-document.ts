import { isParagraph, withoutProposals } from '../annotate/odt-proposals.js';
import { spliced } from '../annotate/splice.js';
import { type Manuscript, type Unreadable, unreadable } from '../manuscript.js';
import type { CslItem } from '../reference.js';
import { readHtmlReport } from './html.js';
import {
  inherited,
  propertiesTitle,
  type Root,
  type Tag,
  tagsIn,
  tagsNamed,
  tagsOfFile,
  walkTags,
  wordsIn,
} from './tags.js';
import type { FileOfArchive } from './word.js';
import { citedItems, escaped, linkTags, QUOTATION } from './word-styles.js';

/** Reads a report in the form of LibreOffice (ODT). The title is that of its properties. Throws for a broken archive. */
export function readOpenDocument(file: FileOfArchive): Manuscript | Unreadable {
  const words = (name: string) => new TextDecoder().decode(file(name) ?? new Uint8Array());
  if (words('META-INF/manifest.xml').includes('encryption-data')) return unreadable('encrypted');
  const xml = words('content.xml');
  const written = tagsOfFile(xml);
  // Nobody has taken yet what we proposed.
  const proposals = withoutProposals(xml, written);
  const content = proposals.length === 0 ? written : tagsOfFile(spliced(xml, proposals));
  const places = new Map(openParagraphs(content).map((tag, i) => [tag, `content:${i}`]));
  const sheet = new Sheet(openStylesOf([tagsOfFile(words('styles.xml')), content]), places);
  const html = sheet.html(content);
  if (!sheet.hasText) return unreadable('broken');
  const manuscript = readHtmlReport(html);
  if (manuscript.paragraphs.length === 0) return unreadable('empty');
  return { ...manuscript, title: propertiesTitle(tagsOfFile(words('meta.xml'))) };
}

const UNREAD =
  /^(?:text:(?:tracked-changes|sequence-decls|variable-decls|user-field-decls|hidden-text|hidden-paragraph|note-citation|number)|office:(?:annotation|annotation-end|forms|scripts|automatic-styles|font-face-decls)|svg:(?:title|desc))$/;
export const isUnread = ({ name }: Tag): boolean => UNREAD.test(name);

/** The paragraphs and headings of a text in their order, those of notes and boxes behind the one that holds them. */
export function openParagraphs(root: Root | Tag): readonly Tag[] {
  const found: Tag[] = [];
  const enter = (tag: Tag): boolean => {
    if (isParagraph(tag)) found.push(tag);
    return !isUnread(tag);
  };
  walkTags(root, { enter });
  return found;
}

const BLOCKS: Readonly<Record<string, string>> = {
  'text:list-item': 'li',
  'table:table-row': 'tr',
  'table:table-cell': 'td',
};
/** What is written apart from the text around it. */
const APART = /^(?:draw:text-box|text:note-body)$/;

class Sheet {
  hasText = false;
  /** Open outputs: a text box is written apart, until its paragraph ends. */
  readonly #sheets: string[][] = [[]];
  readonly #boxes: string[][] = [];
  readonly #notes: string[] = [];
  #page = 1;

  constructor(
    private readonly look: (name: string | undefined) => OpenStyle,
    /** Where paragraphs come from ({@link FilePlace}). */
    private readonly places: ReadonlyMap<Tag, string>,
  ) {}

  html(root: Root): string {
    walkTags(root, {
      enter: (tag) => this.#enter(tag),
      leave: (tag) => this.#leave(tag),
      text: (data) => {
        if (this.#boxes.length > 0) this.#put(escaped(data));
      },
    });
    return (this.#sheets[0] as string[]).concat(this.#notes).join('');
  }

  #put(html: string): void {
    (this.#sheets.at(-1) as string[]).push(html);
  }

  #enter(tag: Tag): boolean {
    const { name, attribs } = tag;
    if (
      isUnread(tag) ||
      attribs['text:display'] === 'none' ||
      this.look(attribs['text:style-name']).hidden
    )
      return false;
    if (name === 'office:text') this.hasText = true;
    if (name === 'text:index-title')
      return !(tag.parent?.parent && isListOfSources(tag.parent.parent as Tag));
    if (name === 'text:note') this.#put(markOf(tag));
    if (name === 'text:s' || name === 'text:tab') this.#put(' ');
    if (name === 'text:line-break') this.#put('<br>');
    if (name === 'text:soft-page-break') this.#put(`<span data-page="${++this.#page}"></span>`);
    const cited = /^text:reference-mark-(?:start|end)$/.test(name)
      ? citedItems(`ADDIN ${attribs['text:name'] ?? ''}`, '')
      : null;
    if (cited) this.#put(name.endsWith('start') ? citedSpan(cited) : '</span>');
    this.#put(this.#tags(tag)[0]);
    if (isParagraph(tag)) this.#boxes.push([]);
    if (APART.test(name)) this.#sheets.push([]);
    return true;
  }

  #leave(tag: Tag): void {
    const { name } = tag;
    this.#put(this.#tags(tag)[1]);
    if (isParagraph(tag)) for (const box of this.#boxes.pop() ?? []) this.#put(box);
    if (!APART.test(name)) return;
    const written = (this.#sheets.pop() as string[]).join('');
    const paragraph = this.#boxes.at(-1);
    if (name === 'text:note-body')
      this.#notes.push(`<div id="${noteId(tag.parent as Tag)}">${written}</div>`);
    else if (paragraph) paragraph.push(written);
    else this.#put(written);
  }

  /** What a tag is in HTML: what is written before and behind what it contains. */
  #tags(tag: Tag): readonly [string, string] {
    const { name, attribs } = tag;
    const look = this.look(attribs['text:style-name']);
    const block = BLOCKS[name];
    if (block !== undefined) return [`<${block}>`, `</${block}>`];
    if (isListOfSources(tag)) return ['<div role="doc-bibliography">', '</div>'];
    if (name === 'text:a') return [linkTags(attribs['xlink:href'] ?? '').open, '</a>'];
    if (name === 'text:bibliography-mark') return [citedSpan([itemOf(attribs)]), '</span>'];
    if (name === 'text:span' && look.raised) return ['<sup>', '</sup>'];
    if (name === 'text:span' && look.italic) return ['<em>', '</em>'];
    if (!isParagraph(tag)) return ['', ''];
    const from = ` data-from="${this.places.get(tag)}"`;
    if (name === 'text:h' || look.level > 0) {
      const level = Math.min(
        6,
        Math.max(1, Number(attribs['text:outline-level']) || look.level || 1),
      );
      return [`<h${level}${from}>`, `</h${level}>`];
    }
    return look.inset ? [`<blockquote><p${from}>`, '</p></blockquote>'] : [`<p${from}>`, '</p>'];
  }
}

const citedSpan = (items: readonly CslItem[]): string =>
  `<span data-csl="${escaped(JSON.stringify(items))}">`;

export const isListOfSources = ({ name, attribs }: Tag): boolean =>
  name === 'text:bibliography' ||
  (name === 'text:section' &&
    /^(?:ZOTERO_BIBL|CSL_BIBLIOGRAPHY)\b/.test(attribs['text:name'] ?? ''));

const itemOf = (attribs: Readonly<Record<string, string>>): CslItem => ({
  title: attribs['text:title'],
  publisher:
    attribs['text:publisher'] ?? attribs['text:institution'] ?? attribs['text:organizations'],
  'container-title': attribs['text:journal'],
  author: attribs['text:author'] ? [{ literal: attribs['text:author'] }] : [],
  URL: attribs['text:url'],
  issued: { raw: attribs['text:year'] },
});

const noteId = ({ attribs }: Tag): string => escaped(attribs['text:id'] ?? attribs['xml:id'] ?? '');

function markOf(note: Tag): string {
  const citation = tagsIn(note).find(({ name }) => name === 'text:note-citation');
  return `<sup><a href="#${noteId(note)}" role="doc-noteref">${escaped(citation ? wordsIn(citation).trim() : '')}</a></sup>`;
}

/** What a style of OpenDocument makes of text, as far as that says what the text is. */
interface OpenStyle {
  readonly hidden: boolean;
  readonly inset: boolean;
  readonly raised: boolean;
  readonly italic: boolean;
  /** Of a paragraph that only its style makes a heading; 0 for none. */
  readonly level: number;
}

const PLAIN_LOOK: OpenStyle = {
  hidden: false,
  inset: false,
  raised: false,
  italic: false,
  level: 0,
};
/** LibreOffice's styles of headings, in the file whatever the language of the program. */
const HEADING = /^Heading_20_(\d)$/;
/** A centimetre in each unit (CSS Values 4, 6.2). */
const CENTIMETRE = { in: 1 / 2.54, cm: 1, mm: 10, pt: 72 / 2.54 } as const;
const LENGTH = /^(-?\d{1,6}(?:\.\d{1,6})?)(in|cm|mm|pt)$/;

/** Centimetres from which a paragraph is set in: one, as LibreOffice rounds it in inches, less than one press of a button. */
const INSET = 0.99;

/** In centimetres; null for none. */
function lengthOf(length: string | undefined): number | null {
  const [, number, unit] = LENGTH.exec(length ?? '') ?? [];
  return unit === undefined ? null : Number(number) / CENTIMETRE[unit as keyof typeof CENTIMETRE];
}

function openStylesOf(roots: readonly Root[]): (name: string | undefined) => OpenStyle {
  const styles = new Map(
    roots
      .flatMap((root) => tagsNamed(root, 'style:style'))
      .map((tag) => [tag.attribs['style:name'] ?? '', tag]),
  );
  return inherited(
    PLAIN_LOOK,
    (name) => styles.get(name)?.attribs['style:parent-style-name'],
    (name, below) => lookOf(name, styles.get(name), below),
  );
}

function lookOf(name: string, style: Tag | undefined, below: OpenStyle): OpenStyle {
  const given = Object.assign(
    {},
    ...(style ? tagsIn(style).map(({ attribs }) => attribs) : []),
  ) as Readonly<Record<string, string>>;
  const margin = lengthOf(given['fo:margin-left']);
  // A number of a paragraph, or the first line of an entry, hangs out of it.
  const hanging = Math.min(0, lengthOf(given['fo:text-indent']) ?? 0);
  const inset = margin === null ? below.inset : margin + hanging >= INSET;
  const level = Number(
    given['style:default-outline-level'] || HEADING.exec(name)?.[1] || below.level,
  );
  const display = given['text:display'];
  const [place, slant] = [given['style:text-position'], given['fo:font-style']];
  return {
    raised: place === undefined ? below.raised : place.startsWith('super'),
    italic: slant === undefined ? below.italic : slant !== 'normal',
    hidden: display ? display === 'none' : below.hidden,
    inset: inset || QUOTATION.test(name.replaceAll('_20_', ' ')),
    level,
  };
}
