import type { Manuscript } from '../manuscript.js';
import { readHtmlReport } from './html.js';
import { goThrough, type Root, type Tag, tagsIn, wordsIn, xmlTags } from './tags.js';
import { type Unreadable, unreadable, unreadableFor } from './unreadable.js';
import { WordBody, type WordContext } from './word/body.js';
import { escaped } from './word/fields.js';
import { listNumbers, printed } from './word/numbers.js';
import { stylesOf } from './word/styles.js';

/** Unpacks one file of an archive by its name; null when it is not there. Throws for a broken archive. */
export type FileOfArchive = (name: string) => Uint8Array | null;

type NoteKind = 'footnote' | 'endnote';
/** How Word numbers notes, where a document does not say (ECMA-376 part 1, 17.11.17). */
const NOTE_FORMAT = { footnote: 'decimal', endnote: 'lowerRoman' } as const;

/** Reads a report in Word's form of 2007 and later (DOCX). The title is that of its properties. */
export function readWord(file: FileOfArchive): Manuscript | Unreadable {
  try {
    return read(file);
  } catch (error) {
    // Of an archive: its reader throws for damage of any kind.
    if (error instanceof Error) return unreadableFor(error);
    throw error;
  }
}

function read(file: FileOfArchive): Manuscript | Unreadable {
  const part = (name: string): Root | null => {
    const bytes = file(name);
    return bytes && xmlTags(new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-8').decode(bytes));
  };
  const main = mainPart(part('_rels/.rels'));
  const document = part(main);
  if (!document || !find(document, 'w:body')) return unreadable('broken');
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const sibling = (name: string) => part(`${folder}${name}.xml`);
  const labels = noteLabels(document, sibling('settings'));
  const shared = {
    styleOf: stylesOf(sibling('styles')),
    numberOf: listNumbers(sibling('numbering')),
    labelOf: labels.of,
  };
  const contextOf = (name: string): WordContext => ({
    ...shared,
    addressOf: addresses(part(`${folder}_rels/${name}.rels`)),
  });
  const text = new WordBody(contextOf(main.slice(folder.length))).html(document);
  const notes = (['footnote', 'endnote'] as const).map((kind) =>
    notesHtml(kind, sibling(`${kind}s`), contextOf(`${kind}s.xml`), labels.printed),
  );
  const title = find(part('docProps/core.xml'), 'dc:title');
  const manuscript = readHtmlReport(text + notes.join(''));
  if (manuscript.paragraphs.length === 0) return unreadable('empty');
  return { ...manuscript, title: (title && wordsIn(title).trim()) || null };
}

/** The first tag of that name. */
function find(root: Root | null, name: string): Tag | null {
  let found: Tag | null = null;
  if (root)
    goThrough(root, {
      enter: (tag) => {
        if (tag.name === name) found ??= tag;
        return found === null;
      },
    });
  return found;
}

const relations = (root: Root | null): readonly Tag[] => {
  const tag = find(root, 'Relationships');
  return tag ? tagsIn(tag) : [];
};

function mainPart(root: Root | null): string {
  const main = relations(root).find(({ attribs }) => attribs.Type?.endsWith('/officeDocument'));
  return main?.attribs.Target?.replace(/^\//, '') ?? 'word/document.xml';
}

function addresses(root: Root | null): WordContext['addressOf'] {
  const links = relations(root).filter(({ attribs }) => attribs.TargetMode === 'External');
  const byId = new Map(links.map(({ attribs }) => [attribs.Id, attribs.Target]));
  return (id) => byId.get(id);
}

/** Numbers notes in the order of their marks, as they are printed. */
function noteLabels(document: Root, settings: Root | null) {
  const printedNotes = new Map<string, string>();
  const counts = { footnote: 0, endnote: 0 };
  const formatOf = (kind: NoteKind) => {
    for (const root of [document, settings]) {
      const properties = find(root, `w:${kind}Pr`);
      const format = properties && tagsIn(properties).find(({ name }) => name === 'w:numFmt');
      if (format?.attribs['w:val']) return format.attribs['w:val'];
    }
    return NOTE_FORMAT[kind];
  };
  const formats = { footnote: formatOf('footnote'), endnote: formatOf('endnote') };
  const of = (kind: NoteKind, id: string, own: string): string => {
    const key = `${kind}-${id}`;
    const label = printedNotes.get(key) ?? (own || printed(++counts[kind], formats[kind]));
    printedNotes.set(key, label);
    return label;
  };
  return { of, printed: printedNotes };
}

/** The notes that have a mark in the text; separators and notes without one are not printed. */
function notesHtml(
  kind: NoteKind,
  root: Root | null,
  context: WordContext,
  marked: ReadonlyMap<string, string>,
): string {
  const notes = find(root, `w:${kind}s`);
  if (!notes) return '';
  return tagsIn(notes)
    .map((note) => ({ note, id: `${kind}-${note.attribs['w:id']}` }))
    .filter(({ id }) => marked.has(id))
    .map(({ note, id }) => `<div id="${escaped(id)}">${new WordBody(context).html(note)}</div>`)
    .join('');
}
