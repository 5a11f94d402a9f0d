import { openZip } from '../../reading/zip.js';
import { isListOfSources, openParagraphs } from '../read/open-document.js';
import { parentOf, type Root, type Tag, tagsNamed, walkTags } from '../read/tags.js';
import { escaped } from '../read/word-styles.js';
import { type Annotator, MIRRORED, type Remark } from './annotate-word.js';
import { type Held, OdtParagraph } from './odt-paragraph.js';
import { isParagraph, MIRRORED_STYLE, NEW_CHANGES, withoutProposals } from './odt-proposals.js';
import { appendedTo, edited, type PackagePart, readPart, replaceParts } from './package.js';
import { endOf, innerStart, type Splice, startOf, xmlText } from './splice.js';
import type { WordStretch } from './wording.js';

const CONTENT = 'content.xml';
/** The namespace of creators and dates, which a text without comments may not name (ODF 1.3 part 3, 4.3). */
const DUBLIN_CORE = 'http://purl.org/dc/elements/1.1/';

/**
 * A text of LibreOffice (ODT) with our remarks in it: comments, and changes that are tracked. What an earlier run put in goes first; all else
 * keeps its bytes. Throws for a broken archive.
 */
export function annotateOdt(file: Uint8Array, remarks: readonly Remark[], by: Annotator): Uint8Array {
  const part = readPart(CONTENT, openZip(file)(CONTENT));
  if (part === null) throw new Error(`no ${CONTENT}`);
  const sheet = new OdtText(edited(part, withoutProposals(part.xml, part.root)), by);
  for (const remark of remarks) sheet.put(remark);
  return replaceParts(file, [sheet.written]);
}

const named = (root: Root, name: string): Tag | undefined => tagsNamed(root, name)[0];

/** The nearest tag around one of which that holds; null for none. */
function around(tag: Tag, holds: (tag: Tag) => boolean): Tag | null {
  let at = parentOf(tag);
  while (at !== null && !holds(at)) at = parentOf(at);
  return at;
}

/** The note or the drawn shape that a paragraph stands in, where LibreOffice has no comments; null for none. Frames have them. */
function holderOf(paragraph: Tag): Tag | null {
  const holder = around(paragraph, ({ name }) => name === 'text:note-body' || name.startsWith('draw:'));
  return holder?.name === 'draw:text-box' ? null : holder;
}

const MARKS = /^(?:text:(?<kind>reference-mark|bookmark|change)|field:fieldmark)-(?<side>start|end)$/u;
/** How Zotero names bookmarks around its citations, where it is told to use them. */
const OF_ZOTERO = /^ZOTERO_BREF/u;

/** What a program writes anew (indexes, lists of sources, fields of reference managers) or protects, and what people put in: no change is tracked there. */
function heldIn(root: Root): Held {
  const held: (readonly [number, number])[] = [];
  const open = new Map<string, number>();
  const enter = (tag: Tag): boolean => {
    const { name, attribs } = tag;
    if (name === 'text:index-body' || isListOfSources(tag) || attribs['text:protected'] === 'true')
      held.push([startOf(tag), endOf(tag)]);
    const { kind = 'field', side } = MARKS.exec(name)?.groups ?? {};
    const id = attribs['text:change-id'] ?? attribs['text:name'] ?? '';
    // The end of a field does not name it.
    const key = kind === 'field' ? kind : `${kind} ${id}`;
    if (kind === 'bookmark' && !OF_ZOTERO.test(id)) return true;
    if (side === 'start') open.set(key, endOf(tag));
    if (side === 'end') held.push([open.get(key) ?? startOf(tag), startOf(tag)]);
    return true;
  };
  walkTags(root, { enter });
  return held;
}

/** The text of a file, while remarks are put in. */
class OdtText {
  readonly #paragraphs = new Map<Tag, OdtParagraph>();
  readonly #byPlace: ReadonlyMap<string, Tag>;
  readonly #held: Held;
  readonly #taken: ReadonlySet<string>;
  readonly #regions: string[] = [];
  #mirrored = false;
  #id = 0;

  constructor(
    private readonly part: PackagePart,
    private readonly by: Annotator,
  ) {
    this.#byPlace = new Map(openParagraphs(part.root).map((tag, i) => [`content:${i}`, tag]));
    this.#held = heldIn(part.root);
    this.#taken = new Set(part.xml.match(/(?<=")citewatch-\d+(?=")/gu));
  }

