import { type Doubt, EMPTY_LEDGER, type FilePlace, type Ledger, type LeftOut } from '../../model/manuscript.js';
import type { PartialDate, Quote } from '../../model/watchlist.js';
import type { Manuscript } from '../manuscript.js';
import type { AddressFrom, Reference } from '../reference.js';
import { joinBibliography, type ListedSource, type ReportUse } from './bibliography.js';
import { type FrontMatter, frontMatterOf } from './front-matter.js';
import { ledgerOf } from './ledger.js';
import { withListedMarks } from './listed-marks.js';
import { clearFalseTranslation, type Passage, type Prose } from './passages.js';
import { languageOf } from './quote-marks.js';
import { names, SourceIndex } from './same-source.js';
import { usesIn } from './uses.js';

/** A document that a report cites, as its citations together describe it. */
export interface DraftSource {
  readonly publisher: string | null;
  readonly title: string | null;
  readonly url: string | null;
  readonly addressFrom: AddressFrom | null;
  readonly published: PartialDate | null;
  readonly lang: string | null;
}

export interface DraftCitation {
  /** Index of the source in {@link ReportDraft.sources}; null where a person has to say which document it is. */
  readonly source: number | null;
  readonly section: string | null;
  readonly accessed: PartialDate | null;
  readonly pinpoint: string | null;
  /** As printed; null for a quotation without a citation. */
  readonly cited: string | null;
  readonly passages: readonly Passage[];
  readonly introduction: string;
  readonly place: FilePlace;
  readonly doubts: readonly Doubt[];
}

/** A document of which nothing is known. */
export const NO_SOURCE: DraftSource = {
  ...{ publisher: null, title: null, url: null, addressFrom: null, published: null, lang: null },
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
}

/** Reads what a report cites, and which of its citations are of one document. */
export function draftOf(handed: Manuscript): ReportDraft {
  const manuscript = withListedMarks(handed);
  const read = usesIn(manuscript);
  const { uses, bibliography, prose, leftOut } = read;
  const { joined, left } = joinBibliography(uses, bibliography.entries);
  const own = prose.map(({ text }) => text).join('\n');
  const drafted = citationsOf(
    joined.map((use) => ({ ...use, passages: use.passages.map((one) => clearFalseTranslation(own, one)) })),
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

const NOTHING_ELSE = { uncited: [], listed: [], prose: [], leftOut: [], ledger: EMPTY_LEDGER } as const;
const UNSTATED: FrontMatter = { title: null, publisher: null, published: null };

/** The same of the references of a library: each cites its document once, and quotes nothing. */
export const draftOfReferences = (
  references: readonly { readonly line: number; readonly reference: Reference }[],
): ReportDraft => ({
  report: UNSTATED,
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
  const passages = [{ text, original: original ?? null, translated, place, marked: true, unbalanced: false }];
  const own = { ...citation, source: 0, cited: null, passages, introduction: '', place, doubts: [] };
  return { report: UNSTATED, citations: [own], sources: [source], ...NOTHING_ELSE };
};

function citationsOf(uses: readonly ReportUse[]): Pick<ReportDraft, 'citations' | 'sources'> {
  const sources = new Sources();
  const citations = uses.map(({ reference, section, passages, introduction, place }, i) => ({
    source: namesDocument(reference) ? sources.indexOf(uses[i] as ReportUse, reference) : null,
    section,
    accessed: reference?.accessed?.iso ?? null,
    pinpoint: reference?.pinpoint ?? null,
    cited: reference?.cited ?? null,
    passages,
    introduction,
    place,
    doubts: reference?.doubts ?? [{ kind: 'no-citation' } as const],
  }));
  return { citations, sources: sources.all };
}

/** False where no title was read and no address, or several documents fit: what is made of its words is no document. */
const namesDocument = (reference: Reference | null): reference is Reference =>
  reference !== null &&
  (reference.url !== null || !reference.doubts.some(({ kind }) => kind === 'no-title' || kind === 'several-fit'));

class Sources {
  readonly all: DraftSource[] = [];
  readonly #index = new SourceIndex<Reference>();

  /** The index of the document that a use cites, which is added where it is new. */
  indexOf(use: ReportUse, reference: Reference): number {
    const same = this.#index.same(reference);
    // An address decides before a title does: no two documents have one address.
    const found = same.find(({ because }) => because === 'address') ?? same[0];
    const at = found?.at ?? this.all.length;
    const before = this.#index.all[at];
    const known = before === undefined ? reference : fuller(before, reference);
    this.#index.put(known, at);
    const { publisher, title, url, addressFrom, published } = known;
    const lang = known.lang ?? this.all[at]?.lang ?? quotedLanguage(use) ?? statedLanguage(title);
    this.all[at] = { publisher, title, url, addressFrom, published: published?.iso ?? null, lang };
    return at;
  }
}

function quotedLanguage({ passages }: ReportUse): string | null {
  const [first] = passages;
  return first?.translated ? (first.original?.lang ?? null) : statedLanguage(first?.text ?? null);
}

function statedLanguage(text: string | null): string | null {
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
    published: (b.published?.iso?.length ?? 0) > (a.published?.iso?.length ?? 0) ? b.published : a.published,
    url: address.url,
    addressFrom: address.addressFrom,
    lang: a.lang ?? b.lang,
  };
}

const longer = (a: string | null, b: string | null): string | null =>
  (b?.length ?? 0) > (a?.length ?? 0) && (a === null || /(?:…|\.{3})$/u.test(a)) ? b : (a ?? b);
