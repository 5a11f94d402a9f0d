import { type Placed, type PlacedLink, pdf } from '../../reading/pdf-writer.js';
import { type Block, type Plan, piecesOf } from './plan.js';

/** Helvetica's widths in thousandths of its size, from the space on (Adobe's metrics). */
const WIDTHS =
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 ' +
  '1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 ' +
  '333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584';
const ASCII = WIDTHS.split(' ').map(Number);
/** Signs of WinAnsi beyond ASCII: byte and width. */
const SIGNS: Readonly<Record<string, readonly [string, number]>> = {
  '“': ['\x93', 333],
  '”': ['\x94', 333],
  '‘': ['\x91', 222],
  '’': ['\x92', 222],
  '–': ['\x96', 556],
  '…': ['\x85', 1000],
  '•': ['\x95', 350],
};
const widthOf = (text: string, size: number): number =>
  [...text].reduce(
    (sum, sign) => sum + (SIGNS[sign]?.[1] ?? ASCII[sign.charCodeAt(0) - 32] ?? 556),
    0,
  ) *
  (size / 1000);
const bytes = (text: string): string => [...text].map((sign) => SIGNS[sign]?.[0] ?? sign).join('');

const [LEFT, RIGHT, TOP, BOTTOM] = [72, 523, 72, 770];
const [BODY, SMALL] = [10, 8];
const PITCH = 1.25;

/** A word of a line, or the mark of a note. */
interface Word {
  readonly text: string;
  readonly x: number;
  readonly href: string | null;
  readonly note: number | null;
}

/** Breaks a text into lines that begin at `left`; `whole`: it is one line, of another font. */
function linesOf(
  text: string,
  left: number,
  size: number,
  whole = false,
): readonly (readonly Word[])[] {
  const lines: Word[][] = [[]];
  let x = left;
  for (const { text: words, href, note } of piecesOf(text)) {
    const tokens = note !== null ? [String(note)] : whole ? [words] : words.split(/(?<= )/);
    for (const token of tokens) {
      const width = widthOf(token, note === null ? size : size * 0.6);
      if (note === null && x + widthOf(token.trimEnd(), size) > RIGHT) {
        lines.push([]);
        x = left;
      }
      lines.at(-1)?.push({ text: token, x, href, note });
      x += width;
    }
  }
  return lines;
}

/** A PDF as word processors write it, with a running line, numbered pages and footnotes; a mark without a note is a raised number alone. */
export function pdfReport({ body, notes }: Plan, running: string): Uint8Array {
  const pages: Placed[][] = [];
  const links: PlacedLink[][] = [];
  let [y, foot] = [0, 0];
  let own: string[] = [];
  const put = (words: readonly Word[], at: number, size: number, bold: boolean): void => {
    for (const { text, x, href, note } of words) {
      const raised = note === null ? {} : { y: at - size * 0.35, size: size * 0.6 };
      pages.at(-1)?.push({
        x,
        y: at,
        text: bytes(text),
        size,
        ...(bold ? { bold: true as const } : {}),
        ...raised,
      });
      const right = x + widthOf(text.trimEnd(), size);
      if (href !== null) links.at(-1)?.push({ url: href, boxes: [[x, at - size, right, at + 2]] });
    }
  };
  const end = (): void => {
    let at = BOTTOM - foot + SMALL * PITCH;
    for (const note of own)
      for (const line of linesOf(note, LEFT, SMALL)) {
        put(line, at, SMALL, false);
        at += SMALL * PITCH;
      }
    pages
      .at(-1)
      ?.push(
        { x: LEFT, y: 36, text: running, size: SMALL },
        { x: 300, y: 815, text: String(pages.length), size: SMALL },
      );
    [own, foot] = [[], 0];
  };
  const begin = (): void => {
    if (pages.length > 0) end();
    pages.push([]);
    links.push([]);
    y = TOP;
  };
  begin();
  for (const block of body) {
    const { left, size, bold, text } = setting(block);
    y += 8;
    for (const line of linesOf(text, left, size, bold)) {
      const marked = line.flatMap(({ note }) =>
        note === null || notes[note - 1] === undefined ? [] : [`${note} ${notes[note - 1]}`],
      );
      const height = marked.reduce(
        (sum, note) => sum + linesOf(note, LEFT, SMALL).length * SMALL * PITCH,
        0,
      );
      if (y + size * PITCH + foot + height + 10 > BOTTOM) begin();
      own.push(...marked);
      foot += height;
      y += size * PITCH;
      put(line, y, size, bold);
    }
  }
  end();
  return pdf({ pages, links });
}

function setting({ kind, level, text }: Block) {
  return {
    left: kind === 'set-in' || kind === 'bullet' ? LEFT + 36 : LEFT,
    size: kind === 'heading' ? BODY + 8 - 2 * level : BODY,
    bold: kind === 'heading',
    text: kind === 'bullet' ? `• ${text}` : text,
  };
}
