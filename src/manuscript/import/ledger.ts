import { addressKey } from '../../model/address.js';
import type { Ledger, LedgerEntry } from '../../model/manuscript.js';
import { foldedLetters } from '../../passage/text/fold.js';
import { type Manuscript, paragraphText, type ReportParagraph } from '../manuscript.js';
import type { Uses } from './bibliography.js';
import { isLong, type Passage, quotationsWithin } from './passages.js';
import { opensQuotation, withoutOuterMarks } from './quote-marks.js';

/** Letters by which a quotation is known again: remarks behind it are no part of the passage. Our choice. */
const KNOWN_BY = 60;
const PRINTED = /https?:\/\/[^\s<>"“”«»）】》」』、。，；]{4,}/giu;
/** Where a quotation may begin that its paragraph does not end. */
const OPENED = /(?:^|[:：]\s?)(?=\p{P})/gu;
const NOWHERE = { page: null, paragraph: 0 };

interface Drafted {
  readonly source: number | null;
  readonly cited: string | null;
  readonly passages: readonly Passage[];
}

type Counted = LedgerEntry & { readonly key: string };
/** `listed`: in another list of the draft; `told`: in the ledger’s own; null for the title of a document. */
type Fate = 'cited' | 'listed' | 'told' | 'lost' | null;

/** Counts what a file holds before anything is read into it, and says where each came to: to a citation, to a list, or nowhere. */
export function ledgerOf(
  manuscript: Manuscript,
  { uses, notes: readings, bibliography, leftOut }: Uses,
  {
    citations,
    sources,
  }: { readonly citations: readonly Drafted[]; readonly sources: readonly { url: string | null }[] },
): Ledger {
  const references = uses.flatMap(({ reference }) => reference ?? []);
  const used = citations.filter(({ source }) => source !== null);
  const printed = used.map(({ cited }) => cited).join('\n');
  const addresses = new Set(sources.flatMap(({ url }) => (url === null ? [] : addressKey(url))));
  const lettersIn = (texts: readonly string[]): string => texts.map(foldedLetters).join('\n');
  const passagesIn = (all: readonly Drafted[]): readonly string[] =>
    all.flatMap(({ passages }) => passages.flatMap(({ text, original }) => [text, original?.text ?? '']));
  const quoted = lettersIn(passagesIn(used));
  const listed = lettersIn([...passagesIn(citations), ...leftOut.map(({ words }) => words)]);
  const titles = lettersIn(
    [...references, ...bibliography.entries.map((one) => one.reference)].map((one) => one.cited),
  );
  const heading = manuscript.paragraphs.find(({ kind }) => kind === 'heading')?.place;
  const fateOf = ({ kind, key, words, place }: Counted): Fate => {
    if (kind === 'address') return addresses.has(key) || printed.includes(words) ? 'cited' : 'told';
    if (kind === 'quotation') {
      if (quoted.includes(key) || listed.includes(key)) return 'listed';
      return titles.includes(key) || place === heading ? null : bibliography.places.has(place) ? 'told' : 'lost';
    }
    const reading = readings.get(key);
    if (manuscript.notes[key] === undefined || reading === undefined) return 'lost';
    return kind === 'mark' || reading.references.some((one) => references.includes(one)) ? 'cited' : 'told';
  };
  const all = countedIn(manuscript).map((one) => ({ entry: one, fate: fateOf(one) }));
  const of = (fate: Fate): readonly LedgerEntry[] =>
    all.flatMap((one) => (one.fate === fate ? (({ key, ...entry }) => entry)(one.entry) : []));
  const count = (kind: string): number => all.filter(({ entry, fate }) => entry.kind === kind && fate !== null).length;
  return {
    ...{ notes: count('note'), marks: count('mark'), addresses: count('address'), quotations: count('quotation') },
    ...{ told: of('told'), lost: of('lost') },
  };
}

/** Every note, mark, address and longer quotation of a file, an address once. */
function countedIn({ paragraphs, notes, around = [] }: Manuscript): readonly Counted[] {
  const addresses = new Map<string, Counted>();
  const address = (words: string, place: LedgerEntry['place']): void => {
    const key = addressKey(words);
    if (!addresses.has(key)) addresses.set(key, { kind: 'address', words, place, key });
  };
  const inParagraph = (paragraph: ReportParagraph): readonly Counted[] => {
    const { runs, place } = paragraph;
    const text = paragraphText(paragraph);
    for (const { href } of runs) if (href?.startsWith('http')) address(href, place);
    const bare = runs.map((run) => (run.href === null ? run.text : ' ')).join('');
    for (const [found] of bare.matchAll(PRINTED)) address(found.replace(/[.,;:!?)\]'’]+$/u, ''), place);
    const within = paragraph.listed ? [] : quotationsWithin(text);
    // What goes on in the next paragraph is opened and not closed.
    const opened = [...text.matchAll(OPENED)]
      .map(({ index, 0: before }) => index + before.length)
      .filter((at) => opensQuotation(text.slice(at)) && !within.some(({ start, end }) => start <= at && at < end))
      .map((at) => withoutOuterMarks(text.slice(at)));
    const quotations = [...within.map((one) => one.text), ...opened].filter(isLong);
    const marks = runs.flatMap((run) => run.notes);
    return [
      ...marks.map((key): Counted => ({ kind: 'mark', words: text.slice(0, KNOWN_BY), place, key })),
      ...quotations.map(
        (words): Counted => ({ kind: 'quotation', words, place, key: foldedLetters(words).slice(0, KNOWN_BY) }),
      ),
    ];
  };
  const inNote = ([key, { paragraphs: own }]: (typeof all)[number]): readonly Counted[] => [
    { kind: 'note', words: own.map(paragraphText).join(' '), place: own[0]?.place ?? NOWHERE, key },
    ...own.flatMap(inParagraph),
  ];
  const all = Object.entries(notes);
  const counted = [...paragraphs.flatMap(inParagraph), ...all.flatMap(inNote)];
  for (const href of around) address(href, NOWHERE);
  return [...counted, ...addresses.values()];
}
