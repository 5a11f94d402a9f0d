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
const NOWHERE = { page: null, paragraph: 0 };

interface Drafted {
  readonly citations: readonly {
    readonly source: number | null;
    readonly cited: string | null;
    readonly passages: readonly Passage[];
  }[];
  readonly sources: readonly { readonly url: string | null }[];
}

type Counted = LedgerEntry & { readonly key: string };
/** `listed`: in another list of the draft; `told`: in the ledger’s own. */
type Fate = 'cited' | 'listed' | 'told' | 'lost';

/** Counts what a file holds before anything is read into it, and says where each came to: to a citation, to a list, or nowhere. */
export function ledgerOf(
  manuscript: Manuscript,
  { uses, notes: readings, bibliography, leftOut }: Uses,
  { citations, sources }: Drafted,
): Ledger {
  const references = new Set(uses.map(({ reference }) => reference));
  const used = citations.filter(({ source }) => source !== null);
  const printed = used.map(({ cited }) => cited ?? '').join('\n');
  const addresses = new Set(sources.flatMap(({ url }) => (url === null ? [] : [addressKey(url)])));
  const lettersIn = (all: Drafted['citations']): string =>
    all
      .flatMap(({ passages }) => passages.flatMap((one) => [one.text, one.original?.text ?? '']))
      .map(foldedLetters)
      .join('\n');
  const quoted = lettersIn(used);
  const listed = [lettersIn(citations), ...leftOut.map(({ words }) => foldedLetters(words))].join('\n');
  const titles = [
    ...uses.flatMap(({ reference }) => reference ?? []),
    ...bibliography.entries.map((one) => one.reference),
  ]
    .map(({ cited }) => foldedLetters(cited))
    .join('\n');
  const heading = manuscript.paragraphs.find(({ kind }) => kind === 'heading')?.place;
  const fateOf = ({ kind, key, words, place }: Counted): Fate | null => {
    if (kind === 'address') return addresses.has(key) || printed.includes(words) ? 'cited' : 'told';
    if (kind === 'quotation') {
      if (quoted.includes(key)) return 'cited';
      if (listed.includes(key)) return 'listed';
      return titles.includes(key) || place === heading ? null : bibliography.places.has(place) ? 'told' : 'lost';
    }
    const reading = readings.get(key);
    if (manuscript.notes[key] === undefined || reading === undefined) return 'lost';
    return kind === 'mark' || reading.references.some((one) => references.has(one)) ? 'cited' : 'told';
  };
  const all = countedIn(manuscript).map((one) => ({ ...one, fate: fateOf(one) }));
  const of = (fate: Fate): readonly LedgerEntry[] =>
    all.flatMap((one) => (one.fate === fate ? [{ kind: one.kind, words: one.words, place: one.place }] : []));
  const count = (kind: LedgerEntry['kind']): number =>
    all.filter((one) => one.kind === kind && one.fate !== null).length;
  return {
    ...{ notes: count('note'), marks: count('mark'), addresses: count('address'), quotations: count('quotation') },
    told: of('told'),
    lost: of('lost'),
  };
}

/** Every note, mark, address and longer quotation of a file, an address once. */
function countedIn({ paragraphs, notes, around = [] }: Manuscript): readonly Counted[] {
  const addresses = new Map<string, Counted>();
  const address = (href: string, place: LedgerEntry['place']): void => {
    const key = addressKey(href);
    if (!addresses.has(key)) addresses.set(key, { kind: 'address', words: href, place, key });
  };
  const all = Object.entries(notes);
  const inParagraph = (paragraph: ReportParagraph): readonly Counted[] => {
    const { runs, place } = paragraph;
    const text = paragraphText(paragraph);
    for (const { href } of runs) if (href?.startsWith('http')) address(href, place);
    const bare = runs.map((run) => (run.href === null ? run.text : ' ')).join('');
    for (const [found] of bare.matchAll(PRINTED)) address(found.replace(/[.,;:!?)\]'’]+$/u, ''), place);
    const marks = runs.flatMap((run) =>
      run.notes.map((key) => ({ kind: 'mark' as const, words: text.slice(0, KNOWN_BY), place, key })),
    );
    const within = paragraph.listed ? [] : quotationsWithin(text);
    // A paragraph that goes on in the next one is opened and not closed.
    const opened = opensQuotation(text) && within[0]?.start !== 0 ? [{ text: withoutOuterMarks(text) }] : [];
    const quotations = [...within, ...opened].filter((one) => isLong(one.text));
    return [
      ...marks,
      ...quotations.map((one) => ({
        kind: 'quotation' as const,
        words: one.text,
        place,
        key: foldedLetters(one.text).slice(0, KNOWN_BY),
      })),
    ];
  };
  const counted = [
    ...paragraphs.flatMap(inParagraph),
    ...all.flatMap(([key, note]): readonly Counted[] => [
      {
        kind: 'note',
        words: note.paragraphs.map(paragraphText).join(' '),
        place: note.paragraphs[0]?.place ?? NOWHERE,
        key,
      },
      ...note.paragraphs.flatMap(inParagraph),
    ]),
  ];
  for (const href of around) address(href, NOWHERE);
  return [...counted, ...addresses.values()];
}
