import { monthNamed } from '../../passage/text/dates.js';
import { hasName, isSamePublisher, plainName } from '../../passage/text/names.js';
import { isName, sliceRuns, withoutLead } from '../grammar/line.js';
import { parseReference, unreadReference } from '../grammar/parse-reference.js';
import { datesIn } from '../grammar/printed-date.js';
import { quotationsIn } from '../grammar/quote-marks.js';
import { isIbid, opCitOf, readTail } from '../grammar/reference-tail.js';
import {
  type Manuscript,
  type Note,
  paragraphText,
  plainRun,
  type ReportParagraph,
  type TextRun,
} from '../manuscript.js';
import type { Reference } from '../reference.js';
import { Bibliography } from './bibliography.js';
import type { Bracket, ShortCitationReader } from './marked-text.js';
import { again, ambiguousShortForm, type Earlier, type NoteReader } from './note-reader.js';

/** `Smith and Lee, 2023a, p. 4`, `see HRW 2022: 9`, and without a name `2023, p. 4`. */
const AUTHOR_DATE =
  /^(?:(?:see(?: also)?|cf\.|e\.g\.|vgl\.|siehe|voir|véase)[,:]? )?(?<names>\p{L}[^\d;:()]{0,79}?)?,? ?(?<year>(?:19|20)\d{2}[a-z]?)(?:[,:] ?(?<place>\S.{0,60})?)?$/iu;
