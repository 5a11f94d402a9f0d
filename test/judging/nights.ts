import { type JudgedSource, judgeSource } from '../../src/judging/source.js';
import type { SourceCase } from '../../src/judging/source-case.js';
import type { Document } from '../../src/model/document.js';
import type { Answered, Failed } from '../../src/model/outcome.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { type History, NO_HISTORY, type Snapshot, type Visit } from '../../src/model/visit.js';
import type { Citation, Source, Use } from '../../src/model/watchlist.js';
import { ADDRESS, readingOf } from './pages.js';

/** The n-th night, from 1. */
export const night = (n: number): Date => new Date(Date.UTC(2025, 9, n, 3));

const base = {
  url: ADDRESS,
  hops: [],
  requests: 1,
  received: 1000,
  at: night(1).toISOString(),
  elapsed: 5,
};

export const answered = (http = 200, more: Partial<Answered> = {}): Answered => ({
  ...base,
  kind: 'answered',
  finalUrl: ADDRESS,
  http,
  headers: {},
  body: { bytes: new Uint8Array(1000), sha256: 'bytes', truncated: false },
  ...more,
});

/** An answer at the end of redirects, all of one status. */
export const redirected = (to: string, http = 301, from = ADDRESS): Answered =>
  answered(200, { url: from, finalUrl: to, hops: [{ url: from, http }] });

export const failed = (
  failure: Failed['failure'] = 'timeout',
  more: Partial<Failed> = {},
): Failed => ({
  ...base,
  kind: 'failed',
  finalUrl: ADDRESS,
  failure,
  code: null,
  message: 'no answer came within 20 s',
  ...more,
});

export const source: Source = {
  id: 'a-source',
  publisher: 'A publisher',
  title: 'A report',
  url: ADDRESS,
  published: null,
  lang: 'en',
  series: null,
  edition: null,
  copies: [],
};

export const citation = (text: string, more: Partial<Citation> = {}): Citation => ({
  id: 'R/1',
  source: source.id,
  section: '7b',
  accessed: '2025-09',
  page: null,
  cited: 'A publisher, A report',
  quotes: [{ text }],
  ...more,
});

export const useOf = (text: string, more: Partial<Citation> = {}): Use => ({
  report: 'R',
  citation: citation(text, more),
});

/** What a night may be given; `document` null means that nothing was read. */
type Given = Partial<SourceCase> & { readonly document?: Document | null };

/** What a night says. */
export const judgeNight = (n: number, more: Given): SourceVerdict => playNight(n, more).verdict;

/** What a night says, and what it leaves behind. */
export function playNight(n: number, more: Given): JudgedSource {
  const { document = null, ...given } = more;
  const snapshot = given.snapshot ?? (document === null ? null : readingOf(document, `bytes ${n}`));
  return judgeSource({
    source,
    uses: [],
    outcome: answered(),
    unasked: null,
    history: NO_HISTORY,
    now: night(n),
    staleAfter: 183,
    confirm: 3,
    ...given,
    snapshot,
  });
}

/** What the store would say on the night after. */
export function historyOf({ verdict, memory }: JudgedSource, baseline: Snapshot | null): History {
  const visit: Visit = {
    run: 1,
    subject: verdict.id,
    at: verdict.at,
    outcome: null,
    validators: null,
    snapshot: baseline?.sha256 ?? null,
    verdict,
    memory,
  };
  return { previous: visit, baseline: baseline && { visit, snapshot: baseline } };
}
