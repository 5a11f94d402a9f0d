import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { familyOf } from '../../src/judging/editions/family.js';
import { observe } from '../../src/judging/findings/observe.js';
import type { SourceCase } from '../../src/judging/source-case.js';
import type { Shortfall } from '../../src/model/document.js';
import { NOT_READ } from '../../src/model/document.js';
import { FOREVER, NO_HISTORY, type Snapshot } from '../../src/model/visit.js';
import { issueOf } from '../../src/passage/text/edition-name.js';
import type { Pool, Result } from '../../src/pool/pool.js';
import { thoughtIn, unreadOf } from '../../src/pool/thought.js';
import { messageOf } from '../../src/surfaces/words/findings.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { citation, page, source, watchlist } from '../world.js';
import { onThisThread } from './on-this-thread.js';

const PASSAGE =
  'In that year the authorities prosecuted 16,349 people for the offence, and 41 were acquitted.';
const TOO_LONG: Shortfall = { kind: 'time', seconds: 15 };

const body = (html: string) => {
  const bytes = new TextEncoder().encode(html);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), truncated: false };
};
const answered = (html: string) => ({
  kind: 'answered' as const,
  url: 'https://a.example/article',
  finalUrl: 'https://a.example/article',
  hops: [],
  requests: 1,
  received: html.length,
  at: '2025-10-01T02:00:00.000Z',
  elapsed: 1,
  http: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: body(html),
});

const caseOf = (html: string): SourceCase => {
  const cited = source('a');
  const use = { report: 'R', citation: citation(1, 'a', PASSAGE) };
  return {
    source: cited,
    uses: [use],
    outcome: answered(html),
    unasked: null,
    snapshot: null,
    history: NO_HISTORY,
    now: new Date('2025-10-01T02:00:00.000Z'),
    staleAfter: 183,
    confirm: 3,
  };
};

/** A pool in which the first `n` tasks come to no end, once they have read; those that only read do when `reads`. */
function failing(n: number, reads: boolean): Pick<Pool, 'run'> {
  let left = n;
  return {
    async run(task, input) {
      const result: Result<unknown> = await onThisThread.run(task, input);
      const isOver = left > 0 && !(reads && task === 'read');
      if (isOver) left--;
      return (isOver ? { kind: 'short', why: TOO_LONG, read: null } : result) as never;
    },
  };
}
const quotesOf = ({ verdict }: Awaited<ReturnType<ReturnType<typeof thoughtIn>['judge']>>) =>
  verdict.citations.flatMap(({ quotes }) => quotes.map((quote) => quote.verdict));

describe('a source that is judged within its budget', () => {
  it('gets its verdict and its reading in one trip', async () => {
    let trips = 0;
    const counting: Pick<Pool, 'run'> = {
      run(task, input) {
        trips++;
        return onThisThread.run(task, input);
      },
    };
    const judged = await thoughtIn(counting).judge(caseOf(page(PASSAGE)));
    expect(trips).toBe(1);
    expect(quotesOf(judged)).toEqual(['intact']);
    expect(judged.snapshot?.document.title).toBe('An article');
    expect(judged.verdict.unmatched).toBeUndefined();
  });

  it('is not sent anywhere when there is no text', async () => {
    const nowhere: Pick<Pool, 'run'> = { run: () => Promise.reject(new Error('asked')) };
    const { snapshot, verdict } = await thoughtIn(nowhere).judge({
      ...caseOf(''),
      outcome: null,
      unasked: { kind: 'offline' },
    });
    expect([snapshot, verdict.link.status]).toEqual([null, 'unjudged']);
  });

  it('knows an empty body from one that need not travel', async () => {
    const { verdict } = await thoughtIn(onThisThread).judge(caseOf(''));
    expect(verdict.link.why).toMatchObject({ kind: 'empty-body' });
  });
});

describe('a page that was read and could not be held against its quotations', () => {
  it('is judged but for them, and a person is asked to look', async () => {
    const judged = await thoughtIn(failing(1, true)).judge(caseOf(page(PASSAGE)));
    expect(quotesOf(judged)).toEqual(['unverifiable']);
    expect(judged.verdict.content.change).toBe('first-visit');
    expect(judged.snapshot?.document.unread).toBeNull();
    expect(
      observe(judged.verdict).map((seen) => `${seen.kind}: ${messageOf(ENGLISH, seen)}`),
    ).toEqual([
      'content-unread: The page was read, but we could not search it for the passages: it took more than 15 s of processor time.',
    ]);
  });

  it('is not news to those who quote nothing from it', async () => {
    const judged = await thoughtIn(failing(1, true)).judge({ ...caseOf(page(PASSAGE)), uses: [] });
    expect(observe(judged.verdict)).toEqual([]);
  });
});

