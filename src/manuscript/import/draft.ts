import { addressKey } from '../../model/address.js';
import {
  type Doubt,
  EMPTY_LEDGER,
  type FilePlace,
  type Ledger,
  type LedgerEntry,
  type LeftOut,
} from '../../model/manuscript.js';
import type { PartialDate, Quote } from '../../model/watchlist.js';
import { issuesIn } from '../../passage/text/edition-dates.js';
import { foldedLetters } from '../../passage/text/fold.js';
import { segmentSentences } from '../../passage/text/sentences.js';
import { opensQuotation, outsideQuotations, withoutOuterMarks } from '../grammar/quote-marks.js';
import { ADDRESS_BEGINS } from '../grammar/take-address.js';
import {
  type FrontMatter,
  type Manuscript,
  NOTHING_SAID,
  paragraphText,
  type ReportParagraph,
} from '../manuscript.js';
import { archivedOf, type Reference, watchedAddress } from '../reference.js';
import {
  frontMatterOf,
  joinBibliography,
  type ListedSource,
  type ReportUse,
  type Uses,
} from './bibliography.js';
import { withTabulatedSources } from './citing-lines.js';
import {
  clearFalseTranslation,
  isLong,
  type Passage,
  type Prose,
  quotationsWithin,
} from './passages.js';
import { languageOf } from './quotation-remarks.js';
import { names, SourceIndex, titleShare } from './same-source.js';
import { withListedMarks, withRepeatedAuthors } from './short-citations.js';
import { usesIn } from './uses.js';

/** A document that a report cites, as its citations together describe it. */
export interface DraftSource
  extends Pick<
    Reference,
    'publisher' | 'title' | 'url' | 'addressFrom' | 'archived' | 'lang' | 'zotero'
  > {
  readonly published: PartialDate | null;
}

export interface DraftCitation extends Omit<ReportUse, 'reference'> {
  /** Index of the source in {@link ReportDraft.sources}; null where a person has to say which document it is. */
  readonly source: number | null;
  readonly accessed: PartialDate | null;
  readonly pinpoint: string | null;
  /** As printed; null for a quotation without a citation. */
  readonly cited: string | null;
  readonly doubts: readonly Doubt[];
}

/** A document of which nothing is known. */
export const NO_SOURCE: DraftSource = {
  publisher: null,
  title: null,
  url: null,
  addressFrom: null,
  published: null,
  lang: null,
};

/** What a report cites: its citations in order, and the documents that they cite. */
export interface ReportDraft {
  readonly report: FrontMatter;
  readonly citations: readonly DraftCitation[];
  readonly sources: readonly DraftSource[];
  /** Entries of the list of sources that nothing cites. */
  readonly uncited: readonly ListedSource[];
  readonly listed: readonly string[];
  readonly prose: readonly Prose[];
  readonly leftOut: readonly LeftOut[];
  readonly ledger: Ledger;
  /** Where the file was handed out with changes of ours: their keys, and what it would cite with all taken that are still tracked in it. */
  readonly offered?: { readonly keys: readonly string[]; readonly taken: ReportDraft };
}

/** Reads what a report cites, and which of its citations are of one document. */
export function draftOf(handed: Manuscript): ReportDraft {
  const manuscript = withTabulatedSources(withRepeatedAuthors(withListedMarks(handed)));
  const read = usesIn(manuscript);
  const { uses, bibliography, prose, leftOut } = read;
  const { joined, left } = joinBibliography(uses, bibliography.entries);
  const own = prose.map(({ text }) => text).join('\n');
  const drafted = citationsOf(
    joined.map((use) => ({
      ...use,
      passages: use.passages.map((one) => clearFalseTranslation(own, one)),
    })),
  );
  return {
    report: frontMatterOf(manuscript),
    ...drafted,
    ledger: ledgerOf(manuscript, read, drafted),
    uncited: left,
    listed: bibliography.names,
    prose,
    leftOut,
  };
}

const NOTHING_ELSE = {
  uncited: [],
  listed: [],
  prose: [],
  leftOut: [],
  ledger: EMPTY_LEDGER,
} as const;

/** The same of the references of a library: each cites its document once, and quotes nothing. */
export const draftOfReferences = (
  references: readonly { readonly line: number; readonly reference: Reference }[],
): ReportDraft => ({
  report: NOTHING_SAID,
  ...citationsOf(
    references.map(({ line, reference }) => ({
      section: null,
      reference,
      passages: [],
      introduction: '',
      place: { page: null, paragraph: line },
    })),
  ),
  ...NOTHING_ELSE,
});

/** The same of one citation that is added beside a report. */
export const draftOfAddition = (
  source: DraftSource,
  { text, original, translated = false }: Quote,
  citation: Pick<DraftCitation, 'section' | 'accessed' | 'pinpoint'>,
): ReportDraft => {
  const place = { page: null, paragraph: 1 };
  const passages = [
    { text, original: original ?? null, translated, place, marked: true, unbalanced: false },
  ];
  const own = {
    ...citation,
    source: 0,
    cited: null,
    passages,
    introduction: '',
    place,
    doubts: [],
  };
  return {
    report: NOTHING_SAID,
    citations: [own],
    sources: [{ ...source, ...watchedAddress(source) }],
    ...NOTHING_ELSE,
  };
};

