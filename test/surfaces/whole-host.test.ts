import { load } from 'cheerio';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import type { LinkVerdict } from '../../src/model/link.js';
import type { Digest, Run } from '../../src/model/run.js';
import { renderJunit } from '../../src/surfaces/files/ci-reports.js';
import { renderCsv } from '../../src/surfaces/files/csv.js';
import { renderFeed } from '../../src/surfaces/files/feed.js';
import { renderMarkdown } from '../../src/surfaces/files/markdown.js';
import { renderAnnotations, renderSummary } from '../../src/surfaces/files/workflow.js';
import { headline } from '../../src/surfaces/headline.js';
import { renderIssue } from '../../src/surfaces/issue.js';
import { renderDigest } from '../../src/surfaces/mail/digest.js';
import { overview, tallyCitations, tallyOf } from '../../src/surfaces/overview.js';
import { renderPage } from '../../src/surfaces/page/page.js';
import { renderTerminal } from '../../src/surfaces/terminal/terminal.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { RUN } from './fixture-night.js';
import { citation, content, finding, link, NIGHT, quote, source } from './fixture-run.js';

const dead: Partial<LinkVerdict> = {
  status: 'server-error',
  http: 503,
  failures: 5,
  confirmed: true,
};
const on = (n: number, of: Partial<LinkVerdict> = dead) => {
  const isRead = of.status === 'alive';
  const passage = quote(
    `ASI2025-01/${n}#1`,
    'words',
    isRead ? {} : { verdict: 'unverifiable', tier: null },
  );
  return source(`a${n}`, 'Times', `Article ${n}`, `https://times.example/${n}`, {
    witness: isRead ? 'live' : 'none',
    link: link(of),
    content: isRead ? content() : content({ change: 'unread', sha256: null, textSha256: null }),
    citations: [citation(n, String(n), [passage], { currency: 'fresh' })],
  });
};
const each = { kind: 'failing', status: 'server-error', days: 5, confirmed: true } as const;
const told = (sources: readonly string[] | undefined, over: Partial<Finding> = {}): Finding => ({
  ...finding('source-server-error', 'high', 'a1', '', '', { state: 'new', ...over }),
  id: 'source-server-error:times.example',
  ...(sources === undefined ? {} : { sources }),
  why: {
    kind: 'host',
    host: 'times.example',
    sources: 3,
    each: { ...each, link: { kind: 'server-trouble', http: 503 } },
  },
});
const runOf = (sources: Run['sources'], ...findings: readonly Finding[]): Run => ({
  ...RUN,
  sources,
  findings,
});
const three = [on(1), on(2), on(3)];
const all = told(['a1', 'a2', 'a3']);
const run = runOf(three, all);
const digest = (of: Run): Digest => ({
  run: of.run,
  since: NIGHT,
  fresh: of.findings,
  open: [],
  resolved: [],
  sources: of.sources,
});

describe('what is told of a whole host is told of all its sources', () => {
  it('so that all their citations need work, and none is left to be counted as not checked', () => {
    expect(tallyOf(run)).toEqual({ work: 3, decided: 0, unknown: 0, stand: 0 });
    const { cases, unknown } = overview(ENGLISH, run);
    expect([cases.length, unknown.length]).toEqual([1, 0]);
    expect(headline(ENGLISH, run)).toBe(
      '3 pages answer with a server error. 0 of 3 sources stand.',
    );
  });

  it('on one card, which names their sections, and to which the row of each leads', () => {
    const $ = load(renderPage(run));
    expect($('.by-section .headline').text()).toBe(
      '3 of 3 sections need top-up research: 1, 2 and 3.',
    );
    expect($('article')).toHaveLength(1);
    expect($('article').attr('data-sections')?.split('\n')).toHaveLength(3);
    expect($('article .cited').text()).toMatch(/section 1 .*section 2 .*section 3 /u);
    const rows = $('tr[data-source]').toArray();
    expect(rows.map((row) => $(row).find('td:nth-child(2) a').attr('href'))).toEqual([
      '#a1',
      '#a1',
      '#a1',
    ]);
    expect(rows.map((row) => $(row).attr('data-in'))).toEqual(['high', 'high', 'high']);
    for (const id of ['a1', 'a2', 'a3', 'ASI2025-01/1', 'ASI2025-01/2', 'ASI2025-01/3'])
      expect($(`[id="${id}"]`), id).toHaveLength(1);
  });

  it('in the table, to programs, in plain text and by mail', () => {
    const rows: Record<string, string>[] = parse(renderCsv(run), {
      bom: true,
      columns: true,
    });
    expect(rows.map(({ severity }) => severity)).toEqual(['high', 'high', 'high']);
    expect(renderJunit(ENGLISH, run)).toContain('tests="3" failures="3"');
    expect(renderMarkdown(run)).toMatch(/Cited in section 1 .*section 2 .*section 3 /u);
    const { subject, text } = renderDigest(digest(run));
    expect(subject).toContain('3 pages answer with a server error at times.example');
    expect(text).toContain('3 citations need you');
    expect(text).toContain('Article 1 and 2 other pages');
    expect(text).toContain('Sections 1, 2 and 3');
  });
});

