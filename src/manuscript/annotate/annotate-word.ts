import { ANNOTATOR, type FilePlace } from '../../model/manuscript.js';
import { openZip, replaceInZip } from '../../reading/zip.js';
import { parentOf, type Root, type Tag, tagsIn, tagsNamed, tagsOfFile, walkTags } from '../read/tags.js';
import { isProposed } from '../read/word.js';
import { escaped } from '../read/word-styles.js';
import {
  endOf,
  fieldsOpenAt,
  innerEnd,
  innerStart,
  type Marks,
  type Splice,
  spliced,
  startOf,
  WordParagraph,
  type WordStretch,
} from './word-paragraph.js';

/** What is said of a place of a report, and what is to be changed there. */
export interface Remark {
  /** Without `from` the first paragraph that has any text. */
  readonly place: FilePlace;
  /** The words that it is about, as printed in the paragraph or in a note of it; null for the whole paragraph. */
  readonly cited: string | null;
  /** The paragraphs of the comment; null for none. */
  readonly comment: readonly string[] | null;
  /** `before` stands in the paragraph, or in a note of it. */
  readonly change: { readonly before: string; readonly after: string } | null;
}

/** Who annotates: it is the author by which a later run knows what is ours ({@link ANNOTATOR}); `date` in ISO. */
export interface Annotator {
  readonly name: string;
  readonly date: string;
}

const TEXTS = ['document', 'footnotes', 'endnotes'] as const;
type TextPart = (typeof TEXTS)[number];
const COMMENTS = 'word/comments.xml';
const TYPES = '[Content_Types].xml';
const RELATIONS = 'word/_rels/document.xml.rels';
const COMMENTS_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml';
/** The relationship of comments (ECMA-376 part 1, 15.2.5), and that of the strict form. */
const COMMENTS_RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments';
const STRICT_RELATION = 'http://purl.oclc.org/ooxml/officeDocument/relationships/comments';

/** A part of a package as text: what is not changed in it keeps its bytes. */
interface Part {
  readonly name: string;
  readonly before: string;
  readonly isUtf16: boolean;
  readonly xml: string;
  readonly root: Root;
}

/**
 * A Word file with our remarks in it: comments, and changes that are tracked. What an earlier run put in goes first; all else keeps its
 * bytes. Throws for a broken archive.
 */
export function annotateWord(file: Uint8Array, remarks: readonly Remark[], by: Annotator): Uint8Array {
  const unzip = openZip(file);
  const read = (name: string): Part | null => {
    const bytes = unzip(name);
    if (bytes === null) return null;
    const isUtf16 = bytes[0] === 0xff;
    const decoder = new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true, ignoreBOM: true });
    const before = decoder.decode(bytes);
    return { name, before, isUtf16, xml: before, root: tagsOfFile(before) };
  };
  const own = commentsIn(read(commentsPart(read(RELATIONS)) ?? COMMENTS));
  const ours = new Set(own.tags.filter(isOurs).map(({ attribs }) => attribs['w:id'] ?? ''));
  const texts = TEXTS.flatMap((name) => {
    const part = read(`word/${name}.xml`);
    return part === null ? [] : [[name, withoutOurs(part, ours)] as const];
  });
  const comments = own.part && edited(own.part, own.tags.filter(isOurs).map(cut));
  const parts = comments === null ? texts.map(([, part]) => part) : [...texts.map(([, part]) => part), comments];
  const sheets = new Sheets(new Map(texts), marksBy(by, new Set(parts.flatMap(idsIn))), by);
  for (const remark of remarks) sheets.put(remark);
  const written = [...sheets.written, ...withComments(comments, sheets, read)];
  return replaceInZip(file, new Map(written.filter(isChanged).map((part) => [part.name, bytesOf(part)])));
}

/** True for a report with our remarks that nobody saved since: a word processor writes all parts anew. */
export function isUntouched(file: Uint8Array, report: Uint8Array): boolean {
  const [annotated, before] = [openZip(file), openZip(report)];
  const written = new Set([...TEXTS.map((name) => `word/${name}.xml`), COMMENTS, TYPES, RELATIONS]);
  const sameBytes = (a: Uint8Array | null, b: Uint8Array | null): boolean =>
    a !== null && b !== null && Buffer.compare(a, b) === 0;
  return before.names.every((name) => written.has(name) || sameBytes(annotated(name), before(name)));
}

