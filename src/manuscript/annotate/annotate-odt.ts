import { openZip } from '../../reading/zip.js';
import { isListOfSources, isUnread, openParagraphs } from '../read/open-document.js';
import { type Root, type Tag, tagsNamed, walkTags } from '../read/tags.js';
import { escaped } from '../read/word-styles.js';
import { type Annotator, around, findPlace, MIRRORED, type Remark } from './annotate-word.js';
import { isParagraph, MIRRORED_STYLE, NEW_CHANGES, withoutProposals } from './odt-proposals.js';
import { type AnnotatedFile, ODT_PROPERTIES, offerInOdt } from './offered.js';
import { appendedTo, edited, type PackagePart, readPart, replaceParts } from './package.js';
import { charactersIn, endOf, innerStart, type Splice, startOf, xmlText } from './splice.js';
import { Letters, stepsBetween, type WordStretch } from './wording.js';

const CONTENT = 'content.xml';
/** The namespace of creators and dates, which a text without comments may not name (ODF 1.3 part 3, 4.3). */
const DUBLIN_CORE = 'http://purl.org/dc/elements/1.1/';
const MIRRORED_LINES = `<style:style style:name="${MIRRORED_STYLE}" style:family="paragraph"><style:paragraph-properties style:writing-mode="rl-tb"/></style:style>`;

/**
 * A text of LibreOffice (ODT) with our remarks in it: comments, and changes that are tracked. What an earlier run put in goes first; all else
 * keeps its bytes. Throws for a broken archive.
 */
export function annotateOdt(
  file: Uint8Array,
  remarks: readonly Remark[],
  by: Annotator,
): AnnotatedFile {
  const unzip = openZip(file);
  const part = readPart(CONTENT, unzip(CONTENT));
  if (part === null) throw new Error(`no ${CONTENT}`);
  const text = new OdtText(edited(part, withoutProposals(part.xml, part.root)), by);
  for (const remark of remarks) text.put(remark);
  const properties = readPart(ODT_PROPERTIES, unzip(ODT_PROPERTIES));
  const parts = [text.written, ...offerInOdt(properties, text.offered)];
  return { file: replaceParts(file, parts), offered: text.offered };
}

const PARAGRAPH = /^text:[hp]$/u;
const named = (root: Root, name: string): Tag | undefined => tagsNamed(root, name)[0];

/** The note or the drawn shape that a paragraph stands in, where LibreOffice has no comments; null for none. Frames have them. */
function holderOf(paragraph: Tag): Tag | null {
  const holder = around(paragraph, /^(?:text:note-body|draw:.*)$/u);
  return holder?.name === 'draw:text-box' ? null : holder;
}

/** Stretches of a part's text, each from its start up to its end. */
type Held = readonly (readonly [number, number])[];

const MARKS =
  /^(?:text:(?<kind>reference-mark|bookmark|change)|field:fieldmark)-(?<side>start|end)$/u;
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

/** A character of a paragraph, or a note, which is none (`text` is empty then). */
interface Atom {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The tags around it within the paragraph, the outermost first. */
  readonly path: readonly Tag[];
  readonly note: Tag | null;
}

const CHARACTERS: Readonly<Record<string, string>> = {
  'text:s': ' ',
  'text:tab': ' ',
  'text:line-break': '\n',
};

function atomsOf(xml: string, tag: Tag, path: readonly Tag[] = []): readonly Atom[] {
  return tag.children.flatMap((child): readonly Atom[] => {
    const own = { start: startOf(child), end: endOf(child), path, note: null };
    if (child.type === 'text') return charactersIn(xml, child).map((one) => ({ ...own, ...one }));
    if (!('attribs' in child) || isUnread(child) || isParagraph(child)) return [];
    if (child.name === 'text:note') return [{ ...own, text: '', note: child }];
    const text = CHARACTERS[child.name];
    return text === undefined ? atomsOf(xml, child, [...path, child]) : [{ ...own, text }];
  });
}

/** What only formats words or links them: all else around words is a field, which a program writes anew. */
const FORMAT = /^text:(?:span|a)$/u;

interface OdtParagraph {
  readonly atoms: readonly Atom[];
  readonly letters: Letters;
  readonly changed: WordStretch[];
}

/** The text of a file, while remarks are put in. */
class OdtText {
  /** What the changes that are tracked decide. */
  readonly offered: string[] = [];
  readonly #paragraphs = new Map<Tag, OdtParagraph>();
  readonly #byPlace: ReadonlyMap<string, Tag>;
  readonly #held: Held;
  readonly #splices: Splice[] = [];
  readonly #regions: string[] = [];
  #mirrored = false;
  #id = 0;

  constructor(
    private readonly part: PackagePart,
    private readonly by: Annotator,
  ) {
    this.#byPlace = new Map(openParagraphs(part.root).map((tag, i) => [`content:${i}`, tag]));
    this.#held = heldIn(part.root);
  }

  put(remark: Remark): void {
    const { comment, change } = remark;
    const notesOf = (tag: Tag): readonly Tag[] =>
      tagsNamed(tag, 'text:note').flatMap(openParagraphs);
    const found = findPlace(remark, this.#byPlace, (tag) => this.#in(tag).letters, notesOf);
    if (found === null) return;
    const isDrawn = holderOf(found.tag)?.name.startsWith('draw:') === true;
    if (found.stretch !== null && change !== null && !isDrawn)
      this.#change(this.#in(found.tag), found.stretch, change);
    if (comment !== null) this.#comment(comment, this.#anchor(found.tag, found.stretch));
  }

  /** The part with all that was put in; what begins or ends within words that go stands behind them. */
  get written(): PackagePart {
    const { xml, root } = this.part;
    const [text, styles] = ['office:text', 'office:automatic-styles'].map((name) =>
      named(root, name),
    );
    const gone = this.#splices.filter(({ start, end }) => start < end);
    const splices = this.#splices.map((one) => {
      const at = gone.find(({ start, end }) => start < one.start && one.start < end)?.end;
      return at === undefined ? one : { ...one, start: at, end: at };
    });
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

