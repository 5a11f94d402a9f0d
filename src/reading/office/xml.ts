import { Parser } from 'htmlparser2';
import { relationsOf, type Unzip } from '../zip.js';
import { TooLong } from './size.js';

/** Levels of nesting that no office file has, our choice: htmlparser2 takes the square of their number. */
const DEEPEST_NESTING = 1_000;
/** Relationships of one part, our choice: a long report leads to some thousand addresses. */
const MOST_RELATIONS = 50_000;
/** Bytes that are decoded at a time. */
const CHUNK = 65_536;

export type Attributes = Readonly<Record<string, string>>;

/** What to do at each part of an XML file, in its order. */
export interface XmlVisitor {
  enter(name: string, attribs: Attributes): void;
  leave?(name: string): void;
  /** A text may come in several pieces. */
  text?(data: string): void;
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Walks an XML file without building a tree: one of 64 MB would take gigabytes. Elements of the names in `skipped` are passed over with all
 * that they contain. Entities that a file declares stay as written. Throws for one that is nested too deeply.
 */
export function walkXml(bytes: Uint8Array, visitor: XmlVisitor, skipped = NOTHING): void {
  let depth = 0;
  /** Level of the outermost element that is passed over; 0 where there is none. */
  let skippedFrom = 0;
  const parser = new Parser(
    {
      onopentag(name, attribs) {
        depth++;
        if (depth > DEEPEST_NESTING) throw new RangeError('nested too deeply');
        if (skippedFrom > 0) return;
        if (skipped.has(name)) skippedFrom = depth;
        else visitor.enter(name, attribs);
      },
      onclosetag(name) {
        if (skippedFrom === 0) visitor.leave?.(name);
        if (skippedFrom === depth) skippedFrom = 0;
        depth--;
      },
      ontext(data) {
        if (skippedFrom === 0) visitor.text?.(data);
      },
    },
    { xmlMode: true },
  );
  const decoder = new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-8');
  for (let at = 0; at < bytes.length; at += CHUNK)
    parser.write(decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true }));
  parser.end(decoder.decode());
}

/** A name without its prefix: writers of spreadsheets choose that freely. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The texts of some elements of an XML file by their names; of several of one name the last. */
export function textsOf(
  bytes: Uint8Array | null,
  names: readonly string[],
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  let open = '';
  if (bytes === null) return texts;
  walkXml(bytes, {
    enter(name) {
      if (!names.includes(name)) return;
      open = name;
      texts.set(name, '');
    },
    leave(name) {
      if (name === open) open = '';
    },
    text(data) {
      if (open !== '') texts.set(open, `${texts.get(open)}${data}`);
    },
  });
  return texts;
}

/** Visits the tags of a part by their names without prefixes; none where there is no such part. */
export function visitTags(
  part: Uint8Array | null,
  enter: (name: string, attribs: Attributes) => void,
): void {
  if (part !== null) walkXml(part, { enter: (name, attribs) => enter(localName(name), attribs) });
}

/** The relationships of a part of an Office Open XML file: one a link, too. Throws {@link TooLong}. */
export function relationsIn(unzip: Unzip, part: string): readonly Attributes[] {
  const relations: Attributes[] = [];
  visitTags(unzip(relationsOf(part)), (name, attribs) => {
    if (name !== 'Relationship') return;
    if (relations.length === MOST_RELATIONS) throw new TooLong();
    relations.push(attribs);
  });
  return relations;
}