const isChanged = ({ before, xml }: Part): boolean => xml !== before;
const bytesOf = ({ xml, isUtf16 }: Part): Uint8Array => Buffer.from(xml, isUtf16 ? 'utf16le' : 'utf8');

const isOurs = ({ attribs }: Tag): boolean => attribs['w:author'] === ANNOTATOR;
const cut = (tag: Tag): Splice => ({ start: startOf(tag), end: endOf(tag), text: '' });

function edited(part: Part, splices: readonly Splice[]): Part {
  if (splices.length === 0) return part;
  const xml = spliced(part.xml, splices);
  return { ...part, xml, root: tagsOfFile(xml) };
}

function commentsPart(relations: Part | null): string | null {
  const known = tagsNamed(relations?.root ?? null, 'Relationship').find(({ attribs }) =>
    [COMMENTS_RELATION, STRICT_RELATION].includes(attribs.Type ?? ''),
  );
  const target = known?.attribs.Target;
  return target === undefined ? null : target.startsWith('/') ? target.slice(1) : `word/${target}`;
}

const commentsIn = (part: Part | null) => ({ part, tags: tagsNamed(part?.root ?? null, 'w:comment') });

/** A part without the comments of these ids and the changes that we proposed: what we would have deleted stands again. */
function withoutOurs(part: Part, ids: ReadonlySet<string>): Part {
  const isMark = ({ name, attribs }: Tag): boolean =>
    /^w:comment(?:RangeStart|RangeEnd|Reference)$/u.test(name) && ids.has(attribs['w:id'] ?? '');
  const splices: Splice[] = [];
  const visit = (tag: Tag): void => {
    const inner = tagsIn(tag).filter(({ name }) => name !== 'w:rPr');
    if (isMark(tag) || (tag.name === 'w:r' && inner.length > 0 && inner.every(isMark))) splices.push(cut(tag));
    else if (isProposed(tag) && tag.name === 'w:ins') splices.push(cut(tag));
    else {
      if (isProposed(tag)) splices.push(...unwrapped(tag));
      inner.forEach(visit);
    }
  };
  tagsIn(part.root).forEach(visit);
  return edited(part, splices);
}

function unwrapped(deletion: Tag): readonly Splice[] {
  const filled = tagsNamed(deletion, 'w:delText').filter(({ children }) => children.length > 0);
  const words = filled.flatMap((tag) => {
    const [start, end] = [startOf(tag) + '<'.length, endOf(tag) - 'w:delText>'.length];
    return [start, end].map((at) => ({ start: at, end: at + 'w:delText'.length, text: 'w:t' }));
  });
  return [
    { start: startOf(deletion), end: innerStart(deletion), text: '' },
    ...words,
    { start: innerEnd(deletion), end: endOf(deletion), text: '' },
  ];
}

const idsIn = ({ xml }: Part): readonly string[] => [...xml.matchAll(/\bw:id="(\d+)"/gu)].map(([, id]) => id as string);

interface Numbered extends Marks {
  readonly id: () => number;
}

/** Marks of ours with ids that nobody has taken. */
function marksBy({ name, date }: Annotator, taken: ReadonlySet<string>): Numbered {
  let last = 0;
  const id = (): number => {
    do last++;
    while (taken.has(`${last}`));
    return last;
  };
  const as = (tag: string) => (runs: string) =>
    `<w:${tag} w:id="${id()}" w:author="${escaped(name)}" w:date="${date}">${runs}</w:${tag}>`;
  return { id, ins: as('ins'), del: as('del') };
}

/** Words in a paragraph of a part. */
interface Found {
  readonly part: TextPart;
  readonly tag: Tag;
  readonly stretch: WordStretch;
}

const NOTES = { footnote: 'footnotes', endnote: 'endnotes' } as const;
const NOTE_MARK = /^w:(footnote|endnote)Reference$/u;

/** The nearest tag of that name around one; null for none. */
function around(tag: Tag, name: RegExp): Tag | null {
  let at = parentOf(tag);
  while (at !== null && !name.test(at.name)) at = parentOf(at);
  return at;
}

