/** What stands behind an `@` of BibTeX. */
interface BibtexPart {
  /** As written: `online`, `string`, `comment`. */
  readonly type: string;
  readonly key: string;
  /** All of it, from the `@` on. */
  readonly written: string;
  readonly start: number;
  /** True where fields stand behind its last brace, which closed it too early. */
  readonly isTorn: boolean;
}

const OPENING = /@(\w{1,40})\s{0,20}[{(]\s{0,20}([^,{}()"=]{0,200})/gu;
/** An entry begins a line, or stands behind another one. */
const BEGINS = /(?:^|\n)[ \t]*$/u;
/** Characters before an entry that are looked at: nobody sets one in further. */
const SET_IN = 100;
const TORN = /^\s{0,200}[,}]/u;

/** The parts of a BibTeX file, each up to the brace that closes it, else up to the next one. An `@` inside one begins none. */
export function bibtexParts(text: string): readonly BibtexPart[] {
  const closing = closingBraces(text);
  const parts: BibtexPart[] = [];
  // Of the part before: 0 for none.
  let end = 0;
  for (const { 0: opening, 1: type = '', 2: key = '', index: start } of text.matchAll(OPENING)) {
    if (start < end || !BEGINS.test(text.slice(Math.max(end, start - SET_IN), start))) continue;
    const close = closing.get(start + opening.search(/[{(]/u));
    end = close === undefined ? start + 1 : close + 1;
    const written = close === undefined ? '' : text.slice(start, end);
    parts.push({
      type,
      key: key.trim(),
      written,
      start,
      isTorn: written !== '' && TORN.test(text.slice(end, end + 250)),
    });
  }
  return parts.map((part, i) =>
    part.written === '' ? { ...part, written: text.slice(part.start, parts[i + 1]?.start) } : part,
  );
}

/** Where each brace is closed. */
function closingBraces(text: string): ReadonlyMap<number, number> {
  const open: number[] = [];
  const closing = new Map<number, number>();
  for (const { 0: brace, index } of text.matchAll(/[{}]/gu)) {
    if (brace === '{') open.push(index);
    else if (open.length > 0) closing.set(open.pop() as number, index);
  }
  return closing;
}
