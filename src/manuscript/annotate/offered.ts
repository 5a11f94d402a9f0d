import { ANNOTATOR } from '../../model/manuscript.js';
import type { Unzip } from '../../reading/zip.js';
import { type Tag, tagsIn, tagsNamed, wordsIn } from '../read/tags.js';
import {
  appendedTo,
  edited,
  newPart,
  type PackagePart,
  readPart,
  withAppended,
} from './package.js';
import { spliceOf, xmlText } from './splice.js';

/** A file with remarks in it, and the keys of what is decided by the changes that are tracked in it: some had no place. */
export interface AnnotatedFile {
  readonly file: Uint8Array;
  readonly offered: readonly string[];
}

/** Where a format keeps what people say of a file. */
interface Home {
  readonly part: string;
  /** What holds the properties, and one of them with the attribute that names it. */
  readonly holder: string;
  readonly tag: string;
  readonly name: string;
  /** A property; `pid` is a number that no other has. */
  readonly write: (name: string, value: string, pid: number) => string;
}

const CUSTOM = 'http://schemas.openxmlformats.org/officeDocument/2006/custom-properties';
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes';
const META = 'urn:oasis:names:tc:opendocument:xmlns:meta:1.0';

/** Custom properties of Word: ECMA-376 part 1, 22.3. */
const WORD: Home = {
  part: 'docProps/custom.xml',
  holder: 'Properties',
  tag: 'property',
  name: 'name',
  write: (name, value, pid) =>
    `<property xmlns="${CUSTOM}" fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${pid}" name="${name}"><vt:lpwstr xmlns:vt="${TYPES}">${xmlText(value)}</vt:lpwstr></property>`,
};
/** ODF 1.3 part 3, 4.3.3. */
const ODT: Home = {
  part: 'meta.xml',
  holder: 'office:meta',
  tag: 'meta:user-defined',
  name: 'meta:name',
  write: (name, value) =>
    `<meta:user-defined xmlns:meta="${META}" meta:name="${name}">${xmlText(value)}</meta:user-defined>`,
};

const PROPERTY = /^citewatch-offered-\d+$/u;
/** Keys in one property: Word's own window takes 255 letters. */
const KEYS_TOGETHER = 24;

const ownIn = ({ root }: PackagePart, { tag, name }: Home): readonly Tag[] =>
  tagsNamed(root, tag).filter(({ attribs }) => PROPERTY.test(attribs[name] ?? ''));

/** The keys of the changes that a file was handed out with. */
export const offeredIn = (unzip: Unzip): readonly string[] =>
  [WORD, ODT].flatMap((home) => {
    const part = readPart(home.part, unzip(home.part));
    const own = part === null ? [] : ownIn(part, home);
    return own.flatMap((tag) => wordsIn(tag).split(' ').filter(Boolean));
  });

/** A part that says which changes its file is handed out with, in place of those of an earlier run. */
function withOffered(part: PackagePart, home: Home, keys: readonly string[]): PackagePart {
  const own = ownIn(part, home).map((tag) => spliceOf(tag, ''));
  const cleared = edited(part, own);
  const [holder] = tagsNamed(cleared.root, home.holder);
  if (holder === undefined || keys.length === 0) return cleared;
  const taken = tagsIn(holder).map(({ attribs }) => Number(attribs.pid ?? 1));
  const first = Math.max(1, ...taken) + 1;
  const properties = Array.from({ length: Math.ceil(keys.length / KEYS_TOGETHER) }, (_, i) => {
    const together = keys.slice(i * KEYS_TOGETHER, (i + 1) * KEYS_TOGETHER).join(' ');
    return home.write(`citewatch-offered-${i + 1}`, together, first + i);
  });
  return edited(cleared, [appendedTo(cleared.xml, holder, properties.join(''))]);
}

const CUSTOM_TYPE = 'application/vnd.openxmlformats-officedocument.custom-properties+xml';
const CUSTOM_KIND =
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties';

/** Parts of a package that are written, and how its list of types names those that are new. */
export interface NewParts {
  readonly parts: readonly PackagePart[];
  readonly types: string;
}

/** The parts by which a Word file says which changes it is handed out with. */
export function offerInWord(
  read: (name: string) => PackagePart | null,
  keys: readonly string[],
): NewParts {
  const there = read(WORD.part);
  if (there !== null) return { parts: [withOffered(there, WORD, keys)], types: '' };
  const relations = read('_rels/.rels');
  if (keys.length === 0 || relations === null) return { parts: [], types: '' };
  const fresh = newPart(WORD.part, `<Properties xmlns="${CUSTOM}"></Properties>`);
  const relation = `<Relationship Id="citewatchOffered" Type="${CUSTOM_KIND}" Target="${WORD.part}"/>`;
  return {
    parts: [withOffered(fresh, WORD, keys), withAppended(relations, relation)],
    types: `<Override PartName="/${WORD.part}" ContentType="${CUSTOM_TYPE}"/>`,
  };
}

/** The same of an ODT; nothing where it has no part for it. */
export function offerInOdt(part: PackagePart | null, keys: readonly string[]) {
  return part === null ? [] : [withOffered(part, ODT, keys)];
}

/** Where an ODT says so. */
export const ODT_PROPERTIES = ODT.part;

/** Our changes are somebody else's there, so that they count as taken. */
const OURS = new RegExp(`(w:author="|<dc:creator[^>]*>)${ANNOTATOR}(?=["<])`, 'gu');

/** An archive as it would be with each of our changes taken that is still tracked in it. */
export const withOursTaken = (unzip: Unzip): Unzip =>
  Object.assign(
    (name: string) => {
      const bytes = unzip(name);
      const part = name.endsWith('.xml') ? readPart(name, bytes) : null;
      if (part === null) return bytes;
      return Buffer.from(part.xml.replace(OURS, '$1taken'), part.encoding);
    },
    { names: unzip.names },
  );