const boxAround = (tag: Tag): Tag | null => around(tag, /^w:txbxContent$/u);

/** The parts of a file that hold text, while remarks are put in. */
class Sheets {
  readonly comments: string[] = [];
  readonly #tags: ReadonlyMap<TextPart, readonly Tag[]>;
  readonly #paragraphs = new Map<Tag, WordParagraph>();

  constructor(
    private readonly parts: ReadonlyMap<TextPart, Part>,
    private readonly marks: Numbered,
    private readonly by: Annotator,
  ) {
    this.#tags = new Map([...parts].map(([name, { root }]) => [name, tagsNamed(root, 'w:p')]));
  }

  put({ place, cited, comment, change }: Remark): void {
    const [, name = 'document', index] = /^(\w+):(\d+)$/u.exec(place.from ?? '') ?? [];
    const part = name as TextPart;
    const tag = this.#tags.get(part)?.[Number(index)] ?? this.#firstWithText;
    const words = change?.before ?? cited;
    if (tag === undefined) return;
    const found = words === null ? null : this.#find(part, tag, words);
    if (found !== null && change !== null && boxAround(found.tag) === null)
      this.#in(found.part, found.tag).change(found.stretch, change.after);
    if (comment === null) return;
    const anchor = this.#anchor(found ?? { part, tag, stretch: null });
    const id = this.marks.id();
    const reference = `<w:r><w:commentReference w:id="${id}"/></w:r>`;
    if (anchor === null) return;
    const { paragraph, stretch } = anchor;
    paragraph.surround(stretch, `<w:commentRangeStart w:id="${id}"/>`, `<w:commentRangeEnd w:id="${id}"/>${reference}`);
    this.comments.push(commentXml(id, comment, this.by));
  }

  get written(): readonly Part[] {
    return [...this.parts].map(([name, part]) => {
      const own = (this.#tags.get(name) ?? []).flatMap((tag) => this.#paragraphs.get(tag)?.splices ?? []);
      return { ...part, xml: spliced(part.xml, own) };
    });
  }

  /** The namespace of the file's own tags: that of ECMA-376, or of its strict form. */
  get space(): string {
    const [root] = tagsNamed(this.parts.get('document')?.root ?? null, 'w:document');
    return root?.attribs['xmlns:w'] ?? 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  }

  get #firstWithText(): Tag | undefined {
    return this.#tags.get('document')?.find((tag) => this.#in('document', tag).hasText);
  }

  #in(part: TextPart, tag: Tag): WordParagraph {
    const { xml, root } = this.parts.get(part) as Part;
    const known = this.#paragraphs.get(tag);
    const paragraph = known ?? new WordParagraph(xml, tag, fieldsOpenAt(root, startOf(tag)), this.marks);
    this.#paragraphs.set(tag, paragraph);
    return paragraph;
  }

  /** Looks for words in a paragraph, and in the notes of which the marks stand in it. */
  #find(part: TextPart, tag: Tag, words: string): Found | null {
    const own = this.#in(part, tag).find(words);
    if (own !== null) return { part, tag, stretch: own };
    for (const { kind, id } of marksIn(tag)) {
      const notes = this.parts.get(NOTES[kind]);
      const note = tagsNamed(notes?.root ?? null, `w:${kind}`).find(({ attribs }) => attribs['w:id'] === id);
      for (const inner of tagsNamed(note ?? null, 'w:p')) {
        const stretch = this.#in(NOTES[kind], inner).find(words);
        if (stretch !== null) return { part: NOTES[kind], tag: inner, stretch };
      }
    }
    return null;
  }

  /** Where a comment may stand: for a note its mark, for a text box the paragraph that holds it (ECMA-376 part 1, 17.13.4). */
  #anchor({ part, tag, stretch }: Omit<Found, 'stretch'> & { readonly stretch: WordStretch | null }) {
    let at: Tag | null = tag;
    let here = stretch;
    if (part !== 'document') {
      const note = around(tag, /^w:(?:foot|end)note$/u);
      const [kind, id] = [note?.name.slice('w:'.length) ?? '', note?.attribs['w:id'] ?? ''];
      at = this.#tags.get('document')?.find((one) => this.#in('document', one).markOf(kind, id) !== null) ?? null;
      here = at && this.#in('document', at).markOf(kind, id);
    }
    for (let box = at && boxAround(at); box !== null; box = at && boxAround(at)) {
      at = around(box, /^w:p$/u);
      here = null;
    }
    const paragraph = at && this.#in('document', at);
    const whole = here ?? paragraph?.all ?? null;
    return paragraph === null || whole === null ? null : { paragraph, stretch: whole };
  }
}

