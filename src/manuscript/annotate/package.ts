import { zipSync } from 'fflate';
import { zipDirectory } from '../../reading/zip.js';
import { type Root, type Tag, tagsIn, tagsOfFile } from '../read/tags.js';
import { endOf, type Splice, spliced } from './splice.js';

/** A part of a package as text: what is not changed in it keeps its bytes. */
export interface PackagePart {
  readonly name: string;
  /** As the file has it; null for a new one. */
  readonly before: string | null;
  readonly encoding: 'utf8' | 'utf16le';
  readonly xml: string;
  readonly root: Root;
}

/** Throws for a part that is not in the encoding that it begins with. */
export function readPart(name: string, bytes: Uint8Array | null): PackagePart | null {
  if (bytes === null) return null;
  const encoding = bytes[0] === 0xff ? 'utf16le' : 'utf8';
  const xml = new TextDecoder(encoding === 'utf8' ? 'utf-8' : 'utf-16le', {
    fatal: true,
    ignoreBOM: true,
  }).decode(bytes);
  return { name, before: xml, encoding, xml, root: tagsOfFile(xml) };
}

export function newPart(name: string, content: string): PackagePart {
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${content}`;
  return { name, before: null, encoding: 'utf8', xml, root: tagsOfFile(xml) };
}

export function edited(part: PackagePart, splices: readonly Splice[]): PackagePart {
  if (splices.length === 0) return part;
  const xml = spliced(part.xml, splices);
  return { ...part, xml, root: tagsOfFile(xml) };
}

/** Puts something behind all that a tag contains. */
export function appendedTo(xml: string, tag: Tag, text: string): Splice {
  const end = endOf(tag);
  const isEmpty = xml.startsWith('/>', end - '/>'.length);
  const close = `</${tag.name}>`;
  const start = isEmpty ? end - '/>'.length : xml.lastIndexOf('</', end);
  return { start, end, text: `${isEmpty ? '>' : ''}${text}${close}` };
}

/** A part with something behind all that its root contains. */
export const withAppended = (part: PackagePart, text: string): PackagePart =>
  edited(part, [appendedTo(part.xml, tagsIn(part.root)[0] as Tag, text)]);

/** The first day that an archive knows, for files that are written anew: their time says nothing. */
const NO_DAY = new Date(1980, 0, 1);

/** A package with these parts in the place of those of their names, or behind them. All else keeps its bytes, packed as it is, and its order. */
export function replaceParts(file: Uint8Array, parts: readonly PackagePart[]): Uint8Array {
  const changed = parts.filter(({ before, xml }) => before !== xml);
  if (changed.length === 0) return file;
  const view = Buffer.from(file.buffer, file.byteOffset, file.length);
  const { records, start, end } = zipDirectory(view);
  const starts = [...records.map(({ local }) => local), start].sort((a, b) => a - b);
  const fresh = new Map(changed.map((part) => [part.name, packed(part)]));
  const kept = records.map(({ name, record, local }) => {
    const own = fresh.get(name) ?? {
      record,
      data: view.subarray(
        local,
        starts.find((next) => next > local),
      ),
    };
    fresh.delete(name);
    return own;
  });
  let at = starts[0] as number;
  const entries = [...kept, ...fresh.values()].map(({ record, data }) => {
    const entry = Buffer.from(record);
    entry.writeUInt32LE(at, 42);
    at += data.length;
    return { entry, data };
  });
  const directory = Buffer.concat(entries.map(({ entry }) => entry));
  const tail = Buffer.from(view.subarray(end));
  for (const place of [8, 10]) tail.writeUInt16LE(entries.length, place);
  tail.writeUInt32LE(directory.length, 12);
  tail.writeUInt32LE(at, 16);
  return Buffer.concat([
    view.subarray(0, starts[0]),
    ...entries.map(({ data }) => data),
    directory,
    tail,
  ]);
}

/** A part as an archive has it: its record in the directory, and its data behind its own header. */
function packed({ name, xml, encoding }: PackagePart) {
  const archive = Buffer.from(
    zipSync({ [name]: new Uint8Array(Buffer.from(xml, encoding)) }, { mtime: NO_DAY }),
  );
  const { records, start } = zipDirectory(archive);
  return { record: records[0]?.record as Buffer, data: archive.subarray(0, start) };
}