function citationsOf(uses: readonly ReportUse[]): Pick<ReportDraft, 'citations' | 'sources'> {
  const sources: DraftSource[] = [];
  const index = new SourceIndex<Reference>();
  /** The index of the document that a use cites, which is added where it is new. */
  const indexOf = (reference: Reference, passages: readonly Passage[]): number => {
    const at = index.find(reference) ?? sources.length;
    const before = index.all[at];
    const known = before === undefined ? reference : fuller(before, reference);
    index.put(known, at);
    const { publisher, title, url, addressFrom, published, zotero } = known;
    const lang =
      known.lang ?? sources[at]?.lang ?? quotedLanguage(passages) ?? detectedLanguage(title);
    const iso = published?.iso ?? null;
    sources[at] = {
      publisher,
      title,
      url,
      addressFrom,
      ...archivedOf(known),
      published: iso,
      lang,
      zotero,
    };
    return at;
  };
  const citations = uses.map(({ reference, ...use }) => ({
    ...use,
    source: namesDocument(reference) ? indexOf(reference, use.passages) : null,
    accessed: reference?.accessed?.iso ?? null,
    pinpoint: reference?.pinpoint ?? null,
    cited: reference?.cited ?? null,
    doubts: reference?.doubts ?? [{ kind: 'no-citation' } as const],
  }));
  return { citations, sources };
}

/** False where no title was read and no address, or several documents fit: what is made of its words is no document. */
const namesDocument = (reference: Reference | null): reference is Reference =>
  reference !== null &&
  (reference.url !== null ||
    !reference.doubts.some(({ kind }) => kind === 'no-title' || kind === 'several-fit'));

function quotedLanguage([first]: readonly Passage[]): string | null {
  return first?.translated ? (first.original?.lang ?? null) : detectedLanguage(first?.text ?? null);
}

/** The language of a passage or a title, as far as it can be told; null for none. */
export function detectedLanguage(text: string | null): string | null {
  const lang = text === null ? 'und' : languageOf(text);
  return lang === 'und' ? null : lang;
}

/** Merges two references to one document: the publisher that both print, the uncut title, the more precise date. */
function fuller(a: Reference, b: Reference): Reference {
  const address = a.url === null ? b : a;
  return {
    ...a,
    publisher: names(a, b) ? b.publisher : (a.publisher ?? b.publisher),
    title: longer(a.title, b.title),
    published:
      (b.published?.iso?.length ?? 0) > (a.published?.iso?.length ?? 0) ? b.published : a.published,
    url: address.url,
    addressFrom: address.addressFrom,
    ...archivedOf(a, b),
    lang: a.lang ?? b.lang,
    zotero: a.zotero ?? b.zotero,
  };
}

const longer = (a: string | null, b: string | null): string | null =>
  (b?.length ?? 0) > (a?.length ?? 0) && (a === null || /(?:…|\.{3})$/u.test(a)) ? b : (a ?? b);

/** Letters by which a quotation is known again: remarks behind it are no part of the passage. Our choice. */
const KNOWN_BY = 60;
const PRINTED = new RegExp(String.raw`${ADDRESS_BEGINS}[^\s<>"“”«»）】》」』、。，；]{3,}`, 'gu');
/** Where a quotation may begin that its paragraph does not end. */
const OPENED = /(?:^|[:：]\s?)(?=\p{P})/gu;
const NOWHERE = { page: null, paragraph: 0 };

type Counted = LedgerEntry & { readonly key: string };
/** `listed`: in another list of the draft; `told`: in the ledger’s own; null for the title of a document. */
type Fate = 'cited' | 'listed' | 'told' | 'lost' | null;

/** Counts what a file holds before anything is read into it, and says where each came to: to a citation, to a list, or nowhere. */
function ledgerOf(
  manuscript: Manuscript,
  { uses, notes: readings, bibliography, leftOut }: Uses,
  { citations, sources }: Pick<ReportDraft, 'citations' | 'sources'>,
): Ledger {
  const references = uses.flatMap(({ reference }) => reference ?? []);
  const used = citations.filter(({ source }) => source !== null);
  const printed = used.map(({ cited }) => cited).join('\n');
  const addresses = new Set(
    sources.flatMap(({ url, archived = [] }) => [url ?? [], archived].flat().map(addressKey)),
  );
  const lettersIn = (texts: readonly string[]): string => texts.map(foldedLetters).join('\n');
  const passagesIn = (all: readonly DraftCitation[]): readonly string[] =>
    all.flatMap(({ passages }) =>
      passages.flatMap(({ text, original }) => [text, original?.text ?? '']),
    );
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
      return titles.includes(key) || place === heading
        ? null
        : bibliography.places.has(place)
          ? 'told'
          : 'lost';
    }
    const reading = readings.get(key);
    if (manuscript.notes[key] === undefined || reading === undefined) return 'lost';
    return kind === 'mark' || reading.references.some((one) => references.includes(one))
      ? 'cited'
      : 'told';
  };
  const all = countedIn(manuscript).map((one) => ({ entry: one, fate: fateOf(one) }));
  const of = (fate: Fate): readonly LedgerEntry[] =>
    all.flatMap((one) => (one.fate === fate ? (({ key, ...entry }) => entry)(one.entry) : []));
  const count = (kind: string): number =>
    all.filter(({ entry, fate }) => entry.kind === kind && fate !== null).length;
  return {
    notes: count('note'),
    marks: count('mark'),
    addresses: count('address'),
    quotations: count('quotation'),
    told: of('told'),
    lost: of('lost'),
  };
}

