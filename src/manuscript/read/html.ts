import { decodePart, parseAddress, redirectTarget } from '../../model/address.js';
import type { FilePlace } from '../../model/manuscript.js';
import { groupBy } from '../import/same-source.js';
import type { Manuscript, Note, ReportParagraph, TableCell, TextRun } from '../manuscript.js';
import { type CslItem, cslItemOf } from '../reference.js';
import {
  htmlTags,
  parentOf,
  type Root,
  type Tag,
  tagsIn,
  tagsNamed,
  walkTags,
  wordsIn,
} from './tags.js';

const BLOCKS =
  /^(?:address|article|aside|blockquote|body|center|d[dlt]|details|div|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|html|li|main|nav|ol|p|pre|section|summary|table|tbody|t[dhr]|tfoot|thead|ul)$/;
const UNSEEN =
  /^(?:audio|canvas|datalist|head|iframe|math|noscript|object|script|select|style|svg|template|textarea|title|video)$/;
const HIDDEN = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/i;
const INSET = /(?:^|;)\s*margin-left\s*:\s*(\d{0,4}(?:\.\d{1,6})?)\s*(in|pt|cm|mm|px)/i;
/** An inch in each unit (CSS Values 4, 6.2). */
const INCH = { in: 1, pt: 72, cm: 2.54, mm: 25.4, px: 96 } as const;
/** Inches from which a paragraph is set in: a centimetre as LibreOffice rounds it, less than one press of a button. */
const INSET_INCHES = 0.39;
/** The classes that Word and LibreOffice give to paragraphs of their styles of quotations. */
const QUOTE_CLASS =
  /(?:^|\s)(?:Mso(?:Intense)?Quote|MsoBlockText|block-text|quotations)(?:-\w+)?(?:\s|$)/i;
const ITALIC = /font-style\s*:\s*italic/;
/** The role of a list of sources (DPUB-ARIA 1.1, `doc-bibliography`). */
const LIST_OF_SOURCES = 'doc-bibliography';
const PLAIN: Manner = {
  kind: 'text',
  level: 0,
  indented: false,
  listed: false,
  cell: null,
  href: null,
  italic: undefined,
  field: null,
  preformatted: false,
  from: undefined,
};

/** Reads the HTML of a report. Other readers hand on `data-csl` (JSON list of CSL items), `data-page` (a page begins) and `data-from` ({@link FilePlace}). */
export function readHtmlReport(html: string): Manuscript {
  const root = htmlTags(html);
  const found = findNotes(root);
  const pen = new Pen();
  writeOut(root, pen, found);
  const paragraphs = pen.take();
  const notes = [...found.notes].map(([id, { label, body }]): readonly [string, Note] => {
    writeOut(body, pen, found);
    return [id, { label, paragraphs: pen.take() }];
  });
  const hrefs = tagsNamed(root, 'a').flatMap(({ attribs }) => addressOf(attribs.href) ?? []);
  const around = hrefs.filter((href) => !pen.addresses.has(href));
  return {
    title: titleOf(root),
    paragraphs,
    notes: Object.fromEntries(notes),
    around: [...new Set(around)],
  };
}

/** What stands around a page’s text (HTML-AAM 1.0): a footer within one of its parts is that part’s. */
const AROUND_ROLE = /^(?:navigation|banner|contentinfo|search)$/;
const isAround = (tag: Tag): boolean =>
  tag.name === 'nav' ||
  AROUND_ROLE.test(tag.attribs.role ?? '') ||
  (tag.name === 'footer' && /^(?:body|html|div)?$/.test(parentOf(tag)?.name ?? ''));

/** A picture has a title as well. */
function titleOf(root: Root): string | null {
  const own = tagsNamed(root, 'title').filter((tag) =>
    /^(?:html|head|body)?$/.test(parentOf(tag)?.name ?? ''),
  );
  return (
    own.map((tag) => wordsIn(tag).replace(/\s+/g, ' ').trim()).find((words) => words !== '') ?? null
  );
}

