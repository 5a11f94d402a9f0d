import { goThrough, type Root, type Tag, wordsIn } from './tags.js';

/** The notes of an HTML file. */
export interface NoteMarks {
  /** Links that are marks, each with the id of its note. */
  readonly marks: ReadonlyMap<Tag, string>;
  /** By their ids, in the order of their first marks. */
  readonly notes: ReadonlyMap<string, { readonly label: string; readonly body: Tag }>;
  /** What stands outside the running text: the notes, and the links from them back to their marks. */
  readonly bodies: ReadonlySet<Tag>;
  readonly backLinks: ReadonlySet<Tag>;
}

/** What is printed as a mark. */
const LABEL = /^\s*(?:[[(]\s*)?(\d{1,5}|[ivxlcdm]{1,7}|[a-z]|[*†‡§¶#]{1,5})\s*(?:[\])]\s*)?$/i;
// Of ids, classes and roles: pandoc, GitHub, python-markdown, mammoth; `ftn` and `edn` are Word's, `sdfootnote` is LibreOffice's.
const NOTE_NAME = /(?:foot|end|doc-)note|fn|ftn|edn/i;
/** The block that Word (`ftn1`, `edn1`) and LibreOffice (`sdfootnote1`) put around all paragraphs of a note. */
const NOTE_BLOCK = /^(?:ftn|edn|sd(?:foot|end)note)\d+$/;
/** Of the classes of links from a note back to its mark (LibreOffice, pandoc, python-markdown). */
const BACK_NAME = /sym$|back/i;
const BLOCK = new Set(['li', 'p', 'div', 'aside', 'section', 'td', 'dd', 'tr', 'blockquote']);
/** Tags between the anchor of a note and the paragraph that it stands in, at most. */
const CLIMB = 8;

/** Tags inside a mark, at most: Word writes some spans. */
const MOST_TAGS = 20;

/** Finds the marks of notes, and the notes that they open. */
export function findNotes(root: Root): NoteMarks {
  const { links, ids, spans } = survey(root);
  const marks = new Map<Tag, string>();
  const notes = new Map<string, { label: string; body: Tag }>();
  const backLinks = new Set<Tag>();
  const marked = new Set<string>();
  for (const link of links) {
    const id = targetOf(link);
    if (marked.has(id) || BACK_NAME.test(link.attribs.class ?? '')) {
      backLinks.add(link);
      continue;
    }
    const target = ids.get(id);
    const label = LABEL.exec(wordsIn(link, MOST_TAGS))?.[1];
    if (!target || !label || !(isRaised(link) || namesNote(link))) continue;
    const body = bodyOf(target);
    if (!body || contains(spans, body, link)) continue;
    marks.set(link, id);
    if (!notes.has(id)) notes.set(id, { label, body });
    for (const own of idsOf(link)) marked.add(own);
  }
  return { marks, notes, backLinks, bodies: new Set([...notes.values()].map(({ body }) => body)) };
}

type Span = readonly [start: number, end: number];

function survey(root: Root) {
  const links: Tag[] = [];
  const ids = new Map<string, Tag>();
  const starts = new Map<Tag, number>();
  const spans = new Map<Tag, Span>();
  let at = 0;
  goThrough(root, {
    enter: (tag) => {
      starts.set(tag, ++at);
      for (const id of [tag.attribs.id, tag.attribs.name]) if (id && !ids.has(id)) ids.set(id, tag);
      if (tag.name === 'a' && tag.attribs.href?.startsWith('#')) links.push(tag);
      return true;
    },
    leave: (tag) => void spans.set(tag, [starts.get(tag) ?? 0, at]),
  });
  return { links, ids, spans };
}

function contains(spans: ReadonlyMap<Tag, Span>, outer: Tag, inner: Tag): boolean {
  const [start, end] = spans.get(outer) ?? [0, 0];
  const [at] = spans.get(inner) ?? [0];
  return start <= at && at <= end;
}

function targetOf(link: Tag): string {
  const fragment = (link.attribs.href ?? '').slice(1);
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

const parentOf = (tag: Tag): Tag | null => (tag.parent && 'attribs' in tag.parent ? tag.parent : null);

/** Ids that a note's link back may name. */
function idsOf(link: Tag): readonly string[] {
  const { id, name } = link.attribs;
  const parent = parentOf(link);
  const around = parent?.name === 'sup' || parent?.name === 'span' ? parent.attribs.id : undefined;
  return [id, name, around].filter((found) => found !== undefined);
}

function isRaised(link: Tag): boolean {
  const parent = parentOf(link);
  if (parent?.name === 'sup' || (parent && parentOf(parent)?.name === 'sup')) return true;
  return link.children.some(
    (child) =>
      'attribs' in child &&
      (child.name === 'sup' || child.children.some((c) => 'attribs' in c && c.name === 'sup')),
  );
}

const namesNote = ({ attribs }: Tag): boolean =>
  'data-footnote-ref' in attribs ||
  NOTE_NAME.test(`${attribs.id} ${attribs.name} ${attribs.class} ${attribs.role} ${attribs['epub:type']}`);

function bodyOf(target: Tag): Tag | null {
  let body: Tag | null = target;
  for (let i = 0; body && !BLOCK.has(body.name); i++) {
    if (i === CLIMB || /^(?:h[1-6]|body|html)$/.test(body.name)) return null;
    body = parentOf(body);
  }
  const around = body && parentOf(body);
  return around && NOTE_BLOCK.test(around.attribs.id ?? '') ? around : body;
}
