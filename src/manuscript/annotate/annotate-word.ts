import { ANNOTATOR, type FilePlace } from '../../model/manuscript.js';
import { openZip, relationsOf } from '../../reading/zip.js';
import { parentOf, type Root, type Tag, tagsIn, tagsNamed, walkTags } from '../read/tags.js';
import { addresses, isProposed, partNames } from '../read/word.js';
import { escaped, inside } from '../read/word-styles.js';
import { type AnnotatedFile, type NewParts, offerInWord } from './offered.js';
import {
  edited,
  newPart,
  type PackagePart,
  readPart,
  replaceParts,
  withAppended,
} from './package.js';
import { endOf, innerEnd, innerStart, type Splice, spliceOf, startOf, xmlText } from './splice.js';
import { type EntryChange, fieldsAround } from './word-field.js';
import { type Mark, WordParagraph } from './word-paragraph.js';
import type { Letters, WordStretch } from './wording.js';

/** What is said of a place of a report, and what is to be changed there. */
export interface Remark {
  /** Without `from` the first paragraph that has any text. */
  readonly place: FilePlace;
  /** The words that it is about, as printed in the paragraph or in a note of it; null for the whole paragraph. */
  readonly cited: string | null;
  /** The paragraphs of the comment; null for none. */
  readonly comment: readonly string[] | null;
  /** `before` stands in the paragraph, or in a note of it; `entry`: what changes behind the words. */
  readonly change: {
    readonly before: string;
    readonly after: string;
    readonly entry?: EntryChange | null;
    /** Keys of what is decided by it: the file says that it was handed out with these. */
    readonly offers?: readonly string[];
  } | null;
}

/** Who annotates, by whom a later run knows what is ours ({@link ANNOTATOR}), and when, ISO. */
export type Annotator = Readonly<Record<'name' | 'date', string>>;

/** The paragraph that a remark is about, or that of one of its notes, and where the words stand there; null in a file without text. */
export function findPlace(
  { place, cited, change }: Remark,
  byPlace: ReadonlyMap<string, Tag>,
  lettersOf: (paragraph: Tag) => Letters,
  notesOf: (paragraph: Tag) => readonly Tag[],
): { readonly tag: Tag; readonly stretch: WordStretch | null } | null {
  const tag =
    byPlace.get(place.from ?? '') ?? [...byPlace.values()].find((one) => !lettersOf(one).isEmpty);
  if (tag === undefined) return null;
  const words = change?.before ?? cited;
  for (const one of words === null ? [] : [tag, ...notesOf(tag)]) {
    const stretch = lettersOf(one).find(words ?? '');
    if (stretch !== null) return { tag: one, stretch };
  }
  return { tag, stretch: null };
}

/** The parts that hold text, the running text first. */
const TEXTS = ['document', 'footnotes', 'endnotes'] as const;
const TYPES = '[Content_Types].xml';
const COMMENTS_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml';
/** Namespaces of a document, and of a package's relationships (ECMA-376 part 1, annex A; part 2, 8.5.3). */
const WORDS = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';

/**
 * A Word file with our remarks in it: comments, and changes that are tracked. What an earlier run put in goes first; all else keeps its
 * bytes. Throws for a broken archive.
 */