/** Writes out what is inside a tag, without the notes in it. */
function writeOut(root: Root | Tag, pen: Pen, { marks, bodies, backLinks }: NoteMarks): void {
  const manners: Manner[] = ['name' in root ? mannerOf(root, PLAIN) : PLAIN];
  const here = () => manners.at(-1) as Manner;
  const numbers = new Map<Tag, number>();
  const cells = new Cells();
  let number = '';
  let depth = 0;
  walkTags(root, {
    enter: (tag) => {
      const note = marks.get(tag);
      if (note !== undefined) pen.mark(note, here());
      const raised =
        tag.name === 'sup' && note === undefined
          ? (RAISED.exec(wordsIn(tag, MOST_TAGS))?.[1] ?? '')
          : '';
      if (raised !== '' && tagsNamed(tag, 'a').length === 0) {
        pen.raise(raised, here());
        return false;
      }
      if (
        note !== undefined ||
        bodies.has(tag) ||
        backLinks.has(tag) ||
        isUnseen(tag) ||
        isAround(tag)
      )
        return false;
      if (BLOCKS.test(tag.name)) pen.end(here());
      if (tag.name === 'br') pen.breakLine(here());
      if (tag.name === 'q') pen.write(`${MARKS[depth++ % 2]?.[0]}`, here());
      pen.page = Number(tag.attribs['data-page']) || pen.page;
      manners.push({ ...mannerOf(tag, here()), cell: cells.enter(tag, here().cell) });
      if (tag.name === 'li')
        number = parentOf(tag)?.name === 'ol' ? `${numberOf(tag, numbers)}. ` : '';
      return true;
    },
    leave: (tag) => {
      if (tag.name === 'q') pen.write(`${MARKS[--depth % 2]?.[1]}`, here());
      if (BLOCKS.test(tag.name)) pen.end(here());
      manners.pop();
    },
    text: (data) => {
      if (number !== '' && data.trim() !== '') {
        pen.write(number, here());
        number = '';
      }
      pen.write(data, here());
    },
  });
  pen.end(here());
}

/** Raised numbers, as journals mark the entries of their lists, with a page: `2(p4),6`. */
const RAISED =
  /^\s*[[(]?(\d{1,3}(?:\([^()]{1,12}\))?(?:\s?[,–-]\s?\d{1,3}(?:\([^()]{1,12}\))?)*)[\])]?\s*$/;

/** What a browser prints around a quotation, and around one in it (HTML, "The q element"). */
const MARKS = ['“”', '‘’'];

class Cells {
  #rows = 0;
  #cells = 0;

