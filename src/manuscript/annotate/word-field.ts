import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
} from 'jsonc-parser';
import type { PartialDate } from '../../model/watchlist.js';
import { parentOf, type Root, type Tag, tagsIn, walkTags, wordsIn } from '../read/tags.js';
import { inside, linkIn, propertyOf, tagsOfControl } from '../read/word-styles.js';
import { endOf, xmlText } from './splice.js';
import { type TextStep, textSteps } from './wording.js';

/** What a remedy makes of the entry behind a citation. */
export interface EntryChange {
  /** The address and the title that it had. */
  readonly url: string | null;
  readonly title: string;
  readonly to: Readonly<
    Partial<
      Record<'URL' | 'title', string | null> & Record<'issued' | 'accessed', PartialDate | null>
    >
  >;
  /** What a comment says where a reference manager keeps the entry, and where LibreOffice would misplace the change. */
  readonly hints: Readonly<Record<'managed' | 'misplaced', string>>;
}

/** Words that stand for something else: a field, a link, or the content control of a reference manager. */
export interface WordField {
  /** In the text of its part. */
  end: number;
  /** Atoms of its paragraph, its own signs among them; `last` is -1 where it ends in another one. */
  readonly first: number;
  last: number;
  /** The tags of its instruction that stand in the paragraph. */
  readonly code: Tag[];
  /** True where nothing is changed: before its words begin, and in those that Word computes itself. */
  isClosed: boolean;
  /** What a link opens, empty for a place in the file; null for no link. */
  target: string | null;
  /** True where a reference manager writes its words. */
  isManaged: boolean;
}

/** A field that an add-in fills, which Word itself never does (ECMA-376 part 1, 17.16.5.1). */
const MANAGED = /^\s*ADDIN\b/;

const fieldAt = (first: number) =>
  ({
    first,
    last: -1,
    end: 0,
    code: [],
    isClosed: false,
    target: null,
    isManaged: false,
  }) satisfies WordField;

function opening(code: string) {
  const [target, isManaged] = [linkIn(code), MANAGED.test(code)];
  return { target, isManaged, isClosed: target === null && !isManaged };
}

/** Fields that stand in one another, our choice: programs write two or three, and each paragraph in them is looked at with all. */
const DEEPEST = 50;

/** The fields that are open behind a sign (`w:fldChar`), which is the `at`-th atom of its paragraph. */
export function openBehind(
  open: readonly WordField[],
  sign: Tag,
  at: number,
): readonly WordField[] {
  const [run, last] = [parentOf(sign) ?? sign, open.at(-1)];
  const type = sign.attribs['w:fldCharType'];
  if (type === 'begin')
    return open.length >= DEEPEST ? open : [...open, { ...fieldAt(at), isClosed: true }];
  if (last === undefined) return open;
  if (type === 'end') {
    Object.assign(last, { end: endOf(run), last: at });
    return open.slice(0, -1);
  }
  Object.assign(last, opening(last.code.map((tag) => wordsIn(tag)).join('')));
  return open;
}

/** The field that a tag is by itself; null for another tag. `addressOf`: the target of a relationship. */
export function fieldOfTag(
  tag: Tag,
  first: number,
  addressOf: (id: string) => string | undefined,
): WordField | null {
  const field = { ...fieldAt(first), end: endOf(tag) };
  if (tag.name === 'w:hyperlink')
    return { ...field, target: addressOf(tag.attribs['r:id'] ?? '') ?? '' };
  if (tag.name === 'w:fldSimple') return { ...field, ...opening(tag.attribs['w:instr'] ?? '') };
  const isCited = tagsOfControl(propertyOf(inside(tag, 'w:sdtPr'), 'w:tag') ?? '') !== null;
  return tag.name === 'w:sdt' && isCited ? { ...field, isManaged: true } : null;
}

/** Of each paragraph of a part the fields that an earlier one opens. */
export function fieldsAround(root: Root): ReadonlyMap<Tag, readonly WordField[]> {
  const fields = new Map<Tag, readonly WordField[]>();
  let open: readonly WordField[] = [];
  walkTags(root, {
    enter: (tag) => {
      if (tag.name === 'w:p')
        fields.set(
          tag,
          open.map((one) => ({ ...one, code: [], target: null })),
        );
      if (tag.name === 'w:fldChar') open = openBehind(open, tag, 0);
      if (tag.name === 'w:instrText') open.at(-1)?.code.push(tag);
      return true;
    },
  });
  return fields;
}

/** Containers in which runs may come and go. */
const OPEN = /^w:(?:hyperlink|fldSimple|sdt|sdtContent|smartTag|customXml|dir|bdo)$/u;
/** What fills a control in another way than by typing, or from elsewhere (ECMA-376 part 1, 17.5.2). */
const FILLED =
  /^(?:w:(?:comboBox|dropDownList|date|picture|group)|w14:checkbox|w\d*:dataBinding)$/u;