describe('a page that could not be read', () => {
  it.each<[Shortfall['kind'], Shortfall, string[]]>([
    ['time', TOO_LONG, ['judge']],
    ['broken', { kind: 'broken', message: 'a bug' }, ['judge', 'read', 'judge']],
    ['stalled', { kind: 'stalled', seconds: 450 }, ['judge']],
    ['memory', { kind: 'memory', megabytes: 384 }, ['judge']],
  ])('is tried once more only where less may be enough: %s', async (_, why, trips) => {
    const tried: string[] = [];
    const pool: Pick<Pool, 'run'> = {
      async run(task, input) {
        tried.push(task);
        return task === 'judge' ? { kind: 'short', why } : await onThisThread.run(task, input);
      },
    };
    await thoughtIn(pool).judge(caseOf(page(PASSAGE)));
    expect(tried).toEqual(trips);
  });

  it.each([
    ['at all', failing(2, false)],
    ['nor compared with what it was', failing(2, true)],
  ])('(%s) is unread, alive, and no baseline', async (_, pool) => {
    const { snapshot, verdict } = await thoughtIn(pool).judge(caseOf(page(PASSAGE)));
    expect([verdict.link.status, verdict.content.change]).toEqual(['alive', 'unread']);
    expect(verdict.content.why).toMatchObject({
      kind: 'document',
      why: { kind: 'beyond-budget', why: { kind: 'time', seconds: 15 } },
    });
    expect(snapshot?.document.normaliser).toBe(NOT_READ);
  });
});

describe('a page whose judgement', async () => {
  const READING = await thoughtIn(onThisThread).read(unreadOf(answered(page(PASSAGE))));

  it.each<[string, Shortfall, Snapshot | null, string[]]>([
    ['took too long is read once more', TOO_LONG, null, ['judge', 'read', 'judge']],
    ['took too long after a long reading is not', TOO_LONG, READING, ['judge', 'judge']],
    ['took too much memory is not', { kind: 'memory', megabytes: 384 }, null, ['judge']],
  ])('%s', async (_, why, read, expected) => {
    const trips: string[] = [];
    const pool: Pick<Pool, 'run'> = {
      run: (task, input) =>
        trips.push(task) === 1
          ? Promise.resolve({ kind: 'short', why, read })
          : onThisThread.run(task, input),
    };
    await thoughtIn(pool).judge(caseOf(page(PASSAGE)));
    expect(trips).toEqual(expected);
  });
});

describe('what else comes to no end', () => {
  const text = { ...caseOf(page(PASSAGE)) };
  const unread = unreadOf(answered(page(PASSAGE)));

  it('says nothing: no witness, no list, no likeness, no sound capture', async () => {
    const { document } = await thoughtIn(onThisThread).read(unread);
    const never = thoughtIn(failing(9, false));
    const testimony = {
      place: { kind: 'copy' as const, by: 'b' },
      url: 'https://b.example/',
      document,
    };
    expect(await never.ask(testimony, text.uses)).toBeNull();
    expect(await never.listing('https://b.example/', document)).toBeNull();
    expect(await never.isSamePage(document, document)).toBe(false);
    const cited = { title: 'A title', baseline: null };
    const known = { uses: text.uses, cited, source: source('a'), series: null };
    const capture = { testimony, original: 'https://a.example/', ...known };
    expect(await never.judgeCapture(capture)).toBeNull();
    expect((await never.read(unread)).document.unread).toMatchObject({ why: { kind: 'time' } });
  });

  it('leaves an edition what it was, and unknown when nothing was known', async () => {
    const { verdict } = await thoughtIn(onThisThread).judge(text);
    const cited = source('a');
    const candidate = {
      edition: '2025',
      mark: issueOf('2025'),
      family: familyOf(cited, null),
      url: 'https://a.example/2025',
      published: null,
      trusted: true,
      seenAt: null,
      absent: false,
      document: null,
      why: { kind: 'nothing-read' as const },
    };
    const known = {
      source: cited,
      series: null,
      uses: [],
      verdict,
      document: null,
      earlier: null,
      cited: null,
      candidates: [candidate],
      survey: { read: 0, compared: 0, earlier: 0, ahead: 0, at: [], open: [] },
      remarks: [],
      decisions: watchlist([]).decisions,
      now: text.now,
    };
    const before = {
      status: 'superseded' as const,
      newer: [],
      why: { kind: 'no-series' as const },
    };
    expect(await thoughtIn(failing(1, false)).judgeEdition({ ...known, before })).toMatchObject({
      status: 'superseded',
    });
    expect(
      await thoughtIn(failing(1, false)).judgeEdition({ ...known, before: null }),
    ).toMatchObject({
      status: 'unknown',
    });
    // Where the search came to no end, nothing is judged by what it did not find.
    const unsearched = { ...known, before, unsearched: TOO_LONG };
    expect(await thoughtIn(failing(0, false)).judgeEdition(unsearched)).toMatchObject({
      status: 'superseded',
      why: { kind: 'not-compared', why: TOO_LONG },
    });
  });

  it('finds no edition, says why, and looks again tomorrow', async () => {
    const cited = source('a', {
      title: 'World Report 2023',
      url: 'https://a.example/reports/2023',
      edition: '2023',
    });
    const search = {
      source: cited,
      series: null,
      uses: [],
      citations: [],
      listings: [],
      records: [],
      stated: [],
      versions: [],
      document: null,
      now: new Date('2025-10-01'),
      until: null,
    };
    const found = await thoughtIn(failing(0, false)).findEditions(search);
    expect(found.candidates.map(({ url }) => url)).toContain('https://a.example/reports/2024');
    expect(
      await thoughtIn(failing(1, false)).findEditions({ ...search, until: FOREVER }),
    ).toMatchObject({
      source: cited,
      candidates: [],
      remarks: [],
      quietUntil: null,
      unsearched: TOO_LONG,
    });
  });
});