  /** The cell in which the content of a tag stands. */
  enter(tag: Tag, around: TableCell | null): TableCell | null {
    if (tag.name === 'tr')
      return tagsIn(tag).filter(isCell).length > 1 ? { row: ++this.#rows, number: 0 } : null;
    return around !== null && isCell(tag) ? { ...around, number: ++this.#cells } : around;
  }
}

const isCell = ({ name }: Tag): boolean => name === 'td' || name === 'th';

/** The number that a browser prints before an item of a numbered list. `numbers`: the last one of each list. */
function numberOf(item: Tag, numbers: Map<Tag, number>): number {
  const list = parentOf(item) as Tag;
  const before = numbers.get(list) ?? Number.parseInt(list.attribs.start ?? '1', 10) - 1;
  const number = Number.parseInt(item.attribs.value ?? '', 10) || before + 1;
  numbers.set(list, number);
  return number;
}

const isUnseen = ({ name, attribs }: Tag): boolean =>
  UNSEEN.test(name) || 'hidden' in attribs || HIDDEN.test(attribs.style ?? '');

function mannerOf(tag: Tag, around: Manner): Manner {
  const manner = {
    ...around,
    field: tag.attribs['data-csl'] ? fieldOf(tag.attribs['data-csl']) : around.field,
    listed: around.listed || tag.attribs.role === LIST_OF_SOURCES,
    from: tag.attribs['data-from'] ?? around.from,
  };
  const { name, attribs } = tag;
  if (/^h[1-6]$/.test(name)) return { ...manner, kind: 'heading', level: Number(name[1]) };
  if (name === 'li' || name === 'dd' || name === 'dt') return { ...manner, kind: 'item', level: 0 };
  if (name === 'pre') return { ...manner, preformatted: true };
  if (name === 'a') return { ...manner, href: addressOf(attribs.href) };
  if (/^(?:em|i|cite)$/.test(name) || ITALIC.test(attribs.style ?? ''))
    return { ...manner, italic: true };
  const isSetIn = name === 'blockquote' || ((name === 'p' || name === 'div') && isInset(attribs));
  return isSetIn ? { ...manner, indented: true } : manner;
}

// Word writes its lists as paragraphs that are set in, with the bullet hanging out.
function isInset({ style = '', class: classes = '' }: Tag['attribs']): boolean {
  if (QUOTE_CLASS.test(classes)) return true;
  const [, length, unit] = INSET.exec(style) ?? [];
  if (!length || !unit || /text-indent\s*:\s*-/.test(style)) return false;
  return Number(length) / INCH[unit.toLowerCase() as keyof typeof INCH] >= INSET_INCHES;
}

function addressOf(href: string | undefined): string | null {
  const address = href?.trim() ?? '';
  return /^https?:/i.test(address) && parseAddress(address) ? redirectTarget(address) : null;
}

function fieldOf(json: string): Manner['field'] {
  try {
    const items: unknown = JSON.parse(json);
    if (!Array.isArray(items)) return null;
    return { items: items.map(cslItemOf).filter((item) => item !== null), written: false };
  } catch {
    return null;
  }
}

/** What a citation field of a reference manager holds; its text is cited once, however many runs it is cut into. */
interface CitationField {
  readonly items: readonly CslItem[];
  written: boolean;
}

interface Manner extends Pick<ReportParagraph, 'kind' | 'level' | 'indented' | 'listed' | 'cell'> {
  readonly from: FilePlace['from'];
  readonly href: string | null;
  readonly italic: true | undefined;
  readonly field: CitationField | null;
  /** True where line ends of the file are the author's. */
  readonly preformatted: boolean;
}

interface Draft extends TextRun {
  text: string;
  raised?: TextRun['raised'];
  readonly notes: string[];
  readonly field: CitationField | null;
}

// Soft hyphens, zero-width spaces and joiners of words, byte order marks, bidirectional controls.
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const SPACES = /[ \t\r\n\f]+/g;

class Pen {
  page: number | null = null;
  /** All that was written as a link. */
  readonly addresses = new Set<string>();
  #count = 0;
  #written: ReportParagraph[] = [];
  #runs: Draft[] = [];
  #place: FilePlace | null = null;
  #gap: { readonly space: string; readonly manner: Manner } | null = null;
  #started = false;
  #listed = false;

  write(data: string, manner: Manner): void {
    const lines = manner.preformatted ? data.split('\n') : [data];
    for (const [i, line] of lines.entries()) {
      if (i > 0) this.breakLine(manner);
      const text = line.replace(INVISIBLE, '').replace(SPACES, ' ');
      if (text.startsWith(' ')) this.#leave(' ', manner);
      if (text.trim() !== '')
        this.#put(
          text.slice(text.startsWith(' ') ? 1 : 0, text.endsWith(' ') ? -1 : undefined),
          manner,
        );
      if (text.endsWith(' ')) this.#leave(' ', manner);
    }
  }

  breakLine(manner: Manner): void {
    this.#leave('\n', manner);
  }

  /** Leaves a gap, written once text follows; line breaks outweigh spaces. */
  #leave(space: string, manner: Manner): void {
    if (!this.#gap || this.#gap.space === ' ') this.#gap = { space, manner };
    else if (space === '\n') this.#gap = { space: `${this.#gap.space}\n`, manner };
  }

  #put(text: string, manner: Manner): void {
    if (this.#gap && this.#started) this.#runFor(this.#gap.manner).text += this.#gap.space;
    this.#gap = null;
    this.#started = true;
    this.#listed ||= manner.listed;
    this.#runFor(manner).text += text;
  }

  #runFor({ href, italic, field, from }: Manner): Draft {
    const last = this.#runs.at(-1);
    const isSame =
      last?.href === href && (href !== null || last.italic === italic) && last.field === field;
    if (isSame && last.notes.length === 0 && !last.raised) return last;
    const items = field && !field.written ? field.items : [];
    if (field) field.written = true;
    this.#place ??= {
      page: this.page,
      paragraph: this.#count + 1,
      ...(from === undefined ? {} : { from }),
    };
    if (href !== null) this.addresses.add(href);
    const run: Draft = { text: '', href, italic, notes: [], items, field };
    this.#runs.push(run);
    return run;
  }

  mark(note: string, manner: Manner): void {
    (this.#runs.at(-1) ?? this.#runFor(manner)).notes.push(note);
  }

  raise(numbers: string, manner: Manner): void {
    const run = this.#runs.at(-1) ?? this.#runFor(manner);
    const text = `${run.raised?.text ?? ''}${this.#gap?.space ?? ''}${numbers}`;
    run.raised = { numbers: `${run.raised ? `${run.raised.numbers},` : ''}${numbers}`, text };
    this.#started = true;
  }

  end({ kind, level, indented, cell }: Manner): void {
    if (this.#place) {
      const runs = this.#runs.map(({ field, ...run }): TextRun => run);
      this.#written.push({
        kind,
        level,
        indented,
        listed: this.#listed,
        cell,
        runs,
        place: this.#place,
      });
      this.#count++;
    }
    this.#runs = [];
    this.#gap = null;
    this.#started = false;
    this.#listed = false;
    this.#place = null;
  }

  take(): readonly ReportParagraph[] {
    const written = this.#written;
    this.#written = [];
    return written;
  }
}