function marksIn(paragraph: Tag) {
  const marks: { readonly kind: keyof typeof NOTES; readonly id: string | undefined }[] = [];
  walkTags(paragraph, {
    enter: ({ name, attribs }) => {
      const kind = NOTE_MARK.exec(name)?.[1] as keyof typeof NOTES | undefined;
      if (kind !== undefined) marks.push({ kind, id: attribs['w:id'] });
      return true;
    },
  });
  return marks;
}

/** Characters that XML 1.0 does not allow. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is dropped
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;
/** Scripts that are written from right to left, and no other before them in the line. */
const MIRRORED = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u;

function commentXml(id: number, lines: readonly string[], { name, date }: Annotator): string {
  const paragraphs = lines.map((line, i) => {
    const [pPr, rPr] = MIRRORED.test(line) ? ['<w:pPr><w:bidi/></w:pPr>', '<w:rPr><w:rtl/></w:rPr>'] : ['', ''];
    const mark = i === 0 ? '<w:r><w:annotationRef/></w:r>' : '';
    const text = escaped(line.toWellFormed().replace(UNPRINTABLE, ''));
    return `<w:p>${pPr}${mark}<w:r>${rPr}<w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
  });
  const by = `w:author="${escaped(name)}" w:date="${date}" w:initials="${INITIALS}"`;
  return `<w:comment w:id="${id}" ${by}>${paragraphs.join('')}</w:comment>`;
}

/** Our initials, which Word shows beside a comment. */
const INITIALS = 'cw';

/** The part of comments with ours in it; where it is new, also what names it. */
function withComments(
  comments: Part | null,
  { comments: own, space }: Sheets,
  read: (name: string) => Part | null,
): readonly Part[] {
  if (own.length === 0) return comments === null ? [] : [comments];
  const of = `xmlns:w="${escaped(space)}"`;
  const known = comments ?? newPart(COMMENTS, `<w:comments ${of}></w:comments>`);
  const extended = appended(known, own.join(''));
  if (comments !== null) return [extended];
  const type = `<Override PartName="/${COMMENTS}" ContentType="${COMMENTS_TYPE}"/>`;
  const types = read(TYPES);
  const relations = read(RELATIONS) ?? newPart(RELATIONS, `<Relationships xmlns="${RELATIONSHIPS}"></Relationships>`);
  const taken = new Set(tagsNamed(relations.root, 'Relationship').map(({ attribs }) => attribs.Id));
  let n = 1;
  while (taken.has(`rId${n}`)) n++;
  const kind = space.startsWith('http://purl.oclc.org/') ? STRICT_RELATION : COMMENTS_RELATION;
  const relation = `<Relationship Id="rId${n}" Type="${kind}" Target="comments.xml"/>`;
  return [extended, ...(types === null ? [] : [appended(types, type)]), appended(relations, relation)];
}

/** The namespace of a package's relationships (ECMA-376 part 2, 8.5.3). */
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';

function newPart(name: string, content: string): Part {
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${content}`;
  return { name, before: '', isUtf16: false, xml, root: tagsOfFile(xml) };
}

/** A part with something behind all that its root contains. */
function appended(part: Part, content: string): Part {
  const root = tagsIn(part.root)[0] as Tag;
  const close = `</${root.name}>`;
  const isEmpty = part.xml.slice(0, endOf(root)).endsWith('/>');
  const [start, end] = isEmpty ? [endOf(root) - '/>'.length, endOf(root)] : [endOf(root) - close.length, endOf(root)];
  return { ...part, xml: spliced(part.xml, [{ start, end, text: `${isEmpty ? '>' : ''}${content}${close}` }]) };
}