it('what is told of a whole host is called by how many it is about, wherever it is told', () => {
  const name = 'Article 1 and 2 other pages';
  expect(load(renderPage(run))('article h3').text()).toBe(name);
  expect(renderMarkdown(run)).toContain(`### ${name}`);
  expect(renderFeed(run)).toContain(`${name}</title>`);
  expect(renderTerminal(ENGLISH, run, { colour: false, width: 100 })).toContain(name);
  expect(renderSummary(ENGLISH, run)).toContain(name);
  expect(renderAnnotations(ENGLISH, run, 'sources.json')).toContain(name);
  expect(renderIssue({ report: 'ASI2025-01', digest: digest(run), notes: [] }, {}).body).toContain(
    name,
  );
  expect(load(renderPage(runOf(three, { ...all, state: 'resolved' })))('main').text()).toContain(
    name,
  );
  // One source is called by its title alone.
  expect(load(renderPage(runOf([on(1)], told(['a1']))))('article h3').text()).toBe('Article 1');
});

describe('what is told of a whole host is not told', () => {
  const states = (of: Run) =>
    of.sources.map((one) => tallyCitations(of).of(one, one.citations[0] ?? null).state);

  it('of a source whose own failure is not confirmed, though it be the first: that could not be checked', () => {
    const begun = { ...dead, failures: 1, confirmed: false };
    const some = runOf([on(1), on(2, begun), on(3)], all);
    expect(states(some)).toEqual(['work', 'unknown', 'work']);
    expect([...overview(ENGLISH, some).unknown].map(({ id }) => id)).toEqual(['a2']);
    expect(states(runOf([on(1, begun), on(2), on(3)], all))).toEqual(['unknown', 'work', 'work']);
  });

  it('is told beside each source while nothing of it is confirmed', () => {
    const begun = { ...dead, failures: 1, confirmed: false };
    const why = { ...all.why, each: { ...each, days: 1, confirmed: false } } as Finding['why'];
    const first: Finding = { ...all, severity: 'low', why };
    const some = runOf([on(1, begun), on(2, begun), on(3, begun)], first);
    const of = (one: (typeof some.sources)[number]) =>
      tallyCitations(some).of(one, one.citations[0] ?? null);
    expect(some.sources.map(of)).toEqual(
      some.sources.map(() => ({ state: 'unknown', finding: first })),
    );
  });

  it('of a source of the host that it does not name, nor of one that is alive', () => {
    const alive = { status: 'alive', confirmed: false } as const;
    const others = runOf([on(1), on(2, alive), on(3)], told(['a1', 'a3']));
    expect(states(others)).toEqual(['work', 'stand', 'work']);
    expect(states(runOf([on(1), on(2, alive), on(3)], all))).toEqual(['work', 'stand', 'work']);
  });

  it('of another than the first, where a store of before does not say which they are', () => {
    expect(states(runOf(three, told(undefined)))).toEqual(['work', 'unknown', 'unknown']);
  });

  it('where it was decided; and a decision on what is found of one source is about that one', () => {
    const decided = { state: 'acknowledged', decision: 'known' } as const;
    expect(states(runOf(three, { ...all, ...decided }))).toEqual(['decided', 'decided', 'decided']);
    const newer = finding('edition-newer', 'medium', 'a2', 'Newer.', 'Compare.', decided);
    expect(states(runOf(three, newer))).toEqual(['unknown', 'decided', 'unknown']);
    expect(states(runOf(three, all, newer))).toEqual(['work', 'work', 'work']);
  });
});
