import { ledTo, parseAddress } from '../../model/address.js';
import { cslItemOf } from '../library/csl-json.js';
import type { Manuscript, Note, TableCell } from '../manuscript.js';
import { findNotes, type NoteMarks } from './note-marks.js';
import { type Manner, Pen } from './pen.js';
import { goThrough, htmlTags, type Root, type Tag, tagsIn, wordsIn } from './tags.js';

const BLOCKS = new Set(
  (
    'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);
const UNSEEN = new Set(
  'audio canvas datalist head iframe math noscript object script select style svg template textarea title video'.split(
    ' ',
  ),
);
const HIDDEN = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/i;
const INSET = /(?:^|;)\s*margin-left\s*:\s*(\d{0,4}(?:\.\d{1,6})?)\s*(in|pt|cm|mm|px)/i;
/** An inch in each unit (CSS Values 4, 6.2). */
const INCH = { in: 1, pt: 72, cm: 2.54, mm: 25.4, px: 96 } as const;
/** Inches from which a paragraph is set in: one press of Word's button, as a quotation is. */
const INSET_INCHES = 0.5;
/** The role of a list of sources (DPUB-ARIA 1.1, `doc-bibliography`). */
const LIST_OF_SOURCES = 'doc-bibliography';
const PLAIN: Manner = {
  kind: 'text',
  level: 0,
  indented: false,
  listed: false,
  cell: null,
  href: null,
  field: null,
  preformatted: false,
};

/**
 * Reads the HTML of a report. Beside HTML's own it knows two attributes, by which readers of other forms hand on
 * what HTML has no tag for: `data-csl` (a JSON list of CSL items behind the text) and `data-page` (a page begins).
 */
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
  return { title: titleOf(root), paragraphs, notes: Object.fromEntries(notes) };
}

function titleOf(root: Root): string | null {
  let title: string | null = null;
  goThrough(root, {
    enter: (tag) => {
      if (tag.name === 'title') title ??= wordsIn(tag).replace(/\s+/g, ' ').trim() || null;
      return title === null && tag.name !== 'svg';
    },
  });
  return title;
}

/** Writes out what is inside a tag, without the notes in it. */
function writeOut(root: Root | Tag, pen: Pen, { marks, bodies, backLinks }: NoteMarks): void {
  const manners: Manner[] = ['name' in root ? mannerOf(root, PLAIN) : PLAIN];
  const here = () => manners.at(-1) as Manner;
  const numbers = new Map<Tag, number>();
  const cells = new Cells();
  /** Of an item of which no word is written yet. */
  let number = '';
  /** Of quotations in quotations. */
  let depth = 0;
  goThrough(root, {
    enter: (tag) => {
      const note = marks.get(tag);
      if (note !== undefined) pen.mark(note, here());
      if (note !== undefined || bodies.has(tag) || backLinks.has(tag) || isUnseen(tag)) return false;
      if (BLOCKS.has(tag.name)) pen.end(here());
      if (tag.name === 'br') pen.breakLine(here());
      if (tag.name === 'q') pen.write(`${MARKS[depth++ % 2]?.[0]}`, here());
      pen.page = Number(tag.attribs['data-page']) || pen.page;
      manners.push({ ...mannerOf(tag, here()), cell: cells.enter(tag, here().cell) });
      if (tag.name === 'li') number = listOf(tag)?.name === 'ol' ? `${numberOf(tag, numbers)}. ` : '';
      return true;
    },
    leave: (tag) => {
      if (tag.name === 'q') pen.write(`${MARKS[--depth % 2]?.[1]}`, here());
      if (BLOCKS.has(tag.name)) pen.end(here());
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

/** What a browser prints around a quotation, and around one in it (HTML, "The q element"). */
const MARKS = ['“”', '‘’'];

const listOf = ({ parent }: Tag): Tag | null => (parent && 'attribs' in parent ? parent : null);

/** Numbers the rows of tables that have several cells, and the cells in them. */
class Cells {
  #rows = 0;
  #cells = 0;

  /** Where one is inside a tag, when around it one is in this cell. */
  enter(tag: Tag, around: TableCell | null): TableCell | null {
    if (tag.name === 'tr')
      return tagsIn(tag).filter(isCell).length > 1 ? { row: ++this.#rows, number: 0 } : null;
    return around !== null && isCell(tag) ? { ...around, number: ++this.#cells } : around;
  }
}

const isCell = ({ name }: Tag): boolean => name === 'td' || name === 'th';

/** The number that a browser prints before an item of a numbered list. `numbers`: the last one of each list. */
function numberOf(item: Tag, numbers: Map<Tag, number>): number {
  const list = listOf(item) as Tag;
  const before = numbers.get(list) ?? Number.parseInt(list.attribs.start ?? '1', 10) - 1;
  const number = Number.parseInt(item.attribs.value ?? '', 10) || before + 1;
  numbers.set(list, number);
  return number;
}

const isUnseen = ({ name, attribs }: Tag): boolean =>
  UNSEEN.has(name) || 'hidden' in attribs || HIDDEN.test(attribs.style ?? '');

function mannerOf(tag: Tag, around: Manner): Manner {
  const manner = {
    ...around,
    field: tag.attribs['data-csl'] ? fieldOf(tag.attribs['data-csl']) : around.field,
    listed: around.listed || tag.attribs.role === LIST_OF_SOURCES,
  };
  switch (tag.name) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return { ...manner, kind: 'heading', level: Number(tag.name[1]) };
    case 'li':
    case 'dd':
    case 'dt':
      return { ...manner, kind: 'item', level: 0 };
    case 'blockquote':
      return { ...manner, indented: true };
    case 'p':
    case 'div':
      return isInset(tag.attribs.style ?? '') ? { ...manner, indented: true } : manner;
    case 'pre':
      return { ...manner, preformatted: true };
    case 'a':
      return { ...manner, href: addressOf(tag.attribs.href) };
    default:
      return manner;
  }
}

// Word writes its lists as paragraphs that are set in, with the bullet hanging out.
function isInset(style: string): boolean {
  const [, length, unit] = INSET.exec(style) ?? [];
  if (!length || !unit || /text-indent\s*:\s*-/.test(style)) return false;
  return Number(length) / INCH[unit.toLowerCase() as keyof typeof INCH] >= INSET_INCHES;
}

function addressOf(href: string | undefined): string | null {
  const address = href?.trim() ?? '';
  return /^https?:/i.test(address) && parseAddress(address) ? ledTo(address) : null;
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
