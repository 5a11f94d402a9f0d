import { ANNOTATOR } from '../../model/manuscript.js';
import { partRelated, relationsOf } from '../../reading/zip.js';
import { type Manuscript, type Unreadable, unreadable } from '../manuscript.js';
import { readHtmlReport } from './html.js';
import {
  parentOf,
  propertiesTitle,
  type Root,
  type Tag,
  tagsIn,
  tagsNamed,
  tagsOfFile,
  walkTags,
  wordsIn,
} from './tags.js';
import {
  escaped,
  type Field,
  inside,
  type ListPlace,
  linkTags,
  listNumbers,
  printed,
  propertyOf,
  styled,
  stylesOf,
  tagsOf,
  tagsOfControl,
  type WordStyle,
} from './word-styles.js';

/** Unpacks one file of an archive; null when it is missing. Throws for a broken archive. */
export type FileOfArchive = (name: string) => Uint8Array | null;

type NoteKind = 'footnote' | 'endnote';
/** How Word numbers notes, where a document does not say (ECMA-376 part 1, 17.11.17). */
const NOTE_FORMAT = { footnote: 'decimal', endnote: 'lowerRoman' } as const;

/** Reads a report in Word's form of 2007 and later (DOCX). The title is that of its properties. Throws for a broken archive. */
export function readWord(file: FileOfArchive): Manuscript | Unreadable {
  const part = (name: string): Root | null => {
    const bytes = file(name);
    return (
      bytes && tagsOfFile(new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-8').decode(bytes))
    );
  };
  const nameOf = partNames(part);
  const document = part(nameOf('document'));
  if (!document || !find(document, 'w:body')) return unreadable('broken');
  const labels = noteLabels(document, part(nameOf('settings')));
  const shared = {
    styleOf: stylesOf(part(nameOf('styles'))),
    numberOf: listNumbers(part(nameOf('numbering'))),
    labelOf: labels.of,
  };
  const contextOf = (kind: PartKind, root: Root | null): WordContext => ({
    ...shared,
    addressOf: addresses(part(relationsOf(nameOf(kind)))),
    places: new Map(tagsNamed(root, 'w:p').map((tag, i) => [tag, `${kind}:${i}`])),
  });
  const text = new WordBody(contextOf('document', document)).html(document);
  const notes = (['footnote', 'endnote'] as const).map((kind) => {
    const root = part(nameOf(`${kind}s`));
    return notesHtml(kind, root, contextOf(`${kind}s`, root), labels.printed);
  });
  const manuscript = readHtmlReport(text + notes.join(''));
  if (manuscript.paragraphs.length === 0) return unreadable('empty');
  return { ...manuscript, title: propertiesTitle(part('docProps/core.xml')) };
}

const find = (root: Root | null, name: string): Tag | null => tagsNamed(root, name)[0] ?? null;

const relations = (root: Root | null): readonly Tag[] => {
  const tag = find(root, 'Relationships');
  return tag ? tagsIn(tag) : [];
};

/** The parts of a Word file, by the kinds of their relationships (ECMA-376 part 1, 11.3); `document` is the text. */
type PartKind =
  | 'document'
  | 'footnotes'
  | 'endnotes'
  | 'comments'
  | 'styles'
  | 'numbering'
  | 'settings';

/** What a file calls its parts. */
export function partNames(part: (name: string) => Root | null): (kind: PartKind) => string {
  const targetIn = (of: string, kind: string, usual: string): string => {
    const known = relations(part(relationsOf(of))).map(({ attribs }) => attribs);
    return partRelated(known, of, kind, usual);
  };
  const main = targetIn('', 'officeDocument', 'word/document.xml');
  return (kind) => (kind === 'document' ? main : targetIn(main, kind, `${kind}.xml`));
}

/** What the relationships of a part lead to outside of the file. */
export function addresses(root: Root | null): WordContext['addressOf'] {
  const links = relations(root).filter(({ attribs }) => attribs.TargetMode === 'External');
  const byId = new Map(links.map(({ attribs }) => [attribs.Id, attribs.Target]));
  return (id) => byId.get(id);
}

function noteLabels(document: Root, settings: Root | null) {
  const printedNotes = new Map<string, string>();
  const counts = { footnote: 0, endnote: 0 };
  const formatOf = (kind: NoteKind) => {
    for (const root of [document, settings]) {
      const properties = find(root, `w:${kind}Pr`);
      const format = properties && tagsIn(properties).find(({ name }) => name === 'w:numFmt');
      if (format?.attribs['w:val']) return format.attribs['w:val'];
    }
    return NOTE_FORMAT[kind];
  };
  const formats = { footnote: formatOf('footnote'), endnote: formatOf('endnote') };
  const of = (kind: NoteKind, id: string, own: string): string => {
    const key = `${kind}-${id}`;
    const label = printedNotes.get(key) ?? (own || printed(++counts[kind], formats[kind]));
    printedNotes.set(key, label);
    return label;
  };
  return { of, printed: printedNotes };
}

/** The notes that have a mark in the text; separators and notes without one are not printed. */
function notesHtml(
  kind: NoteKind,
  root: Root | null,
  context: WordContext,
  marked: ReadonlyMap<string, string>,
): string {
  const notes = find(root, `w:${kind}s`);
  if (!notes) return '';
  return tagsIn(notes)
    .map((note) => ({ note, id: `${kind}-${note.attribs['w:id']}` }))
    .filter(({ id }) => marked.has(id))
    .map(({ note, id }) => `<div id="${escaped(id)}">${new WordBody(context).html(note)}</div>`)
    .join('');
}

interface WordContext {
  readonly styleOf: (id: string | undefined) => WordStyle;
  readonly numberOf: (place: ListPlace) => string;
  readonly addressOf: (id: string) => string | undefined;
  /** Where paragraphs come from ({@link FilePlace}). */
  readonly places: ReadonlyMap<Tag, string>;
  /** The mark of a note, printed for the first time or again. */
  readonly labelOf: (kind: NoteKind, id: string, own: string) => string;
}

/** What is not text: properties, what was deleted or moved away, what only a program reads. */
const UNREAD =
  /^(?:w:(?:pPr|rPr|sdtPr|tblPr|tcPr|trPr|sectPr|tblGrid|moveFrom|footnoteRef|endnoteRef|annotationRef|commentReference|ruby|drawingProperties)|wp:docPr)$/;

/** True for a change that we propose, and nobody has taken yet. */
export const isProposed = ({ name, attribs }: Tag): boolean =>
  (name === 'w:ins' || name === 'w:del') && attribs['w:author'] === ANNOTATOR;

const CELLS = { 'w:tr': 'tr', 'w:tc': 'td' } as const;

/** Twips from which a paragraph is set in: a centimetre, less than one press of Word's button in inches (720) or centimetres (708). */
const INSET = 567;

class WordBody {
  /** Open outputs: a text box is written apart, until its paragraph ends. */
  readonly #sheets: string[][] = [[]];
  readonly #paragraphs: {
    readonly close: string;
    readonly boxes: string[];
    readonly joined: boolean;
  }[] = [];
  readonly #fields: Field[] = [];
  readonly #controls: Tag[] = [];
  readonly #codes: Field[] = [];
  #ownMark: Tag | null = null;
  /** Of the run that is read. */
  #italic = false;
  /** Where a paragraph begins whose mark is deleted, so that it goes on in the next. */
  #joined: number | null = null;
  #page = 1;
  #rendered = false;

  constructor(private readonly context: WordContext) {}

  html(root: Root | Tag): string {
    this.#rendered = tagsNamed(root, 'w:lastRenderedPageBreak').length > 0;
    if (
      this.#rendered ||
      tagsNamed(root, 'w:br').some(({ attribs }) => attribs['w:type'] === 'page')
    )
      this.#put('<span data-page="1"></span>');
    walkTags(root, { enter: (tag) => this.#enter(tag), leave: (tag) => this.#leave(tag) });
    return this.#sheet.join('');
  }

  get #sheet(): string[] {
    return this.#sheets.at(-1) as string[];
  }

  #put(html: string): void {
    if (this.#codes.length === 0) this.#sheet.push(html);
  }

  #text(text: string): void {
    const reading = this.#codes.at(-1);
    if (reading) reading.code += text;
    else this.#put(this.#italic ? `<em>${escaped(text)}</em>` : escaped(text));
  }

  #enter(tag: Tag): boolean {
    if (UNREAD.test(tag.name)) return false;
    const rPr = inside(tag, 'w:rPr');
    switch (tag.name) {
      case 'w:ins':
        return !isProposed(tag);
      case 'w:del':
        return isProposed(tag);
      case 'mc:Fallback':
        return inside(parentOf(tag) ?? undefined, 'mc:Choice') === undefined;
      case 'w:p':
        return this.#openParagraph(tag);
      case 'w:r': {
        if (isRaised(tag)) this.#put('<sup>');
        const { hidden, italic } = styled(
          this.context.styleOf(propertyOf(rPr, 'w:rStyle')),
          undefined,
          rPr,
        );
        this.#italic = italic;
        return !hidden;
      }
      case 'w:txbxContent':
        this.#sheets.push([]);
        return true;
      case 'w:hyperlink':
        return this.#openField(linkTags(this.#linkOf(tag)));
      case 'w:fldSimple':
        return this.#openField(tagsOf({ code: tag.attribs['w:instr'] ?? '', data: '' }));
      case 'w:sdt':
        return this.#openControl(tag);
      case 'w:tr':
      case 'w:tc':
        this.#put(`<${CELLS[tag.name]}>`);
        return true;
      default:
        return this.#inRun(tag);
    }
  }

  #inRun(tag: Tag): boolean {
    switch (tag.name) {
      case 'w:t':
      case 'w:delText':
        if (tag.parent !== this.#ownMark) this.#text(wordsIn(tag));
        return false;
      case 'w:instrText':
      case 'w:delInstrText':
        this.#text(wordsIn(tag));
        return false;
      case 'w:fldChar':
        this.#fieldSign(tag);
        return false;
      case 'w:tab':
      case 'w:ptab':
      case 'w:noBreakHyphen':
        this.#text(tag.name === 'w:noBreakHyphen' ? '\u2011' : ' ');
        return false;
      case 'w:br':
      case 'w:cr':
        if (tag.attribs['w:type'] !== 'page') this.#put('<br>');
        else if (!this.#rendered) this.#turnPage();
        return false;
      case 'w:lastRenderedPageBreak':
        this.#turnPage();
        return false;
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        return this.#mark(tag.name === 'w:footnoteReference' ? 'footnote' : 'endnote', tag);
      default:
        return true;
    }
  }

  #leave(tag: Tag): void {
    const { name } = tag;
    if (name === 'w:p') this.#closeParagraph();
    if (name === 'w:r' && isRaised(tag)) this.#put('</sup>');
    if (name === 'w:tr' || name === 'w:tc') this.#put(`</${CELLS[name]}>`);
    if (this.#controls.at(-1) === tag) {
      this.#controls.pop();
      this.#closeField();
    }
    if (name === 'w:hyperlink' || name === 'w:fldSimple') this.#closeField();
    if (name === 'w:txbxContent')
      this.#paragraphs.at(-1)?.boxes.push((this.#sheets.pop() as string[]).join(''));
  }

  #openParagraph(tag: Tag): boolean {
    // A field whose text never begins is a damaged one: it may not swallow what follows.
    this.#codes.length = 0;
    const pPr = inside(tag, 'w:pPr');
    const mark = inside(pPr, 'w:rPr');
    const style = styled(this.context.styleOf(propertyOf(pPr, 'w:pStyle')), pPr, undefined);
    const joined = inside(mark, 'w:del') !== undefined && tagBehind(tag)?.name === 'w:p';
    const number = style.list && !joined ? this.context.numberOf(style.list) : '';
    if (style.hidden) return false;
    const { open, close } = paragraphTags(style, escaped(this.context.places.get(tag) ?? ''));
    // Paragraphs that are joined are as the last of them is set.
    const start = this.#joined ?? this.#sheet.length;
    this.#sheet[start] = open + (number && `${escaped(number)} `);
    this.#joined = joined ? start : null;
    for (const { tags } of this.#fields) if (tags?.again) this.#put(tags.open);
    this.#paragraphs.push({ close, boxes: [], joined });
    return true;
  }

  #closeParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (!paragraph) return;
    if (!paragraph.joined) {
      for (const { tags } of this.#fields) if (tags?.again) this.#put(tags.close);
      this.#put(paragraph.close);
    }
    for (const box of paragraph.boxes) this.#put(box);
  }

  #linkOf({ attribs }: Tag): string {
    const address = this.context.addressOf(attribs['r:id'] ?? '') ?? '';
    return attribs['w:anchor'] ? `${address}#${attribs['w:anchor']}` : address;
  }

  /** A content control of a reference manager is as good as a field. */
  #openControl(control: Tag): boolean {
    const tags = tagsOfControl(propertyOf(inside(control, 'w:sdtPr'), 'w:tag') ?? '');
    if (tags === null) return true;
    this.#controls.push(control);
    return this.#openField(tags);
  }

  #openField(tags: Field['tags']): boolean {
    this.#fields.push({ code: '', data: '', tags });
    if (tags) this.#put(tags.open);
    return true;
  }

  #closeField(): void {
    const { tags } = this.#fields.pop() ?? {};
    if (tags) this.#put(tags.close);
  }

  #fieldSign(tag: Tag): void {
    const data = inside(tag, 'w:fldData');
    switch (tag.attribs['w:fldCharType']) {
      case 'begin': {
        const field = { code: '', data: data ? wordsIn(data) : '', tags: null };
        this.#fields.push(field);
        this.#codes.push(field);
        return;
      }
      case 'separate': {
        const field = this.#codes.pop();
        if (field) field.tags = tagsOf(field);
        if (field?.tags) this.#put(field.tags.open);
        return;
      }
      default:
        if (this.#codes.length > 0 && this.#codes.at(-1) === this.#fields.at(-1)) this.#codes.pop();
        this.#closeField();
    }
  }

  #turnPage(): void {
    this.#put(`<span data-page="${++this.#page}"></span>`);
  }

  #mark(kind: NoteKind, tag: Tag): boolean {
    const id = tag.attribs['w:id'] ?? '';
    const run = parentOf(tag);
    const own =
      /^(?:1|true|on)$/.test(tag.attribs['w:customMarkFollows'] ?? '') && run
        ? wordsIn(run).trim()
        : '';
    if (own) this.#ownMark = run;
    const label = this.context.labelOf(kind, id, own);
    this.#put(`<sup><a href="#${kind}-${id}" role="doc-noteref">${escaped(label)}</a></sup>`);
    return false;
  }
}

/** The tag that follows one, marks of changes and of places aside. */
function tagBehind({ next }: Tag): Tag | null {
  let at = next;
  while (at !== null && !('attribs' in at && /^w:(?:p|tbl|sdt|sectPr)$/.test(at.name)))
    at = at.next;
  return at as Tag | null;
}

const isRaised = (run: Tag): boolean =>
  propertyOf(inside(run, 'w:rPr'), 'w:vertAlign') === 'superscript';

function paragraphTags({ heading, list, quotation, indent }: WordStyle, from: string) {
  const name = heading ? `h${Math.min(6, heading)}` : list?.list && list.list !== '0' ? 'li' : 'p';
  const tags = { open: `<${name} data-from="${from}">`, close: `</${name}>` };
  const isSetIn = name === 'p' && (quotation || (indent ?? 0) >= INSET);
  return isSetIn ? { open: `<blockquote>${tags.open}`, close: `${tags.close}</blockquote>` } : tags;
}
