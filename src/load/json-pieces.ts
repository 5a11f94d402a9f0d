import { DEEPEST, plainJson } from './plain-json.js';

/** Bytes, our choice: a file of some thousand sources is one piece, which takes half the time of as many as it has sources. */
const PIECE = 4_194_304;

const [QUOTE, BACKSLASH, COMMA, COLON] = [34, 92, 44, 58];
const [LIST, LIST_END, OBJECT, OBJECT_END] = [91, 93, 123, 125];
const SPACES: ReadonlySet<number | undefined> = new Set([9, 10, 13, 32]);

/** What is read is no plain JSON. */
class NotPlain extends Error {}

/**
 * The value of the bytes of a file, as {@link plainJson} has it of a text: of a long file neither the whole text nor a second value
 * is ever in memory. Undefined for a file of which there is something to say. `piece`: bytes up to which a value is decoded and parsed at once.
 */
export const plainJsonOf = (file: Buffer, piece = PIECE): unknown =>
  read(file, (cursor) => cursor.value(), piece);

/** What stands in the objects of a list under a key of a file's object, the lists and objects in them left out. */
export const shallowEntries = (
  file: Buffer,
  key: string,
): readonly Readonly<Record<string, unknown>>[] | undefined =>
  read(file, (cursor) => {
    const entries: Record<string, unknown>[] = [];
    cursor.members((name) => {
      if (name !== key) cursor.skip();
      else
        cursor.items(() => {
          const entry: Record<string, unknown> = {};
          cursor.members((field) => {
            if (cursor.isContainer) cursor.skip();
            else entry[field] = cursor.value();
          });
          entries.push(entry);
        });
    });
    return entries;
  });

function read<T>(file: Buffer, value: (cursor: Cursor) => T, piece = PIECE): T | undefined {
  try {
    const cursor = new Cursor(file, piece);
    const read = value(cursor);
    return cursor.isAtEnd ? read : undefined;
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/** A place in a file of JSON, before a value. */
class Cursor {
  private at = 0;
  /** Lists and objects around the place. */
  private depth = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly piece: number,
  ) {
    // Editors neither show nor count a byte order mark.
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.at = 3;
    this.space();
  }

  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  get isContainer(): boolean {
    return this.bytes[this.at] === OBJECT || this.bytes[this.at] === LIST;
  }

  /** True before a whole file that is one piece: where it ends need not be looked for. */
  private get isShort(): boolean {
    return this.depth === 0 && this.bytes.length - this.at <= this.piece;
  }

  /** Goes past a value, and gives it. */
  value(): unknown {
    const end = this.isShort ? this.bytes.length : this.endOfValue(this.at + this.piece);
    if (end === null) return this.bytes[this.at] === LIST ? this.list() : this.object();
    const value = plainJson(this.bytes.toString('utf8', this.at, end));
    if (value === undefined) throw new NotPlain();
    this.goTo(end);
    return value;
  }

  /** Goes past a value. */
  skip(): void {
    this.goTo(this.endOfValue(Number.POSITIVE_INFINITY) as number);
  }

  /** Goes through an object; `each` is called before the value of each key, and goes past it. */
  members(each: (key: string) => void): void {
    this.inside(OBJECT, OBJECT_END, () => {
      const key = this.value();
      if (typeof key !== 'string' || key === '__proto__') throw new NotPlain();
      this.expect(COLON);
      each(key);
    });
  }

  /** Goes through a list in the same way. */
  items(each: () => void): void {
    this.inside(LIST, LIST_END, each);
  }

  private list(): readonly unknown[] {
    const values: unknown[] = [];
    this.items(() => values.push(this.value()));
    return values;
  }

  private object(): Readonly<Record<string, unknown>> {
    const values: Record<string, unknown> = {};
    this.members((key) => {
      if (Object.hasOwn(values, key)) throw new NotPlain();
      values[key] = this.value();
    });
    return values;
  }

  private inside(open: number, close: number, each: () => void): void {
    this.expect(open);
    if (++this.depth > DEEPEST) throw new NotPlain();
    if (this.bytes[this.at] !== close)
      for (each(); this.bytes[this.at] === COMMA; each()) this.goTo(this.at + 1);
    this.depth--;
    this.expect(close);
  }

  private expect(byte: number): void {
    if (this.bytes[this.at] !== byte) throw new NotPlain();
    this.goTo(this.at + 1);
  }

  private goTo(place: number): void {
    this.at = place;
    this.space();
  }

  private space(): void {
    while (SPACES.has(this.bytes[this.at])) this.at++;
  }

  /** Where the value ends that begins here; null when that is after `limit`, and it is a list or an object. */
  private endOfValue(limit: number): number | null {
    const { bytes } = this;
    if (!this.isContainer) return this.endOfScalar();
    let depth = 0;
    for (let i = this.at; i < bytes.length; i++) {
      const byte = bytes[i];
      if (byte === QUOTE) i = this.endOfText(i);
      else if (byte === OBJECT || byte === LIST) depth++;
      else if ((byte === OBJECT_END || byte === LIST_END) && --depth === 0) return i + 1;
      if (i > limit) return null;
    }
    throw new NotPlain();
  }

  private endOfScalar(): number {
    const { bytes, at } = this;
    if (bytes[at] === QUOTE) return this.endOfText(at) + 1;
    let end = at;
    while (end < bytes.length && !ENDS.has(bytes[end])) end++;
    return end;
  }

  /** Where the quote stands that ends the text that begins at `start`. */
  private endOfText(start: number): number {
    const { bytes } = this;
    for (let end = start + 1; end < bytes.length; end++) {
      if (bytes[end] === BACKSLASH) end++;
      else if (bytes[end] === QUOTE) return end;
    }
    throw new NotPlain();
  }
}

/** What may follow a number or a word. */
const ENDS: ReadonlySet<number | undefined> = new Set([...SPACES, COMMA, LIST_END, OBJECT_END, COLON]);
