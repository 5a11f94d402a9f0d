import { sliceRuns } from '../grammar/runs.js';
import {
  type Manuscript,
  type Note,
  paragraphText,
  plainRun,
  type ReportParagraph,
  type TextRun,
} from '../manuscript.js';

/** The number of an entry in a list of sources or of endnotes. */
const LABEL = /^[[(]?(?<number>\d{1,3})(?:[\].)]{1,2}\s*|\s+)(?=\S)/u;
/** `[footnote 24]`, as a browser prints a mark whose link is lost. */
const WORDED = /\s?\[(?<word>\p{L}[\p{L}\p{M}.]{0,14}) ?(?<number>\d{1,3})\]/gu;
/** Behind these a raised number is a power: a ten, a unit. */
const POWER = /(?:\d|(?:^|[\s\d/])(?:[kcmd]?m|ft|mi|in|yd))$/u;
/** Paragraphs of one entry and lists of one file at most, and the share of a list’s entries that have a mark at least. Our choice. */
const [MOST_PARAGRAPHS, MOST_LISTS, MOST_OF_LIST] = [4, 20, 0.75];

/** The numbers of `3`, `3,5–7`, `3(p12),5`. */
export const numbersIn = (words: string): readonly string[] =>
  words
    .replace(/\([^)]*\)/gu, '')
    .split(/,/u)
    .flatMap((part) => {
      const [from = 0, to = from] = (part.match(/\d{1,3}/gu) ?? []).map(Number);
      return from === 0
        ? []
        : Array.from({ length: Math.min(10, Math.max(0, to - from + 1)) }, (_, i) => `${from + i}`);
    });

/** Makes notes of a numbered list at the end whose numbers are just those that are raised in the text, or stand there in brackets with one word; else raised numbers are text. */
export function withListedMarks(manuscript: Manuscript): Manuscript {
  const isBare = Object.keys(manuscript.notes).length === 0;
  const marked = manuscript.paragraphs.map((one) => markedNumbers(isBare ? withWorded(one) : one));
  const list = listFor(marked);
  if (list === null) return { ...manuscript, paragraphs: manuscript.paragraphs.map(restored) };
  const numbers = new Set(marked.flatMap(({ runs }) => runs.flatMap(({ notes }) => notes)));
  const entries = [...list].filter(([number]) => numbers.has(number));
  const taken = new Set(entries.flatMap(([, parts]) => parts.map(({ of }) => of)));
  const notes = entries.map(([number, parts]): readonly [string, Note] => [
    number,
    { label: number, paragraphs: [restored(entryOf(parts.map(({ own }) => own)))] },
  ]);
  return {
    ...manuscript,
    paragraphs: marked.filter((one) => !taken.has(one)).map(restored),
    notes: { ...manuscript.notes, ...Object.fromEntries(notes) },
  };
}

function restored(paragraph: ReportParagraph): ReportParagraph {
  if (paragraph.runs.every(({ raised }) => raised === undefined)) return paragraph;
  const runs = paragraph.runs.map(({ raised, ...run }) => ({ ...run, text: `${run.text}${raised?.text ?? ''}` }));
  return { ...paragraph, runs };
}

/** With raised numbers as notes, by their numbers; a power stays as it is. */
function markedNumbers(paragraph: ReportParagraph): ReportParagraph {
  const runs = paragraph.runs.map(({ raised, ...run }, i): TextRun => {
    const before = run.text === '' ? (paragraph.runs[i - 1]?.text ?? '') : run.text;
    if (raised === undefined || POWER.test(before) || (before === '' && i === 0))
      return { ...run, ...(raised && { raised }) };
    return { ...run, notes: [...run.notes, ...numbersIn(raised.numbers)] };
  });
  return { ...paragraph, runs };
}