export function annotateWord(
  file: Uint8Array,
  remarks: readonly Remark[],
  by: Annotator,
): AnnotatedFile {
  const unzip = openZip(file);
  const read = (name: string): PackagePart | null => readPart(name, unzip(name));
  const nameOf = partNames((name) => read(name)?.root ?? null);
  const before = read(nameOf('comments'));
  const gone = tagsNamed(before?.root ?? null, 'w:comment').filter(isOurs);
  const ids = new Set(gone.map(({ attribs }) => attribs['w:id'] ?? ''));
  const texts = TEXTS.flatMap((kind) => {
    const part = read(nameOf(kind));
    return part === null ? [] : { kind, ...withoutOurs(part, ids) };
  });
  const comments = before && edited(before, gone.map(cut));
  const taken = new Set([...texts, ...(comments ? [comments] : [])].flatMap(idsIn));
  const sheets = new Sheets(texts, taken, by, read);
  for (const remark of remarks) sheets.put(remark);
  const space = tagsNamed(texts[0]?.root ?? null, 'w:document')[0]?.attribs['xmlns:w'] ?? WORDS;
  const empty = () => newPart(nameOf('comments'), `<w:comments xmlns:w="${escaped(space)}"/>`);
  const known = relationsOf(nameOf('document'));
  const relations = () =>
    read(known) ?? newPart(known, `<Relationships xmlns="${RELATIONSHIPS}"/>`);
  const offering = offerInWord(read, sheets.offered);
  const telling = commentsIn(sheets.comments, comments, empty, relations);
  const [types, names] = [read(TYPES), telling.types + offering.types];
  const parts = [
    ...sheets.written,
    ...telling.parts,
    ...offering.parts,
    ...(types === null || names === '' ? [] : [withAppended(types, names)]),
  ];
  return { file: replaceParts(file, parts), offered: sheets.offered };
}

/** The part of comments with ours in it, and what names it where it is new. */
function commentsIn(
  ours: readonly string[],
  there: PackagePart | null,
  empty: () => PackagePart,
  relations: () => PackagePart,
): NewParts {
  if (ours.length === 0) return { parts: there === null ? [] : [there], types: '' };
  const part = withAppended(there ?? empty(), ours.join(''));
  if (there !== null) return { parts: [part], types: '' };
  return {
    parts: [part, namingComments(part.name, relations())],
    types: `<Override PartName="/${part.name}" ContentType="${COMMENTS_TYPE}"/>`,
  };
}

const isOurs = ({ attribs }: Tag): boolean => attribs['w:author'] === ANNOTATOR;
const cut = (tag: Tag): Splice => spliceOf(tag, '');
const idsIn = ({ xml }: PackagePart): readonly string[] =>
  [...xml.matchAll(/\bw:id="(\d+)"/gu)].map(([, id]) => id as string);

