import type { Doubt, FilePlace, LeftOut } from '../../model/manuscript.js';
import type { PartialDate } from '../../model/watchlist.js';
import type { Manuscript } from '../manuscript.js';
import { type AddressFrom, EMPTY_REFERENCE, type Reference } from '../reference.js';
import type { ListedSource, ReportUse } from './bibliography.js';
import { joinBibliography } from './bibliography.js';
import { type FrontMatter, frontMatterOf } from './front-matter.js';
import { clearFalseTranslation, type Passage, type Prose } from './passages.js';
import { languageOf } from './quote-marks.js';
import { isSameSource, names, type SameSourceReason, SourceIndex } from './same-source.js';
import { usesIn } from './uses.js';

/** A document that a report cites, as its citations together describe it. */
export interface DraftSource {
  readonly publisher: string | null;
  readonly title: string | null;
  readonly url: string | null;
  readonly addressFrom: AddressFrom | null;
  readonly published: PartialDate | null;
  readonly lang: string | null;
  /** How later citations were known to be of this document, each once. */
  readonly knownBy: readonly SameSourceReason[];
}

/** One citation of a report, before it has an id. */
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

/** What could be read of a report: its citations in order, and the documents that they cite. */
export interface ReportDraft {
  readonly report: FrontMatter;
  readonly citations: readonly DraftCitation[];
  readonly sources: readonly DraftSource[];
  /** Documents that a list of sources names and no citation does. */
  readonly uncited: readonly ListedSource[];
  /** Publishers that a list of sources names. */
  readonly listed: readonly string[];
  /** What the report says in its own words, in order. */
  readonly prose: readonly Prose[];
  /** What stands in quotation marks and was taken for no source's words, in order. */
  readonly leftOut: readonly LeftOut[];
}

/** Reads what a report cites. */
export function draftOf(manuscript: Manuscript): ReportDraft {
  const { uses, bibliography, prose, leftOut } = usesIn(manuscript);
  const { joined, left } = joinBibliography(uses, bibliography.entries);
  const sources = new Sources();
  const own = prose.map(({ text }) => text).join('\n');
  return {
    report: frontMatterOf(manuscript),
    citations: joined.map((use) =>
      citationOf(
        { ...use, passages: use.passages.map((passage) => clearFalseTranslation(own, passage)) },
        sources,
      ),
    ),
    sources: sources.all,
    uncited: left,
    listed: bibliography.names,
    prose,
    leftOut,
  };
}

/** The same of the references of a library: each cites its document once, and quotes nothing. */
export function draftOfReferences(
  references: readonly { readonly line: number; readonly reference: Reference }[],
): ReportDraft {
  const sources = new Sources();
  const citations = references.map(({ line, reference }) =>
    citationOf(
      { section: null, reference, passages: [], introduction: '', place: { page: null, paragraph: line } },
      sources,
    ),
  );
  return {
    report: { title: null, publisher: null, published: null },
    citations,
    sources: sources.all,
    uncited: [],
    listed: [],
    prose: [],
    leftOut: [],
  };
}

const citationOf = (use: ReportUse, sources: Sources): DraftCitation => ({
  source: sources.indexOf(use),
  section: use.section,
  accessed: use.reference?.accessed?.iso ?? null,
  pinpoint: use.reference?.pinpoint ?? null,
  cited: use.reference?.cited ?? null,
  passages: use.passages,
  introduction: use.introduction,
  place: use.place,
  doubts: use.reference?.doubts ?? [{ kind: 'no-citation' }],
});

/** The documents so far, each with the reference that says most of it. */
class Sources {
  readonly #sources: DraftSource[] = [];
  readonly #references: Reference[] = [];
  readonly #index = new SourceIndex();

  get all(): readonly DraftSource[] {
    return this.#sources;
  }

  indexOf(use: ReportUse): number {
    const reference = use.reference ?? unnamed(use);
    const found = this.#find(reference);
    if (found !== null) {
      const { at, because } = found;
      this.#references[at] = fuller(this.#references[at] as Reference, reference);
      return this.#put(at, use, [...(this.#sources[at]?.knownBy ?? []), because]);
    }
    this.#references.push(reference);
    return this.#put(this.#references.length - 1, use, []);
  }

  /** An address decides before a title does: no two documents have one address. */
  #find(reference: Reference): { readonly at: number; readonly because: SameSourceReason } | null {
    const same = this.#index.candidates(reference).flatMap((at) => {
      const because = isSameSource(this.#references[at] as Reference, reference);
      return because === null ? [] : [{ at, because }];
    });
    return same.find(({ because }) => because === 'address') ?? same[0] ?? null;
  }

  #put(i: number, use: ReportUse, knownBy: readonly SameSourceReason[]): number {
    const reference = this.#references[i] as Reference;
    const { publisher, title, url, addressFrom, published, lang } = reference;
    this.#index.add(reference, i);
    this.#sources[i] = {
      publisher,
      title,
      url,
      addressFrom,
      published: published?.iso ?? null,
      lang:
        lang ??
        this.#sources[i]?.lang ??
        quotedLanguage(use) ??
        (title === null ? null : known(languageOf(title))),
      knownBy: [...new Set(knownBy)],
    };
    return i;
  }
}

/** The language of the words that a use says stand in the source. */
function quotedLanguage({ passages }: ReportUse): string | null {
  const [first] = passages;
  if (first === undefined) return null;
  if (first.original !== null) return first.translated ? first.original.lang : known(languageOf(first.text));
  return first.translated ? null : known(languageOf(first.text));
}

const known = (lang: string): string | null => (lang === 'und' ? null : lang);

/** What two references to one document say together: the publisher that both print, the uncut title, the more precise date. */
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

/** Characters of the words by which a document without a title goes. */
const LONGEST_TITLE = 120;