  put({ place, cited, comment, change }: Remark): void {
    const tag = this.#byPlace.get(place.from ?? '') ?? this.#firstWithText;
    const words = change?.before ?? cited;
    if (tag === undefined) return;
    const found = (words === null ? null : this.#find(tag, words)) ?? { tag, stretch: null };
    const isDrawn = holderOf(found.tag)?.name.startsWith('draw:') === true;
    if (found.stretch !== null && change !== null && !isDrawn) this.#in(found.tag).change(found.stretch, change.after);
    const anchor = comment && this.#anchor(found.tag, found.stretch);
    if (comment === null || anchor === null) return;
    const name = this.#nextId();
    const paragraphs = comment.map((line) => this.#line(line));
    anchor.paragraph.surround(
      anchor.stretch,
      `<office:annotation office:name="${name}">${this.#author}${paragraphs.join('')}</office:annotation>`,
      `<office:annotation-end office:name="${name}"/>`,
    );
  }

  get written(): PackagePart {
    const { xml, root } = this.part;
    const [text, styles] = ['office:text', 'office:automatic-styles'].map((name) => named(root, name));
    const splices = [...this.#paragraphs.values()].flatMap((paragraph) => paragraph.splices);
    if (this.#regions.length > 0 && text) splices.push(this.#listed(text));
    if (this.#mirrored && styles) splices.push(appendedTo(xml, styles, MIRRORED_LINES));
    return edited(this.part, splices);
  }

  /** The changes behind those that are listed, or at the beginning of the text. */
  #listed(text: Tag): Splice {
    const { xml, root } = this.part;
    const regions = this.#regions.join('');
    const list = named(root, 'text:tracked-changes');
    if (list !== undefined) return appendedTo(xml, list, regions);
    const forms = named(root, 'office:forms');
    const at = forms === undefined ? innerStart(text) : endOf(forms);
    return { start: at, end: at, text: `${NEW_CHANGES}${regions}</text:tracked-changes>` };
  }

  get #author(): string {
    const root = named(this.part.root, 'office:document-content');
    const space = root?.attribs['xmlns:dc'] === undefined ? ` xmlns:dc="${DUBLIN_CORE}"` : '';
    return `<dc:creator${space}>${escaped(this.by.name)}</dc:creator><dc:date${space}>${this.by.date}</dc:date>`;
  }

  #line(line: string): string {
    const isMirrored = MIRRORED.test(line);
    this.#mirrored ||= isMirrored;
    return `<text:p${isMirrored ? ` text:style-name="${MIRRORED_STYLE}"` : ''}>${xmlText(line)}</text:p>`;
  }

  #nextId(): string {
    do this.#id++;
    while (this.#taken.has(`citewatch-${this.#id}`));
    return `citewatch-${this.#id}`;
  }

  #track(kind: 'insertion' | 'deletion', gone: string): string {
    const id = this.#nextId();
    const content = kind === 'deletion' ? `<text:p>${gone}</text:p>` : '';
    const change = `<text:${kind}><office:change-info>${this.#author}</office:change-info>${content}</text:${kind}>`;
    this.#regions.push(`<text:changed-region xml:id="${id}" text:id="${id}">${change}</text:changed-region>`);
    return id;
  }

  get #firstWithText(): Tag | undefined {
    return [...this.#byPlace.values()].find((tag) => this.#in(tag).hasText);
  }

  #in(tag: Tag): OdtParagraph {
    const known = this.#paragraphs.get(tag);
    if (known !== undefined) return known;
    const paragraph = new OdtParagraph(this.part.xml, tag, this.#held, (...change) => this.#track(...change));
    this.#paragraphs.set(tag, paragraph);
    return paragraph;
  }

  /** Looks for words in a paragraph, and in its notes. */
  #find(tag: Tag, words: string) {
    const notes = tagsNamed(tag, 'text:note').flatMap((note) => openParagraphs(note));
    for (const one of [tag, ...notes]) {
      const stretch = this.#in(one).find(words);
      if (stretch !== null) return { tag: one, stretch };
    }
    return null;
  }

  /** Where a comment may stand: for a note its mark, for a drawn shape the paragraph that holds it. */
  #anchor(tag: Tag, stretch: WordStretch | null): { paragraph: OdtParagraph; stretch: WordStretch } | null {
    const holder = holderOf(tag);
    const outer = holder && around(holder, isParagraph);
    if (outer !== null) return this.#anchor(outer, this.#in(outer).stretchOf(parentOf(holder as Tag)));
    const paragraph = this.#in(tag);
    const whole = stretch ?? paragraph.all;
    return whole && { paragraph, stretch: whole };
  }
}

const MIRRORED_LINES = `<style:style style:name="${MIRRORED_STYLE}" style:family="paragraph"><style:paragraph-properties style:writing-mode="rl-tb"/></style:style>`;
