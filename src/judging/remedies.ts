import { copiesIn, originalBehind, printedFor } from '../model/archived-address.js';
import { FINDINGS, type Finding } from '../model/finding.js';
import { isFailing } from '../model/link.js';
import type { QuoteVerdict } from '../model/quote.js';
import type { Remedy, RemedyKind, RemedyProof, SourceEdit } from '../model/remedy.js';
import { isOwnPage, type SourceVerdict } from '../model/verdict.js';
import type { Source } from '../model/watchlist.js';

/** Those that a verdict gives: whether two sources become one, the whole file says. */
type GivenKind = Exclude<RemedyKind, 'merge'>;

/** True for a finding that an archived copy mends. */
export const isMendedByCopy = ({ kind }: Pick<Finding, 'kind'>): boolean =>
  FINDINGS[kind].remedies?.includes('archived') === true;

interface Case {
  readonly finding: Finding;
  readonly source: Source;
  /** The latest. */
  readonly verdict: SourceVerdict;
  /** Why a citation may stay whose passage our capture of a run carries, in the words of a decision. */
  readonly keptCaptureReason: (run: number) => string;
  /** The same where an archived copy is cited in the place of its original. */
  readonly keptCopyReason: () => string;
}

/** What would mend a finding of a source, the surest first; empty where only a person's own research does. */
export const remediesOf = (about: Case): readonly Remedy[] =>
  (FINDINGS[about.finding.kind].remedies ?? []).flatMap((kind) => {
    const made = MAKERS[kind](about);
    if (made === null) return [];
    const { kind: finding, citation, quote, source } = about.finding;
    const of: Readonly<Partial<Record<RemedyKind, string | null>>> = {
      quote,
      accessed: citation,
      drop: citation,
    };
    const scope = kind === 'capture' ? `${finding}:${source}` : (of[kind] ?? about.source.id);
    return [{ id: `${kind}:${scope}`, kind, source: about.source.id, ...made }];
  });

type Made = Pick<Remedy, 'edit' | 'proof'>;

