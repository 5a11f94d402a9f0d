import type { Finding } from '../model/finding.js';
import type { SourceVerdict } from '../model/verdict.js';
import { quoteId, type Source, type Use } from '../model/watchlist.js';
import { commandMessages } from './words/catalogues.js';
import type { Locale } from './words/locale.js';

/** What a maintainer needs to see that the judge erred. */
export interface ErrorFacts {
  /** Name and version of the program, digest of its rules, and the version of Node. */
  readonly made: { readonly program: string; readonly rules: string | null; readonly node: string };
  readonly source: Source;
  readonly uses: readonly Use[];
  readonly verdict: SourceVerdict;
  readonly findings: readonly Finding[];
  /** As it was received; where only what was read of it is kept, without its status and its time. */
  readonly page: Readonly<
    Record<'url' | 'finalUrl' | 'contentType' | 'at' | 'base64', string | null> & {
      http: number | null;
    }
  > | null;
}

const OBSERVED = [
  'id',
  'kind',
  'severity',
  'citation',
  'quote',
  'edition',
  'why',
  'before',
  'seen',
] as const;

/** The facts as JSON, without what they say of readers, reports and this machine: citations are called `report/1` and on. */
export function renderErrorReport({
  made,
  source,
  uses,
  verdict,
  findings,
  page,
}: ErrorFacts): string {
  const cited = [...uses.map(({ citation }) => citation), ...verdict.citations].map(({ id }) => id);
  const names = new Map([...new Set(cited)].map((id, i) => [id, `report/${i + 1}`]));
  const packed = {
    schema: 'citewatch.error/1',
    ...made,
    source: pick(
      source,
      'id',
      'publisher',
      'title',
      'url',
      'published',
      'lang',
      'series',
      'edition',
    ),
    quotations: uses.flatMap(({ citation }) =>
      citation.quotes.map((quote, i) => ({ id: quoteId(citation, i), ...quote })),
    ),
    verdict: {
      ...pick(
        verdict,
        'id',
        'title',
        'publisher',
        'url',
        'finalUrl',
        'at',
        'witness',
        'link',
        'content',
        'edition',
      ),
      ...pick(verdict, 'archive', 'ending', 'unmatched'),
      citations: verdict.citations.map((one) => pick(one, 'id', 'currency', 'pointed', 'quotes')),
    },
    findings: findings.map((finding) => ({
      ...pick(finding, ...OBSERVED, 'state', 'since', 'rules'),
      consequences: finding.consequences?.map((one) => pick(one, ...OBSERVED)),
    })),
    page,
  };
  return `${JSON.stringify(packed, (key, value) => withoutPrivate(key, value, names), 2)}\n`;
}

const pick = <T extends object, K extends keyof T>(of: T, ...keys: readonly K[]) =>
  Object.fromEntries(keys.map((key) => [key, of[key]]));

/** Within what is judged: who saved a page, why somebody decided, when it was read, and what this machine said of an error. */
const PRIVATE: ReadonlySet<string> = new Set([
  'byHand',
  'decision',
  'accessed',
  'message',
  'cause',
  'action',
  'sentence',
]);

function withoutPrivate(key: string, value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (PRIVATE.has(key)) return undefined;
  if (typeof value === 'string')
    return ['id', 'citation', 'quote'].includes(key) ? renameId(value, names) : value;
  if (typeof value !== 'object' || value === null) return value;
  // Where a finding is cited, and who a witness is.
  if (key === 'cited') return undefined;
  return 'kind' in value && value.kind === 'person' ? { ...value, by: undefined } : value;
}

/** An id of a citation, of its quotation, or of what was found of either, by the citation's other name. */
function renameId(id: string, names: ReadonlyMap<string, string>): string {
  const [text = '', ...quote] = id.split('#');
  const at = names.has(text) ? 0 : text.indexOf(':') + 1;
  return [text.slice(0, at) + (names.get(text.slice(at)) ?? text.slice(at)), ...quote].join('#');
}

/** What was packed into a file of so many bytes, and how to look into it. */
export const errorReportWords = (
  locale: Locale,
  file: string,
  bytes: number,
  { findings, page, uses }: ErrorFacts,
): string =>
  locale.fill(commandMessages.errorReport, {
    file,
    kilobytes: Math.ceil(bytes / 1_000),
    findings: findings.length,
    page: page?.url,
    quotations: uses.reduce((n, { citation }) => n + citation.quotes.length, 0),
  });