/** With marks in brackets as raised ones. */
function withWorded(paragraph: ReportParagraph): ReportParagraph {
  const text = paragraphText(paragraph);
  const found = [...text.matchAll(WORDED)];
  if (found.length === 0) return paragraph;
  let from = 0;
  const runs = found.flatMap(({ 0: whole, index, groups }): readonly TextRun[] => {
    const before = sliceRuns(paragraph.runs, from, index);
    from = index + whole.length;
    const last = before.at(-1) ?? { text: '', href: null, notes: [], items: [] };
    return [...before.slice(0, -1), { ...last, raised: { numbers: groups?.number ?? '', text: whole } }];
  });
  return { ...paragraph, runs: [...runs, ...sliceRuns(paragraph.runs, from, text.length)] };
}

/** An entry in one paragraph, without its number. */
function entryOf(paragraphs: readonly ReportParagraph[]): ReportParagraph {
  const runs = paragraphs.flatMap((one, i) => (i === 0 ? one.runs : [plainRun(' '), ...one.runs]));
  const text = paragraphText({ runs });
  return {
    ...(paragraphs[0] as ReportParagraph),
    runs: sliceRuns(runs, LABEL.exec(text)?.[0].length ?? 0, text.length),
  };
}

const isNumber = (id: string): boolean => /^\d{1,3}$/u.test(id);
const numbersOf = (paragraphs: readonly ReportParagraph[]): ReadonlySet<string> =>
  new Set(paragraphs.flatMap(({ runs }) => runs.flatMap(({ notes }) => notes.filter(isNumber))));

/** The last list, numbered from the first mark on, of which every number that is marked before it is an entry, and most entries are marked. */
function listFor(paragraphs: readonly ReportParagraph[]): ReturnType<typeof listFrom> | null {
  const labels = paragraphs.map((one) => LABEL.exec(paragraphText(one))?.groups?.number ?? null);
  const first = Math.min(...[...numbersOf(paragraphs)].map(Number));
  let start = labels.lastIndexOf(`${first}`);
  for (let tries = 0; start > 0 && tries < MOST_LISTS; tries++) {
    const list = listFrom(paragraphs, labels, start, first);
    const numbers = [...numbersOf(paragraphs.slice(0, start))];
    if (numbers.length >= MOST_OF_LIST * list.size && numbers.every((one) => list.has(one))) return list;
    start = labels.lastIndexOf(`${first}`, start - 1);
  }
  return null;
}

/** A paragraph of an entry, or the part of one that is its own: a PDF may set two entries close. */
interface EntryPart {
  readonly of: ReportParagraph;
  readonly own: ReportParagraph;
}

function listFrom(
  paragraphs: readonly ReportParagraph[],
  labels: readonly (string | null)[],
  start: number,
  first: number,
): ReadonlyMap<string, readonly EntryPart[]> {
  const list = new Map<string, EntryPart[]>();
  const next = (): number => first + list.size;
  for (let at = start; at < paragraphs.length; at++) {
    const of = paragraphs[at] as ReportParagraph;
    const last = list.get(`${next() - 1}`);
    if (labels[at] !== `${next()}`) {
      if (last === undefined || last.length === MOST_PARAGRAPHS || of.kind === 'heading') break;
      last.push({ of, own: of });
      continue;
    }
    for (let rest: ReportParagraph | null = of; rest !== null; ) {
      const end: number = labels[at + 1] === `${next() + 1}` ? -1 : startOf(rest, next() + 1);
      const own: ReportParagraph = end < 0 ? rest : { ...rest, runs: sliceRuns(rest.runs, 0, end) };
      list.set(`${next()}`, [{ of, own }]);
      rest = end < 0 ? null : { ...rest, runs: sliceRuns(rest.runs, end, paragraphText(rest).length) };
    }
  }
  // What follows the last entry is part of it only where entries of this list have as many paragraphs.
  const [last, ...others] = [...list.values()].reverse();
  if (last !== undefined && others.length > 0) last.splice(Math.max(...others.map(({ length }) => length)));
  return list;
}

/** Where the entry of a number begins within another's paragraph; -1 where it does not. */
const startOf = (paragraph: ReportParagraph, number: number): number =>
  paragraphText(paragraph).search(new RegExp(`(?<=\\s)[[(]?${number}[\\].)]{1,2}\\s(?=[\\p{Lu}\\p{Lo}“"„«])`, 'u'));