const MAKERS: Readonly<Record<GivenKind, (about: Case) => Made | null>> = {
  moved: ({ source: { id, url }, verdict }) => {
    const { finalUrl, link } = verdict;
    if (link.status !== 'moved' || finalUrl === null || finalUrl === url) return null;
    const stands = link.why.kind === 'moved' && link.why.stands === true;
    return { edit: addressEdit(id, finalUrl, url), proof: stands ? onPage(verdict) : null };
  },
  // A copy that was read and lacks every passage mends nothing.
  archived: ({ source: { id, url }, verdict: { archive, citations, at }, keptCopyReason }) => {
    if (archive === null || archive.carriesPassage === false || archive.url === url) return null;
    const lacking = new Map(archive.lacks?.map(({ id, verdict }) => [id, verdict]));
    const quotes = quotesIn(citations).map(({ id }) => ({
      quote: id,
      verdict: lacking.get(id) ?? 'intact',
      diff: [],
    }));
    const proof =
      archive.carriesPassage === true
        ? { at: archive.url, seen: archive.capturedAt, quotes }
        : null;
    // Else the original would be offered again, which is what failed.
    const kept = {
      source: id,
      about: 'archived-address',
      edition: null,
      keep: true,
      reason: keptCopyReason(),
    };
    const isOfOriginal = originalBehind(archive.url) !== null;
    const decision = isOfOriginal
      ? { decision: { ...kept, on: at.slice(0, 10), until: null } }
      : {};
    return { edit: { ...addressEdit(id, archive.url, url), ...decision }, proof };
  },
  // What the archived copy shows is what the page showed: the page itself is read before it is taken.
  original: ({ source: { id, url }, verdict }) => {
    const original = originalBehind(url ?? '');
    if (url === null || original === null) return null;
    const [copy] = copiesIn([url]);
    return {
      edit: { ...addressEdit(id, original, url), ...(copy && { copy }) },
      proof: onPage(verdict),
    };
  },
  printed: ({ source, verdict: { citations } }) => {
    const url =
      source.url === null
        ? printedFor(
            source,
            citations.map(({ cited }) => cited),
          )
        : null;
    return url === null ? null : { edit: addressEdit(source.id, url, null), proof: null };
  },
  edition: ({ source, verdict: { edition, at } }) => {
    const latest = edition.newer.at(-1);
    if (latest === undefined || latest.url === null) return null;
    const { id, url, title, edition: cited } = source;
    const named = cited ? withWord(title, cited, latest.edition) : title;
    const to = {
      title: named,
      url: latest.url,
      edition: latest.edition,
      published: latest.published,
    };
    const quotes = latest.quotes.map(({ quote, verdict, diff }) => ({ quote, verdict, diff }));
    return {
      edit: { kind: 'edition', source: id, to, before: { edition: cited, url } },
      proof: quotes.length === 0 ? null : { at: latest.url, seen: at, quotes },
    };
  },
  // The words of the page in place of the quotation's: what they say is for a person to judge.
  quote: ({ finding: { citation, quote: id }, verdict }) => {
    const use = verdict.citations.find((one) => one.id === citation);
    const quotes = use?.pointed === true ? [] : (use?.quotes ?? []);
    const index = quotes.findIndex((one) => one.id === id);
    const quote = quotes[index];
    if (
      citation === null ||
      quote?.verdict !== 'altered' ||
      quote.found === null ||
      !isOwnPage(verdict.witness)
    )
      return null;
    const words = CORE.exec(quote.found)?.[0] ?? quote.found;
    const mended = { quote: quote.id, verdict: 'intact', diff: quote.diff } as const;
    return {
      edit: {
        kind: 'quote',
        citation,
        index,
        before: quote.text,
        text: quote.text.replace(CORE, () => words),
      },
      proof: { at: verdict.finalUrl ?? verdict.url ?? '', seen: verdict.at, quotes: [mended] },
    };
  },
  accessed: ({ finding: { citation }, verdict }) => {
    const use = verdict.citations.find(({ id }) => id === citation);
    if (citation === null || use === undefined || isFailing(verdict.link.status)) return null;
    const proof = onPage({ ...verdict, citations: [use] });
    return (
      proof && { edit: { kind: 'accessed', citation, accessed: verdict.at.slice(0, 10) }, proof }
    );
  },
  // Our own capture is filed with the report: the citation stays as it is.
  capture: ({
    finding: { kind: about, quote, capture },
    source: { id, url },
    verdict,
    keptCaptureReason,
  }) => {
    const { at, citations } = verdict;
    if (capture === undefined || quote === null) return null;
    const why = { reason: keptCaptureReason(capture.run), on: at.slice(0, 10), until: null };
    // Tonight the passage does not stand.
    const seen = quotesIn(citations).find(({ id: one }) => one === quote)?.stood;
    return {
      edit: {
        kind: 'decision',
        decision: { source: id, about, edition: null, keep: true, ...why },
      },
      proof:
        seen === undefined
          ? null
          : { at: url ?? '', seen, quotes: [{ quote, verdict: 'intact', diff: [] }] },
    };
  },
  drop: ({ finding: { citation } }) =>
    citation === null ? null : { edit: { kind: 'drop', citation }, proof: null },
};

/** A text from its first letter to its last, without the marks around. */
const CORE = /[\p{L}\p{M}\p{N}](?:.*[\p{L}\p{M}\p{N}])?/su;

/** A text with another word wherever a word or some stand in it, and not within others. */
const withWord = (text: string, word: string, other: string): string =>
  text
    .split(word)
    .reduce(
      (done, rest) =>
        done + (/[\p{L}\p{N}]$/u.test(done) || /^[\p{L}\p{N}]/u.test(rest) ? word : other) + rest,
    );

const addressEdit = (
  source: string,
  url: string,
  before: string | null,
): Extract<SourceEdit, { kind: 'address' }> => ({
  kind: 'address',
  source,
  url,
  before,
});

const quotesIn = (citations: SourceVerdict['citations']): readonly QuoteVerdict[] =>
  citations.flatMap(({ quotes }) => quotes);

/** What the page itself says of its passages; null where it was not read. */
const onPage = ({ witness, finalUrl, url, at, citations }: SourceVerdict): RemedyProof | null =>
  isOwnPage(witness)
    ? {
        at: finalUrl ?? url ?? '',
        seen: at,
        quotes: quotesIn(citations).map(({ id, verdict, diff }) => ({ quote: id, verdict, diff })),
      }
    : null;