const isLocked = (control: Tag): boolean => {
  const properties = inside(control, 'w:sdtPr');
  const lock = propertyOf(properties, 'w:lock') ?? '';
  return (
    /content/iu.test(lock) ||
    (properties !== undefined && tagsIn(properties).some(({ name }) => FILLED.test(name)))
  );
};

/** True for a tag that lets changes be tracked in the runs that it contains. */
export const isOpen = (tag: Tag): boolean =>
  OPEN.test(tag.name) && !(tag.name === 'w:sdt' && isLocked(tag));

/** True for a paragraph in no control that is locked. */
export function isUnlocked(paragraph: Tag): boolean {
  for (let at = parentOf(paragraph); at !== null; at = parentOf(at))
    if (at.name === 'w:sdt' && isLocked(at)) return false;
  return true;
}

/** The runs of a link to an address, around those of its words. */
export function linkRuns(address: string, runs: string): string {
  const sign = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const code = xmlText(`HYPERLINK "${address.replace(/["\\\s]/gu, encodeURIComponent)}"`);
  return `${sign('begin')}<w:r><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r>${sign('separate')}${runs}${sign('end')}`;
}

/**
 * What changes in the instruction of a reference manager's field (CSL-JSON): the text that it remembers of its own, and what is known of the
 * document. Nothing where the instruction has no entry.
 */
export function entryEdits(
  code: string,
  { url, title, to }: EntryChange,
  [before, after]: readonly [string, string],
): readonly TextStep[] {
  const from = code.indexOf('{');
  const [json, errors]: [string, ParseError[]] = [
    code.slice(Math.max(0, from), code.lastIndexOf('}') + 1),
    [],
  ];
  const root = parseTree(json, errors);
  const items = root && findNodeAtLocation(root, ['citationItems']);
  if (root === undefined || items === undefined || errors.length > 0) return [];
  const entries = (items.children ?? []).flatMap(
    (item) => findNodeAtLocation(item, ['itemData']) ?? [],
  );
  const own = entries.filter((entry) => {
    const { URL, title: named } = (getNodeValue(entry) ?? {}) as Readonly<Record<string, unknown>>;
    return entries.length === 1 || (URL !== undefined ? URL === url : named === title);
  });
  const edits: (readonly [Node, unknown])[] = own.flatMap((entry) =>
    Object.entries(to).flatMap(([key, value]) => {
      const node = findNodeAtLocation(entry, [key]);
      return node === undefined || value === null
        ? []
        : [key === 'issued' || key === 'accessed' ? dated(node, value) : [node, value]];
    }),
  );
  const texts = stringsIn(root, items).map(
    (node) => [node, reworded(node.value, before, after)] as const,
  );
  return [...edits, ...texts]
    .flatMap(([{ offset, length }, value]) =>
      textSteps(json.slice(offset, offset + length), JSON.stringify(value)).map((step) => ({
        from: step.from + offset + from,
        to: step.to + offset + from,
        added: step.added,
      })),
    )
    .toSorted((a, b) => a.from - b.from);
}

/** A date in the form in which it is kept: programs differ in which numbers they write as strings. */
function dated(node: Node, iso: PartialDate): readonly [Node, unknown] {
  const parts = findNodeAtLocation(node, ['date-parts', 0]);
  if (parts === undefined) return [node, iso];
  const isText = (parts.children ?? []).map(({ type }) => type === 'string');
  const numbers = iso.slice(0, 10).split('-').map(Number);
  return [parts, numbers.map((one, i) => ((isText[i] ?? isText.at(-1)) ? `${one}` : one))];
}

/** The strings of a tree, but for those in one of its nodes and the names of properties. */
const stringsIn = (node: Node, except: Node): readonly Node[] => {
  if (node === except) return [];
  if (node.type === 'string') return [node];
  const { children = [] } = node;
  return (node.type === 'property' ? children.slice(1) : children).flatMap((one) =>
    stringsIn(one, except),
  );
};

/** A remembered text, with or without marks of style: left as it is where the words that change are not in it, each just once. */
function reworded(text: string, before: string, after: string): string {
  if (text === before) return after;
  const isOther = (before.match(/[\p{L}\p{N}]+/gu) ?? []).some((word) => !text.includes(word));
  let changed = text;
  for (const { from, to, added } of isOther ? [] : textSteps(before, after)) {
    // What only comes in stands behind the word before it.
    const start = from < to ? from : before.lastIndexOf(' ', from) + 1;
    const parts = changed.split(before.slice(start, to));
    if (parts.length !== 2) return text;
    changed = parts.join(before.slice(start, from) + added);
  }
  return changed;
}