/** Names a new part of comments among the relationships, in the form of those that are there (ECMA-376's or the strict one). */
function namingComments(name: string, relations: PackagePart): PackagePart {
  const known = tagsNamed(relations.root, 'Relationship').map(({ attribs }) => attribs);
  let n = 1;
  while (known.some(({ Id }) => Id === `rId${n}`)) n++;
  const [kind = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'] =
    known.flatMap(({ Type = '' }) => /^.*\/relationships\//u.exec(Type)?.[0] ?? []);
  const relation = `<Relationship Id="rId${n}" Type="${kind}comments" Target="${name.split('/').at(-1)}"/>`;
  return withAppended(relations, relation);
}

/** A part without the comments of these ids and the changes that we proposed: what we would have deleted stands again. */
function withoutOurs(part: PackagePart, ids: ReadonlySet<string>): PackagePart {
  const isMark = ({ name, attribs }: Tag): boolean =>
    /^w:comment(?:RangeStart|RangeEnd|Reference)$/u.test(name) && ids.has(attribs['w:id'] ?? '');
  const splices: Splice[] = [];
  walkTags(part.root, {
    enter: (tag) => {
      const inner = tag.name === 'w:r' ? tagsIn(tag).filter(({ name }) => name !== 'w:rPr') : [];
      const goes =
        isMark(tag) ||
        (inner.length > 0 && inner.every(isMark)) ||
        (isProposed(tag) && tag.name === 'w:ins');
      if (goes) splices.push(cut(tag));
      else if (isProposed(tag)) splices.push(...unwrapped(tag));
      return !goes;
    },
  });
  return edited(part, splices);
}

function unwrapped(deletion: Tag): readonly Splice[] {
  const words = ['w:delText', 'w:delInstrText'].flatMap((name) => {
    const text = name === 'w:delText' ? 'w:t' : 'w:instrText';
    return tagsNamed(deletion, name)
      .filter(({ children }) => children.length > 0)
      .flatMap((tag) => [startOf(tag) + '<'.length, endOf(tag) - `${name}>`.length])
      .map((start) => ({ start, end: start + name.length, text }));
  });
  return [
    { start: startOf(deletion), end: innerStart(deletion), text: '' },
    ...words,
    { start: innerEnd(deletion), end: endOf(deletion), text: '' },
  ];
}

const NOTE_MARK = /^w:(?<kind>foot|end)noteReference$/u;
const NOTE = /^w:(?<kind>foot|end)note$/u;

const keyOf = ({ name, attribs }: Tag, of: RegExp): string | null => {
  const kind = of.exec(name)?.groups?.kind;
  return kind === undefined ? null : `${kind} ${attribs['w:id']}`;
};

/** Notes, or the marks of notes, by their kind and id. */
function notesIn(root: Root | Tag | null, name: RegExp): ReadonlyMap<string, Tag> {
  const notes = new Map<string, Tag>();
  const enter = (tag: Tag): boolean => {
    const key = keyOf(tag, name);
    if (key !== null) notes.set(key, tag);
    return true;
  };
  if (root !== null) walkTags(root, { enter });
  return notes;
}

/** The nearest tag of that name around one; null for none. */
export function around(tag: Tag, name: RegExp): Tag | null {
  let at = parentOf(tag);
  while (at !== null && !name.test(at.name)) at = parentOf(at);
  return at;
}

const BOX = /^w:txbxContent$/u;

/**
 * The paragraph that repeats one of a text box for older programs (`mc:Fallback`, ECMA-376 part 3); null for none, undefined where the two do
 * not match.
 */
function twinOf(paragraph: Tag): Tag | null | undefined {
  const choice = around(paragraph, /^mc:Choice$/u);
  const other = tagsNamed(
    inside((choice && parentOf(choice)) ?? undefined, 'mc:Fallback') ?? null,
    'w:p',
  );
  if (choice === null || other.length === 0) return null;
  const own = tagsNamed(choice, 'w:p');
  return own.length === other.length ? other[own.indexOf(paragraph)] : undefined;
}

/** The parts of a file that hold text, while remarks are put in. `taken`: ids of others. */
class Sheets {
  readonly comments: string[] = [];
  /** What the changes that are tracked decide. */
  readonly offered: string[] = [];
  readonly #paragraphs = new Map<Tag, WordParagraph>();
  readonly #byPlace: ReadonlyMap<string, Tag>;
  readonly #notes: ReadonlyMap<string, Tag>;
  readonly #marks: ReadonlyMap<string, Tag>;
  readonly #homes = new Map<
    Tag,
    { readonly part: PackagePart; readonly make: () => WordParagraph }
  >();
  #id = 0;

  constructor(
    private readonly parts: readonly (PackagePart & { readonly kind: string })[],
    private readonly taken: ReadonlySet<string>,
    private readonly by: Annotator,
    read: (name: string) => PackagePart | null,
  ) {
    const places = parts.flatMap(({ kind, root }) =>
      tagsNamed(root, 'w:p').map((tag, i) => [`${kind}:${i}`, tag] as const),
    );
    this.#byPlace = new Map(places);
    this.#notes = new Map(parts.flatMap(({ root }) => [...notesIn(root, NOTE)]));
    this.#marks = notesIn(parts[0]?.root ?? null, NOTE_MARK);
    for (const part of parts) {
      const addressOf = addresses(read(relationsOf(part.name))?.root ?? null);
      for (const [tag, fields] of fieldsAround(part.root)) {
        const make = () => new WordParagraph(part.xml, tag, fields, addressOf, this.#mark);
        this.#homes.set(tag, { part, make });
      }
    }
  }

  put(remark: Remark): void {
    const { comment, change } = remark;
    const notesOf = (tag: Tag): readonly Tag[] =>
      [...notesIn(tag, NOTE_MARK).keys()].flatMap((key) =>
        tagsNamed(this.#notes.get(key) ?? null, 'w:p'),
      );
    const found = findPlace(remark, this.#byPlace, (tag) => this.#in(tag).letters, notesOf);
    if (found === null) return;
    const hints =
      found.stretch === null || change === null
        ? []
        : this.#change(found.tag, found.stretch, change);
    const anchor = comment && this.#anchor(found.tag, found.stretch);
    if (comment === null || anchor === null) return;
    const id = this.#nextId();
    const reference = `<w:r><w:commentReference w:id="${id}"/></w:r>`;
    const [before, after] = [
      `<w:commentRangeStart w:id="${id}"/>`,
      `<w:commentRangeEnd w:id="${id}"/>${reference}`,
    ];
    anchor.paragraph.surround(anchor.stretch, before, after);
    this.comments.push(commentXml(`w:id="${id}" ${this.#author}`, [...comment, ...hints]));
  }

  /** Tracks a change, in the twin of a text box too; gives what is to be known of it. */
  #change(
    tag: Tag,
    stretch: WordStretch,
    change: NonNullable<Remark['change']>,
  ): readonly string[] {
    const { before, after, entry = null } = change;
    const twin = twinOf(tag);
    if (twin === undefined) return [];
    const other = twin && this.#in(twin).letters.find(before);
    const own = this.#in(tag).plan(stretch, after, entry);
    const same = twin && other && this.#in(twin).plan(other, after, entry);
    if (own === null || (twin !== null && same === null)) return [];
    same?.();
    const isManaged = own();
    this.offered.push(...(change.offers ?? []));
    if (entry === null) return [];
    // As of LibreOffice 25.2: it counts places in a note without the signs of its fields.
    const isMisplaced = around(tag, NOTE) !== null && this.#in(tag).hasFields;
    return [
      ...(isManaged ? [entry.hints.managed] : []),
      ...(isMisplaced ? [entry.hints.misplaced] : []),
    ];
  }

  get written(): readonly PackagePart[] {
    const paragraphs = [...this.#paragraphs];
    return this.parts.map((part) => {
      const own = paragraphs.filter(([tag]) => this.#homes.get(tag)?.part === part);
      return edited(
        part,
        own.flatMap(([, paragraph]) => paragraph.splices),
      );
    });
  }

  get #author(): string {
    return `w:author="${escaped(this.by.name)}" w:date="${this.by.date}"`;
  }

  #nextId(): number {
    do this.#id++;
    while (this.taken.has(`${this.#id}`));
    return this.#id;
  }

  #mark: Mark = (name, runs) =>
    `<w:${name} w:id="${this.#nextId()}" ${this.#author}>${runs}</w:${name}>`;

  #in(tag: Tag): WordParagraph {
    const paragraph = this.#paragraphs.get(tag) ?? (this.#homes.get(tag)?.make() as WordParagraph);
    this.#paragraphs.set(tag, paragraph);
    return paragraph;
  }

  /** Where a comment may stand: for a note its mark, for a text box the paragraph that holds it (ECMA-376 part 1, 17.13.4). */
  #anchor(
    tag: Tag,
    stretch: WordStretch | null,
  ): { paragraph: WordParagraph; stretch: WordStretch } | null {
    const [note, box] = [around(tag, NOTE), around(tag, BOX)];
    const mark = note && (this.#marks.get(keyOf(note, NOTE) ?? '') ?? null);
    const holder = box ?? mark;
    const outer = holder && around(holder, /^w:p$/u);
    if (outer !== null)
      return this.#anchor(
        outer,
        box === null && mark !== null ? this.#in(outer).markOf(mark) : null,
      );
    const paragraph = this.#in(tag);
    const whole = stretch ?? paragraph.all;
    return whole === null || note !== null ? null : { paragraph, stretch: whole };
  }
}

/** Scripts that are written from right to left, and no other before them in the line. */
export const MIRRORED = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** `of`: its id, its author and its date. */
function commentXml(of: string, lines: readonly string[]): string {
  const paragraphs = lines.map((line, i) => {
    const [pPr, rPr] = MIRRORED.test(line)
      ? ['<w:pPr><w:bidi/></w:pPr>', '<w:rPr><w:rtl/></w:rPr>']
      : ['', ''];
    const mark = i === 0 ? '<w:r><w:annotationRef/></w:r>' : '';
    return `<w:p>${pPr}${mark}<w:r>${rPr}<w:t xml:space="preserve">${xmlText(line)}</w:t></w:r></w:p>`;
  });
  return `<w:comment ${of} w:initials="cw">${paragraphs.join('')}</w:comment>`;
}