interface NoteMarks {
  /** Links that are marks, each with the id of its note. */
  readonly marks: ReadonlyMap<Tag, string>;
  /** By their ids, in the order of their first marks. */
  readonly notes: ReadonlyMap<string, { readonly label: string; readonly body: Tag }>;
  /** What stands outside the running text: the notes, and the links from them back to their marks. */
  readonly bodies: ReadonlySet<Tag>;
  readonly backLinks: ReadonlySet<Tag>;
}

/** The printed form of a mark where nothing but its shape says that it is one: `[12]`, `iv`, `*`. */
const SHAPE = /^\s*(?:[[(]\s*)?(\d{1,5}|[ivxlcdm]{1,7}|[a-z]|[*†‡§¶#]{1,5})\s*(?:[\])]\s*)?$/i;
/** What a link says that it is (DPUB-ARIA 1.1, EPUB 3, kramdown's `rel`, GitHub): a mark, or the way back from its note. */
const DECLARED_MARK = /(?:^|\s)(?:doc-noteref|noteref|footnote)(?:\s|$)/i;
const DECLARED_BACK = /(?:^|\s)(?:doc-backlink|\S*(?:sym|back|reverse)\S*)(?:\s|$)/i;
/** What a note, or the list around it, says that it is. */
const DECLARED_NOTE = /(?:^|\s)(?:doc-(?:foot|end)notes?|(?:foot|end|rear)notes?)(?:\s|$)/i;
/** The block that Word (`ftn1`, `edn1`) and LibreOffice (`sdfootnote1`) put around all paragraphs of a note. */
const NOTE_BLOCK = /^(?:ftn|edn|sd(?:foot|end)note)\d+$/;
const BLOCK = new Set(['li', 'p', 'div', 'aside', 'section', 'td', 'dd', 'tr', 'blockquote']);
/** Tags between the anchor of a note and the paragraph that it stands in, at most. */
const CLIMB = 8;

/** Tags inside a mark, at most: Word writes some spans. */
const MOST_TAGS = 20;

/** Finds notes by what links point at and what points back; by a mark's shape only where the file says neither. */
function findNotes(root: Root): NoteMarks {
  const { links, ids, declared } = survey(root);
  const pointing = groupBy(links, (link) => ids.get(targetOf(link)) ?? null);
  const marks = new Map<Tag, string>();
  const notes = new Map<string, { label: string; body: Tag }>();
  const marked = new Set<string>();
  for (const link of links) {
    const id = targetOf(link);
    const target = ids.get(id);
    const body = target === undefined ? null : bodyOf(target);
    if (marked.has(id) || isBack(link) || (body !== null && contains(body, link))) continue;
    const words = wordsIn(link, MOST_TAGS);
    const shape = SHAPE.exec(words)?.[1];
    const leads = body !== null && (isNote(body) || leadsBack(body, link, links, pointing));
    if (!leads && !isMark(link) && (body === null || shape === undefined || !isRaised(link)))
      continue;
    marks.set(link, id);
    // In other digits a note goes by its place.
    if (body !== null && !notes.has(id))
      notes.set(id, { label: shape ?? /\d+/.exec(words)?.[0] ?? `${notes.size + 1}`, body });
    for (const own of idsOf(link)) marked.add(own);
  }
  // What is declared a note and has no mark is no part of the text either.
  for (const [id, body] of declared) if (!notes.has(id)) notes.set(id, { label: '', body });
  const backLinks = links.filter((link) => !marks.has(link) && marked.has(targetOf(link)));
  const bodies = new Set([...notes.values()].map(({ body }) => body));
  return { marks, notes, backLinks: new Set(backLinks), bodies };
}

const isBack = ({ attribs }: Tag): boolean =>
  DECLARED_BACK.test(`${attribs.role} ${attribs.class}`);
const isMark = ({ attribs }: Tag): boolean =>
  'data-footnote-ref' in attribs ||
  DECLARED_MARK.test(`${attribs.role} ${attribs.rel} ${attribs['epub:type']}`);

function survey(root: Root) {
  const links: Tag[] = [];
  const ids = new Map<string, Tag>();
  const declared = new Map<string, Tag>();
  walkTags(root, {
    enter: (tag) => {
      for (const id of [tag.attribs.id, tag.attribs.name]) if (id && !ids.has(id)) ids.set(id, tag);
      if (tag.name === 'a' && tag.attribs.href?.startsWith('#')) links.push(tag);
      if (tag.attribs.id && /^doc-(?:foot|end)note$/.test(tag.attribs.role ?? ''))
        declared.set(tag.attribs.id, tag);
      return true;
    },
  });
  return { links, ids, declared };
}

function contains(outer: Tag, inner: Tag): boolean {
  let at: Tag | null = inner;
  while (at !== null && at !== outer) at = parentOf(at);
  return at !== null;
}

const targetOf = (link: Tag): string => decodePart((link.attribs.href ?? '').slice(1));

/** True for a note from which a later link leads back to the mark, or to what is around the mark and no other link. A chapter is none. */
function leadsBack(
  body: Tag,
  mark: Tag,
  links: readonly Tag[],
  pointing: ReadonlyMap<Tag, readonly Tag[]>,
): boolean {
  if (tagsIn(body).some(({ name }) => /^h[1-6]$/.test(name))) return false;
  for (let at: Tag | null = mark, isOwn = true; at !== null && isOwn; at = parentOf(at)) {
    isOwn = !BLOCK.has(at.name);
    const back = (pointing.get(at) ?? []).some(
      (one) => contains(body, one) && links.indexOf(one) > links.indexOf(mark),
    );
    if (back && (isOwn || links.filter((one) => contains(at as Tag, one)).length === 1))
      return true;
  }
  return false;
}

function idsOf(link: Tag): readonly string[] {
  const { id, name } = link.attribs;
  const parent = parentOf(link);
  const around = parent?.name === 'sup' || parent?.name === 'span' ? parent.attribs.id : undefined;
  return [id, name, around].filter((found) => found !== undefined);
}

function isRaised(link: Tag): boolean {
  const parent = parentOf(link);
  return (
    parent?.name === 'sup' ||
    (parent && parentOf(parent)?.name === 'sup') ||
    tagsNamed(link, 'sup').length > 0
  );
}

/** True for what says that it is a note, or stands in a list that says so. */
function isNote(body: Tag): boolean {
  for (let at: Tag | null = body, i = 0; at !== null && i < CLIMB; at = parentOf(at), i++)
    if (DECLARED_NOTE.test(`${at.attribs.role} ${at.attribs['epub:type']}`)) return true;
  return false;
}

function bodyOf(target: Tag): Tag | null {
  let body: Tag | null = target;
  for (let i = 0; body && !BLOCK.has(body.name); i++) {
    if (i === CLIMB || /^(?:h[1-6]|body|html)$/.test(body.name)) return null;
    body = parentOf(body);
  }
  const around = body && parentOf(body);
  return around && NOTE_BLOCK.test(around.attribs.id ?? '') ? around : body;
}