const AUTHOR_PAGE =
  /^(?:(?<names>\p{Lu}[^\d;:()“”"]{1,60}?)|[“"](?<title>[^”"]{3,80}?),?[”"])?(?:(?:^| )(?<place>\d{1,4}(?:[-–]\d{1,4})?))?$/u;
const UNDATED =
  /^(?<names>\p{Lu}[^\d;:()]{1,79}?),? \[?\p{L}\. ?\p{Ll}\.?\]?(?:[,:] ?(?<place>\S.{0,60}))?$/u;
/** `3`, `3, 7`, `3-5`, and `3, p. 4`. */
const NUMBERS =
  /^(?<numbers>\d{1,3}(?:(?:, ?| ?[-–] ?)\d{1,3}){0,9})(?:, ?(?<place>\p{L}.{0,60}))?$/u;
const YEAR = /(?<!\d)(?:19|20)\d{2}[a-z]?(?![\p{L}\d])/u;
const LETTERED = /(?<!\d)(?:19|20)\d{2}[a-z](?![\p{L}\d])/u;
const YEARS = new RegExp(YEAR, 'gu');
const LABEL = /^\[?(?<label>\d{1,3})[\].)]{1,2}\s/u;
/** Characters of the authors of an entry. Our choice. */
const LONGEST_HEAD = 200;
/** Characters of a date that names a month. */
const MONTH = 7;
/** Words of a name before a year in brackets. Our choice. */
const LONGEST_NAME = 8;

/** An entry of a list of sources, by what short forms name. */
export interface ListEntry {
  readonly label: string | null;
  readonly head: string;
  readonly year: string | null;
  /** The further years that it prints, one of which may be that of its publication. */
  readonly years: readonly string[];
  readonly reference: Reference;
}

/** Reads author-date and numbered citations (`Smith, 2023`, `[3]`) by the list of sources; only an entry that alone fits is meant. */
export class ShortCitations implements ShortCitationReader {
  constructor(
    private readonly entries: readonly ListEntry[],
    private readonly notes: NoteReader,
    private readonly earlier: Earlier,
  ) {}

  read(bracket: Bracket): readonly Reference[] | null {
    const parts = bracket.words.split(';').map((part) => part.trim());
    const references = parts.map((part) => this.#part(part, bracket));
    const known = references.flatMap((some) => some ?? []);
    if (known.length === 0 || references.includes(null)) return null;
    this.earlier.add(known);
    return known;
  }

  cites(references: readonly Reference[]): void {
    this.earlier.add(references);
  }

  #part(words: string, bracket: Bracket): readonly Reference[] | null {
    const unread = [unreadReference([plainRun(words)])];
    if (isIbid(words)) return this.#again(words) ?? (bracket.quoted ? unread : null);
    if (opCitOf(words) !== null) {
      const meant = this.notes.refersTo(words);
      return meant.length > 0 ? meant : bracket.quoted ? unread : null;
    }
    const { numbers, place } = (bracket.open === '[' && NUMBERS.exec(words)?.groups) || {};
    if (numbers !== undefined) return this.#numbered(words, numbers, place);
    const short = AUTHOR_DATE.exec(words)?.groups;
    if (this.entries.length === 0) return bracket.quoted ? orNull(this.notes.named(words)) : null;
    if (short === undefined) {
      const known =
        this.#undated(words) ??
        this.#dated(words) ??
        (isCiting(bracket) ? this.#paged(words, bracket) : null);
      if (known !== null || !bracket.quoted) return known;
      return UNDATED.test(words) ? unread : orNull(this.notes.contained(words));
    }
    const { names, year = '' } = short;
    const named =
      names === undefined ? this.#before(bracket, year) : { names, found: this.#by(names, year) };
    const printed = names === undefined ? `${named.names} (${words})`.trimStart() : words;
    const { found } = named;
    if (found.length === 1) return found.map((one) => shortOf(one, printed, short.place));
    const isAuthor = names === undefined || (!names.includes(',') && monthNamed(names) === null);
    // What was cited here is not known, so no "ibid." refers to what was cited before.
    if (isAuthor && short.place !== undefined) this.earlier.last = [];
    return isAuthor && (bracket.quoted || found.length > 1) ? unread : null;
  }

  /** What an author published on a day or in a month, as in `USDOS, 26 June 2024, section II` and `US 22 Apr. 2024`; null where the list has none or several. */
  #dated(words: string): readonly Reference[] | null {
    const line = withoutLead(words);
    const [date] = datesIn(line);
    const names =
      date && /^(?<names>\p{L}[^,;:]{0,79}?),? $/u.exec(line.slice(0, date.start))?.groups?.names;
    if (!date || names === undefined || (date.iso?.length ?? 0) < MONTH) return null;
    const letter = line.slice(date.start + date.printed.length, date.end);
    const [only, other] = this.entries.filter(
      (one) =>
        one.reference.published?.iso === date.iso &&
        isBy(one, names) &&
        (letter === '' || one.year?.endsWith(letter)),
    );
    const place = line.slice(date.end).replace(/^, /u, '');
    return only === undefined || other !== undefined
      ? null
      : [shortOf(only, words, place || undefined)];
  }

  /** What an author published without a date: `Disque Denúncia n.d.`; null where the list has none or several. */
  #undated(words: string): readonly Reference[] | null {
    const { names = '', place } = UNDATED.exec(words)?.groups ?? {};
    const [only, other] = this.entries.filter(
      (one) => one.reference.published === null && isBy(one, names),
    );
    return names === '' || only === undefined || other !== undefined
      ? null
      : [shortOf(only, words, place)];
  }

  /** An author or the beginning of a title, and a page, or that alone where the sentence names the author: `Hossain 1423`, `“I Want” 31`, `203` (MLA 9, 6.3); null where the list has none or several. */
  #paged(words: string, { open, before, quoted }: Bracket): readonly Reference[] | null {
    const { names, title, place } = (open === '(' && AUTHOR_PAGE.exec(words)?.groups) || {};
    const isMeant = (one: ListEntry): boolean =>
      names === undefined
        ? plainName(one.reference.title ?? '').startsWith(plainName(title ?? ''))
        : isBy(one, names);
    const isNamed = names !== undefined || title !== undefined;
    const found = isNamed
      ? this.entries.filter(isMeant)
      : place && quoted
        ? this.#inSentence(before).entries
        : [];
    const [only, other] = found;
    return only === undefined || other !== undefined ? null : [shortOf(only, words, place)];
  }

  #again(words: string): readonly Reference[] | null {
    const { last } = this.earlier;
    const [only, other] = last;
    if (only === undefined) return null;
    return [other === undefined ? again(only, words) : ambiguousShortForm(words, last)];
  }

  #numbered(
    words: string,
    numbers: string,
    place: string | undefined,
  ): readonly Reference[] | null {
    const found = numbersIn(numbers).map((number) =>
      this.entries.filter(({ label }) => label === number),
    );
    if (found.length === 0 || found.some(({ length }) => length !== 1)) return null;
    return found.flat().map((one) => shortOf(one, `[${words}]`, place));
  }

  #by(names: string, year: string): readonly ListEntry[] {
    const own = this.entries.filter((one) => isBy(one, names));
    const first = own.filter((one) => one.year === year);
    return first.length > 0 ? first : own.filter(({ years }) => years.includes(year));
  }

  /** The authors whom the sentence of a quotation names, and the entries of the only one: of two either may have said it. */
  #inSentence(before: string): { readonly names: string; readonly entries: readonly ListEntry[] } {
    const sentence = sentenceAround(before);
    const named = this.entries.filter(
      ({ head }) => firstOf(head) !== '' && hasName(sentence, firstOf(head)),
    );
    const authors = new Set(named.map(({ head }) => firstOf(head)));
    return { names: [...authors].join(', '), entries: authors.size === 1 ? named : [] };
  }

  /** The longest name before `(2023)` by which entries go, and those; behind a quotation, whoever its sentence names. */
  #before(
    { before, quoted }: Bracket,
    year: string,
  ): { readonly names: string; readonly found: readonly ListEntry[] } {
    if (quoted) {
      const { names, entries } = this.#inSentence(before);
      return { names, found: entries.filter((one) => one.year === year) };
    }
    const words = before.trim().slice(-LONGEST_HEAD).split(/\s+/u).slice(-LONGEST_NAME);
    const all = words.map((_, i) => words.slice(i).join(' ')).filter(isName);
    const named = all.map((names) => ({ names, found: this.#by(names, year) }));
    return named.find(({ found }) => found.length > 0) ?? { names: '', found: [] };
  }
}

/** True behind a quotation, and behind the full stop of one that is set in. */
const isCiting = ({ quoted, before }: Bracket): boolean =>
  quoted || /[.!?…][”"’]? ?$/u.test(before);

const orNull = (found: readonly Reference[]): readonly Reference[] | null =>
  found.length > 0 ? found : null;

const shortOf = (
  { reference }: ListEntry,
  cited: string,
  place: string | undefined,
): Reference => ({
  ...reference,
  cited,
  pinpoint:
    place === undefined
      ? null
      : /^\d+$/u.test(place)
        ? place
        : readTail(`, ${place}`, false).pinpoint,
});

/** What stands in an entry for the authors of the one above it: `———.`, `— (2023)`. */
const SAME_AUTHORS = /^(?:[—–―_-]{1,6}(?= ?\()|(?:[—–―_-] ?){2,6}[.,]) ?/u;
/** The authors of an entry: what stands before its year, or before its first full stop that is no initial's. */
const AUTHORS = /^\p{L}.{0,118}?(?=[.,]? ?\(?(?:19|20)\d{2}\p{L}?(?!\p{N})|(?<![\s.]\p{Lu})\. )/u;

/** With the authors of the entry above in the place of the dashes that stand for them. */
export function withRepeatedAuthors(manuscript: Manuscript): Manuscript {
  let authors: string | null = null;
  const paragraphs = manuscript.paragraphs.map((paragraph) => {
    const text = paragraphText(paragraph);
    const [dashes] = SAME_AUTHORS.exec(text) ?? [];
    if (dashes === undefined || authors === null) {
      authors = AUTHORS.exec(text)?.[0] ?? null;
      return paragraph;
    }
    const rest = sliceRuns(paragraph.runs, dashes.length, text.length);
    return {
      ...paragraph,
      runs: [plainRun(`${authors}${text.startsWith('(', dashes.length) ? ' ' : '. '}`), ...rest],
    };
  });
  return { ...manuscript, paragraphs };
}

/** The entries of a report's lists of sources. */
export function listEntries({ paragraphs }: Manuscript): readonly ListEntry[] {
  const bibliography = new Bibliography(paragraphs);
  const listed = paragraphs.filter((paragraph) => {
    const text = paragraphText(paragraph).trim();
    if (paragraph.kind === 'heading') bibliography.enter(text, paragraph);
    else if (!bibliography.enterText(text, paragraph))
      return bibliography.isOpen || paragraph.listed;
    return false;
  });
  return listed.map(entryOf);
}

function entryOf(paragraph: ReportParagraph): ListEntry {
  const whole = paragraphText(paragraph).trim();
  const { label = null } = LABEL.exec(whole)?.groups ?? {};
  const text = whole.replace(LABEL, '');
  const year = LETTERED.exec(text) ?? YEAR.exec(text);
  const head = text.slice(0, Math.min(year?.index ?? LONGEST_HEAD, LONGEST_HEAD));
  return {
    label,
    head: head.replace(/(?<![\s(,.])[\s(,.]+$/u, ''),
    year: year?.[0] ?? null,
    years: text.match(YEARS) ?? [],
    reference: parseReference(paragraph.runs) ?? unreadReference(paragraph.runs),
  };
}

/** True for an entry that begins with the first of these names and has the others, or whose body goes by them. */
function isBy({ head, reference }: ListEntry, names: string): boolean {
  const [first = '', ...others] = names
    .replace(/\s?\[[^\]]{1,20}\]| et al\.?$|['’]s?$/gu, '')
    .split(/, | (?:and|&|und|et|y|e|og|och) /u);
  const begins =
    hasName(head.slice(0, first.length + 2), first) && others.every((name) => hasName(head, name));
  const { publisher } = reference;
  return (
    begins ||
    isSamePublisher(head, names) ||
    (publisher !== null && isSamePublisher(publisher, names))
  );
}

/** The first author of an entry: `Soto` of `Soto, J. and Lee, K.`, and a body as it is called. */
const firstOf = (head: string): string =>
  head.split(/, | (?:and|&|und|et|y|e|og|och) |\s?\(/u, 1)[0] ?? head;

const NEXT_SENTENCE = /[.!?;]\s+(?=\p{Lu}|x)/gu;

function sentenceAround(text: string): string {
  let [bare, end] = ['', 0];
  for (const one of quotationsIn(text)) {
    bare += `${text.slice(end, one.start)}${'x'.repeat(one.end - one.start)}`;
    end = one.end;
  }
  bare += text.slice(end);
  const last = [...bare.matchAll(NEXT_SENTENCE)].at(-1);
  return bare.slice((last?.index ?? -1) + 1);
}

/** The number of an entry in a list of sources or of endnotes. */
const NUMBERED_ENTRY = /^[[(]?(?<number>\d{1,3})(?:[\].)]{1,2}\s*|\s+)(?=\S)/u;
/** `[footnote 24]`, as a browser prints a mark whose link is lost. */
const WORDED = /\s?\[(?<word>\p{L}[\p{L}\p{M}.]{0,14}) ?(?<number>\d{1,3})\]/gu;
/** Behind these a raised number is a power: a ten, a unit. */
const POWER = /(?:\d|(?:^|[\s\d/])(?:[kcmd]?m|ft|mi|in|yd))$/u;
/** Paragraphs of one entry, at most. Our choice. */
const MAX_PARAGRAPHS = 4;
/** Lists of one file, at most. Our choice. */
const MAX_LISTS = 20;
/** Share of a list’s entries that have a mark, at least. Our choice. */
const MIN_MARKED_SHARE = 0.75;

/** The numbers of `3`, `3,5–7`, `3(p12),5`. */
const numbersIn = (words: string): readonly string[] =>
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
    { label: number, paragraphs: [restored(noteEntry(parts.map(({ own }) => own)))] },
  ]);
  return {
    ...manuscript,
    paragraphs: marked.filter((one) => !taken.has(one)).map(restored),
    notes: { ...manuscript.notes, ...Object.fromEntries(notes) },
  };
}

function restored(paragraph: ReportParagraph): ReportParagraph {
  if (paragraph.runs.every(({ raised }) => raised === undefined)) return paragraph;
  const runs = paragraph.runs.map(({ raised, ...run }) => ({
    ...run,
    text: `${run.text}${raised?.text ?? ''}`,
  }));
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
    return [
      ...before.slice(0, -1),
      { ...last, raised: { numbers: groups?.number ?? '', text: whole } },
    ];
  });
  return { ...paragraph, runs: [...runs, ...sliceRuns(paragraph.runs, from, text.length)] };
}

/** An entry in one paragraph, without its number. */
function noteEntry(paragraphs: readonly ReportParagraph[]): ReportParagraph {
  const runs = paragraphs.flatMap((one, i) => (i === 0 ? one.runs : [plainRun(' '), ...one.runs]));
  const text = paragraphText({ runs });
  return {
    ...(paragraphs[0] as ReportParagraph),
    runs: sliceRuns(runs, NUMBERED_ENTRY.exec(text)?.[0].length ?? 0, text.length),
  };
}

const isNumber = (id: string): boolean => /^\d{1,3}$/u.test(id);
const numbersOf = (paragraphs: readonly ReportParagraph[]): ReadonlySet<string> =>
  new Set(paragraphs.flatMap(({ runs }) => runs.flatMap(({ notes }) => notes.filter(isNumber))));

/** The last list, numbered from the first mark on, of which every number that is marked before it is an entry, and most entries are marked. */
function listFor(paragraphs: readonly ReportParagraph[]): ReturnType<typeof listFrom> | null {
  const labels = paragraphs.map(
    (one) => NUMBERED_ENTRY.exec(paragraphText(one))?.groups?.number ?? null,
  );
  const first = Math.min(...[...numbersOf(paragraphs)].map(Number));
  let start = labels.lastIndexOf(`${first}`);
  for (let tries = 0; start > 0 && tries < MAX_LISTS; tries++) {
    const list = listFrom(paragraphs, labels, start, first);
    const numbers = [...numbersOf(paragraphs.slice(0, start))];
    if (numbers.length >= MIN_MARKED_SHARE * list.size && numbers.every((one) => list.has(one)))
      return list;
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
      if (last === undefined || last.length === MAX_PARAGRAPHS || of.kind === 'heading') break;
      last.push({ of, own: of });
      continue;
    }
    for (let rest: ReportParagraph | null = of; rest !== null; ) {
      const end: number = labels[at + 1] === `${next() + 1}` ? -1 : startOf(rest, next() + 1);
      const own: ReportParagraph = end < 0 ? rest : { ...rest, runs: sliceRuns(rest.runs, 0, end) };
      list.set(`${next()}`, [{ of, own }]);
      rest =
        end < 0 ? null : { ...rest, runs: sliceRuns(rest.runs, end, paragraphText(rest).length) };
    }
  }
  // What follows the last entry is part of it only where entries of this list have as many paragraphs.
  const [last, ...others] = [...list.values()].reverse();
  if (last !== undefined && others.length > 0)
    last.splice(Math.max(...others.map(({ length }) => length)));
  return list;
}

/** Where the entry of a number begins within another's paragraph; -1 where it does not. */
const startOf = (paragraph: ReportParagraph, number: number): number =>
  paragraphText(paragraph).search(
    new RegExp(`(?<=\\s)[[(]?${number}[\\].)]{1,2}\\s(?=[\\p{Lu}\\p{Lo}“"„«])`, 'u'),
  );
