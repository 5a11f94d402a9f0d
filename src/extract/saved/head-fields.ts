/** Bytes of a head that are read: mail programs and servers stop at 8 to 64 kB. */
const LONGEST_HEAD = 65_536;

/** The head of a message, or of a record. */
export interface HeadFields {
  /** The first line, where it is no field: `HTTP/1.1 200 OK`, `WARC/1.1`. */
  readonly first: string;
  /** Names in lower case, the first of each; lines that were folded are joined. */
  readonly fields: ReadonlyMap<string, string>;
  /** Where what follows begins, in bytes. */
  readonly end: number;
}

/** Reads the head that begins at `from`; null where none ends. Bytes are read as Latin-1. */
export function readHeadFields(bytes: Buffer, from = 0): HeadFields | null {
  const most = bytes.subarray(from, from + LONGEST_HEAD);
  const blank = blankLine(most);
  if (blank === null) return null;
  const lines = most
    .toString('latin1', 0, blank.at)
    .replace(/\r?\n[ \t]+/gu, ' ')
    .split(/\r?\n/u);
  const fields = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return { first: lines[0] ?? '', fields, end: from + blank.at + blank.length };
}

/** The empty line that ends a head. */
function blankLine(bytes: Buffer): { readonly at: number; readonly length: number } | null {
  const found = ['\r\n\r\n', '\n\n']
    .map((mark) => ({ at: bytes.indexOf(mark), length: mark.length }))
    .filter(({ at }) => at >= 0);
  return found.sort((a, b) => a.at - b.at)[0] ?? null;
}