/** Every note, mark, address and longer quotation of a file, an address once. */
function countedIn({ paragraphs, notes, around = [] }: Manuscript): readonly Counted[] {
  const addresses = new Map<string, Counted>();
  const address = (words: string, place: LedgerEntry['place']): void => {
    const key = addressKey(/^https?:/iu.test(words) ? words : `https://${words}`);
    if (!addresses.has(key)) addresses.set(key, { kind: 'address', words, place, key });
  };
  const inParagraph = (paragraph: ReportParagraph): readonly Counted[] => {
    const { runs, place } = paragraph;
    const text = paragraphText(paragraph);
    for (const { href } of runs) if (href?.startsWith('http')) address(href, place);
    const bare = runs.map((run) => (run.href === null ? run.text : ' ')).join('');
    for (const [found] of bare.matchAll(PRINTED))
      address(found.replace(/[.,;:!?)\]'’]+$/u, ''), place);
    const within = paragraph.listed ? [] : quotationsWithin(text);
    // What goes on in the next paragraph is opened and not closed.
    const opened = [...text.matchAll(OPENED)]
      .map(({ index, 0: before }) => index + before.length)
      .filter(
        (at) =>
          opensQuotation(text.slice(at)) &&
          !within.some(({ start, end }) => start <= at && at < end),
      )
      .map((at) => withoutOuterMarks(text.slice(at)));
    const quotations = [...within.map((one) => one.text), ...opened].filter(isLong);
    const marks = runs.flatMap((run) => run.notes);
    return [
      ...marks.map(
        (key): Counted => ({ kind: 'mark', words: text.slice(0, KNOWN_BY), place, key }),
      ),
      ...quotations.map(
        (words): Counted => ({
          kind: 'quotation',
          words,
          place,
          key: foldedLetters(words).slice(0, KNOWN_BY),
        }),
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

/** What a report says of the edition that it cites, beside a later one. */
export interface StatedChoice {
  /** Index of the citation. */
  readonly citation: number;
  readonly reason: string;
  readonly place: FilePlace;
}

/** Share of a title's words by which a sentence speaks of its document. Chosen on the seed report. */
const TITLE_SHARE = 0.5;

/**
 * Sentences before citations that name the cited edition and a later one of the same document, with the sentence behind each: no document
 * speaks of a later one, so that is the authors' own word. None where the later one is cited there too.
 */
export function choicesIn({ citations, sources }: ReportDraft): readonly StatedChoice[] {
  const told = new Set<DraftSource>();
  return citations.flatMap(({ source: at, introduction, place }, citation) => {
    const source = sources[at ?? -1];
    if (source === undefined || told.has(source)) return [];
    const beside = citations.filter(
      (one) => one.introduction === introduction && one.source !== at,
    );
    const cited = beside.flatMap((one) => yearsOf(sources[one.source ?? -1]));
    const reason = choiceIn(outsideQuotations(introduction), source, cited);
    if (reason !== null) told.add(source);
    return reason === null ? [] : [{ citation, reason, place }];
  });
}

function choiceIn(prose: string, source: DraftSource, cited: readonly string[]): string | null {
  const own = yearsOf(source);
  if (own.length === 0 || !/\d{4}.*\d{4}/su.test(prose)) return null;
  const title = (source.title ?? '').replace(/\([^)]*\)|\d+/gu, '');
  const sentences = [...segmentSentences(prose)].map(({ segment }) => segment.trim());
  const at = sentences.findIndex((sentence) => {
    const named = issuesIn(sentence).map(yearOf);
    const isLater = named.some((year) => own.every((one) => year > one) && !cited.includes(year));
    return (
      isLater &&
      named.some((year) => own.includes(year)) &&
      titleShare(title, sentence) >= TITLE_SHARE
    );
  });
  return at < 0 ? null : sentences.slice(at, at + 2).join(' ');
}

const yearOf = ({ to }: { readonly to: string }): string => to.slice(0, 4);

/** The years by which a document may be called: those of its title, and that of its publication. */
const yearsOf = (source: DraftSource | undefined): readonly string[] =>
  [source?.title ?? '', source?.published ?? ''].flatMap(issuesIn).map(yearOf);
