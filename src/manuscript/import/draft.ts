import type { Doubt, FilePlace, LeftOut } from '../../model/manuscript.js';
import type { PartialDate } from '../../model/watchlist.js';
import type { Manuscript } from '../manuscript.js';
import { type AddressFrom, EMPTY_REFERENCE, type Reference } from '../reference.js';
import { joinBibliography, type ListedSource, type ReportUse } from './bibliography.js';
import { type FrontMatter, frontMatterOf } from './front-matter.js';
import { clearFalseTranslation, type Passage, type Prose } from './passages.js';
import { languageOf } from './quote-marks.js';
import { names, type SameSourceReason, SourceIndex } from './same-source.js';
import { usesIn } from './uses.js';

/** A document that a report cites, as its citations together describe it. */
export interface DraftSource {
  readonly publisher: string | null;
  readonly title: string | null;
  readonly url: string | null;
  readonly addressFrom: AddressFrom | null;
  readonly published: PartialDate | null;
  readonly lang: string | null;
  /** How later citations were recognised as this document, each reason once. */
  readonly knownBy: readonly SameSourceReason[];
}

export interface DraftCitation {
  /** Index of the source in {@link ReportDraft.sources}. */
  readonly source: number;
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
}

/** Reads what a report cites, and which of its citations are of one document. */
export function draftOf(manuscript: Manuscript): ReportDraft {
  const { uses, bibliography, prose, leftOut } = usesIn(manuscript);
  const { joined, left } = joinBibliography(uses, bibliography.entries);
  const own = prose.map(({ text }) => text).join('\n');
  return {
    report: frontMatterOf(manuscript),
    ...citationsOf(
      joined.map((use) => ({ ...use, passages: use.passages.map((one) => clearFalseTranslation(own, one)) })),
    ),
    uncited: left,
    listed: bibliography.names,
    prose,
    leftOut,
  };
}

/** The same of the references of a library: each cites its document once, and quotes nothing. */
export const draftOfReferences = (
  references: readonly { readonly line: number; readonly reference: Reference }[],
): ReportDraft => ({
  report: { title: null, publisher: null, published: null },
  ...citationsOf(
    references.map(({ line, reference }) => ({
      section: null,
      reference,
      passages: [],
      introduction: '',
      place: { page: null, paragraph: line },
    })),
  ),
  uncited: [],
  listed: [],
  prose: [],
  leftOut: [],
});

function citationsOf(uses: readonly ReportUse[]): Pick<ReportDraft, 'citations' | 'sources'> {
  const sources = new Sources();
  const citations = uses.map(({ reference, section, passages, introduction, place }, i) => ({
    source: sources.indexOf(uses[i] as ReportUse),
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

class Sources {
  readonly all: DraftSource[] = [];
  readonly #index = new SourceIndex<Reference>();

  /** The index of the document that a use cites, which is added where it is new. */
  indexOf(use: ReportUse): number {
    const reference = use.reference ?? unnamed(use);
    const same = this.#index.same(reference);
    // An address decides before a title does: no two documents have one address.
    const found = same.find(({ because }) => because === 'address') ?? same[0];
    const at = found?.at ?? this.all.length;
    const before = this.#index.all[at];
    const known = before === undefined ? reference : fuller(before, reference);
    this.#index.put(known, at);
    const { publisher, title, url, addressFrom, published } = known;
    const lang = known.lang ?? this.all[at]?.lang ?? quotedLanguage(use) ?? statedLanguage(title);
    const knownBy = [...(this.all[at]?.knownBy ?? []), ...(found === undefined ? [] : [found.because])];
    const own = { publisher, title, url, addressFrom, published: published?.iso ?? null, lang };
    this.all[at] = { ...own, knownBy: [...new Set(knownBy)] };
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

/** A quotation without a citation: it goes by the sentence that introduces it, else by its own words. */
const unnamed = ({ introduction, passages }: ReportUse): Reference => ({
  ...EMPTY_REFERENCE,
  title: (introduction || passages[0]?.text)?.slice(0, LONGEST_TITLE) ?? null,
});

/** Characters of the words that stand for a missing title. Our choice. */
const LONGEST_TITLE = 120;