  /** A name that nothing in the file has: what an earlier run named so is gone. */
  #nextId(): string {
    return `citewatch-${++this.#id}`;
  }

  #put(at: number, text: string): void {
    this.#splices.push({ start: at, end: at, text });
  }

  /** Puts a comment around atoms: beside the link or the field that they begin or end in. */
  #comment(lines: readonly string[], atoms: readonly Atom[]): void {
    const [first, last] = [atoms[0], atoms.at(-1)];
    if (first === undefined || last === undefined) return;
    const [from, to] = [first, last].map(({ path }) =>
      path.find(({ name }) => name !== 'text:span'),
    );
    const name = this.#nextId();
    const paragraphs = lines.map((line) => {
      const isMirrored = MIRRORED.test(line);
      this.#mirrored ||= isMirrored;
      return `<text:p${isMirrored ? ` text:style-name="${MIRRORED_STYLE}"` : ''}>${xmlText(line)}</text:p>`;
    });
    this.#put(
      from ? startOf(from) : first.start,
      `<office:annotation office:name="${name}">${this.#author}${paragraphs.join('')}</office:annotation>`,
    );
    this.#put(to ? endOf(to) : last.end, `<office:annotation-end office:name="${name}"/>`);
  }

  /** Tracks the change of a stretch into `after`, word by word; nothing is changed where that cannot be. */
  #change(
    { atoms, changed }: OdtParagraph,
    { first, last }: WordStretch,
    { after, offers = [] }: NonNullable<Remark['change']>,
  ): void {
    const steps = stepsBetween(atoms.slice(first, last + 1), after).map(
      ({ at, removed, added }) => {
        const [start, end] = [first + at, first + at + removed];
        return {
          going: atoms.slice(start, end),
          behind: atoms[end - 1] as Atom,
          next: atoms[end],
          added,
        };
      },
    );
    const isFree = ({ path, start }: Atom): boolean =>
      path.every(({ name }) => FORMAT.test(name)) &&
      !this.#held.some(([from, to]) => from <= start && start < to);
    const isElsewhere = changed.every((other) => other.last < first || last < other.first);
    const canBe = steps.every(
      ({ going, behind, added }) =>
        going.every((atom) => atom.text !== '' && isFree(atom)) && (added === '' || isFree(behind)),
    );
    if (!isElsewhere || !canBe) return;
    changed.push({ first, last });
    this.offered.push(...offers);
    for (const { going, behind, next, added } of steps) {
      this.#remove(going);
      if (added !== '') this.#insert(behind, next, added);
    }
  }

  /** Takes words away, what stands in one text each for itself: tags between them stay. */
  #remove(atoms: readonly Atom[]): void {
    const texts: Atom[][] = [];
    for (const atom of atoms) {
      const open = texts.at(-1);
      if (open?.at(-1)?.end === atom.start) open.push(atom);
      else texts.push([atom]);
    }
    for (const text of texts) {
      const [{ start, path }, { end }] = [text[0], text.at(-1)] as [Atom, Atom];
      const open = path.map((tag) => this.part.xml.slice(startOf(tag), innerStart(tag)));
      const close = path.map(({ name }) => `</${name}>`).reverse();
      const gone = [...open, this.part.xml.slice(start, end), ...close].join('');
      const id = this.#track('deletion', `<text:p>${gone}</text:p>`);
      this.#splices.push({ start, end, text: `<text:change text:change-id="${id}"/>` });
    }
  }

  /** Puts words behind an atom: beside the link that it ends, and within one that goes on. */
  #insert({ end, path }: Atom, next: Atom | undefined, words: string): void {
    const link = path.find(({ name }) => name === 'text:a');
    const isBeside = link !== undefined && next?.path.includes(link) !== true;
    const id = this.#track('insertion', '');
    const [before, after] = ['start', 'end'].map(
      (side) => `<text:change-${side} text:change-id="${id}"/>`,
    );
    this.#put(isBeside ? endOf(link) : end, `${before}${xmlText(words)}${after}`);
  }

  #track(kind: 'insertion' | 'deletion', gone: string): string {
    const id = this.#nextId();
    const change = `<text:${kind}><office:change-info>${this.#author}</office:change-info>${gone}</text:${kind}>`;
    this.#regions.push(
      `<text:changed-region xml:id="${id}" text:id="${id}">${change}</text:changed-region>`,
    );
    return id;
  }

  #in(tag: Tag): OdtParagraph {
    const known = this.#paragraphs.get(tag);
    if (known !== undefined) return known;
    const atoms = atomsOf(this.part.xml, tag);
    const paragraph = { atoms, letters: new Letters(atoms.map(({ text }) => text)), changed: [] };
    this.#paragraphs.set(tag, paragraph);
    return paragraph;
  }

  /** Where a comment may stand: for a note its mark, for a drawn shape the paragraph that holds it. */
  #anchor(tag: Tag, stretch: WordStretch | null): readonly Atom[] {
    const holder = holderOf(tag);
    const outer = holder && around(holder, PARAGRAPH);
    const { atoms } = this.#in(outer ?? tag);
    const mark = atoms.filter(({ note }) => note !== null && note === holder?.parent);
    if (mark.length > 0) return mark;
    return outer === null && stretch !== null
      ? atoms.slice(stretch.first, stretch.last + 1)
      : atoms;
  }
}
