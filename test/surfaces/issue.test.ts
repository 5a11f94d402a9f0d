import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import type { Digest } from '../../src/model/run.js';
import {
  issueKey,
  lastReportedRun,
  readIssueMemory,
  renderIssue,
  renderIssueComment,
} from '../../src/surfaces/issue.js';
import { RUN } from './fixture-night.js';
import { added, digestOf, PUBLICATION, removed, same } from './fixture-run.js';

const [first] = RUN.findings as readonly [Finding];
const digest = { ...digestOf(RUN), fresh: [first], open: [], resolved: [] };
const matter = { report: 'ASI2025-01', digest, notes: [] };
const page = 'https://reports.example/index.html';

describe('the issue of a report', () => {
  const { title, body } = renderIssue(matter, { ...PUBLICATION, page });

  it('has the report and the number of open findings in its title', () => {
    expect(title).toBe('China report: 1 finding is open');
    expect(renderIssue({ ...matter, digest: { ...digest, fresh: [] } }, {}).title).toBe(
      'ASI2025-01: nothing is open',
    );
  });

  it('leads from each finding to its row on the page', () => {
    expect(body).toContain(
      `[evidence](<${page}#${encodeURIComponent(first.citation ?? first.source)}>)`,
    );
  });

  it('shows the words that changed, of which a page makes neither a name nor a reference nor markup', () => {
    const altered = RUN.findings.find(({ kind }) => kind === 'passage-altered') as Finding;
    const of = (sources: typeof digest.sources) =>
      renderIssue({ ...matter, digest: { ...digest, sources, fresh: [altered] } }, {}).body;
    expect(of(RUN.sources)).toContain('<del>4.4</del> <ins>4.7</ins> million');
    const diff = [same('# @ann '), removed('#12 <b>'), added('GH-3 ![x](http://x.example)')];
    const hostile = RUN.sources.map((s) => ({
      ...s,
      citations: s.citations.map((c) => ({ ...c, quotes: c.quotes.map((q) => ({ ...q, diff })) })),
    }));
    expect(of(hostile)).toContain('ann');
    expect(of(hostile)).not.toMatch(/@\w|#\d|GH-\d|(?<!\\)<b|!\[x\]|^\s*# |https?:\/\/x\.example/m);
    // A page that is gone has no words that changed.
    expect(renderIssue(matter, {}).body).not.toContain('Then and now');
  });

  it('names what to write in a comment in one line a finding, where comments are read', () => {
    const remedies = [{ id: 'archived:tip' }, { id: 'drop:R/1' }] as unknown as Finding['remedies'];
    const of = (answers: boolean, id = first.id) =>
      renderIssue(
        { ...matter, answers, digest: { ...digest, fresh: [{ ...first, id, remedies }] } },
        {},
      ).body;
    const line = `Answer with \`/keep ${first.id} because …\`, \`/take archived:tip\`, \`/take drop:R/1\``;
    const told = of(true)
      .split('\n')
      .filter((one) => one.includes('/take'));
    expect(told).toEqual([`  ${line}`, expect.stringContaining('If you may write')]);
    expect(of(false)).not.toContain('/keep');
    expect(of(true, 'x'.repeat(1000))).not.toContain('Answer with');
  });

  it.each([
    ['ASI2025-01', 7],
    ['a --> b', 7],
    ['\ud800', 7],
  ])('is found again by its mark, whatever the report is called: %j', (report, run) => {
    const marked = renderIssue({ ...matter, report }, {}).body;
    expect(lastReportedRun(marked, report)).toBe(run);
    expect(lastReportedRun(marked, `${report}x`)).toBeNull();
    expect(lastReportedRun(`said: ${marked}`, report)).toBeNull();
    expect(marked.indexOf('-->')).toBe(marked.split('\n')[0]?.indexOf('-->'));
  });

  it('stays below what GitHub takes, and says how much it leaves out', () => {
    const open = Array.from(
      { length: 500 },
      (_, i): Finding => ({
        ...first,
        id: `${i}`,
        why: { kind: 'told', message: 'x'.repeat(10_000), action: '@'.repeat(10_000) },
      }),
    );
    const long = renderIssue(
      { ...matter, answers: true, digest: { ...digest, open } },
      { ...PUBLICATION, page },
    ).body;
    expect(long.length).toBeLessThan(65_536);
    expect(long).toContain('And 471 more.');
    const stars = Array.from({ length: 20 }, (_, i) => (i % 2 ? removed : added)('*'.repeat(500)));
    const sources = RUN.sources.map((s) => ({ ...s, content: { ...s.content, diff: stars } }));
    const edited = open.map((f) => ({ ...f, kind: 'content-edited' as const, quote: null }));
    const starry = { ...digest, sources, open: edited };
    expect(renderIssue({ ...matter, digest: starry }, { page }).body.length).toBeLessThan(65_536);
    const report = 'R'.repeat(5000);
    expect(renderIssue({ ...matter, report }, {}).title.length).toBeLessThanOrEqual(250);
  });

  const some = (n: number, what: string) =>
    Array.from({ length: n }, (_, i): Finding => ({ ...first, id: `${what}${i}` }));
  const bodyOf = (more: Partial<Digest>) =>
    renderIssue({ ...matter, digest: { ...digest, ...more } }, {}).body;

  it.each([
    [1, 5, 6],
    [28, 5, 30],
    [30, 5, 30],
    [40, 5, 30],
  ])('names thirty findings, first what is new: %i new, %i open', (fresh, open, named) => {
    const body = bodyOf({ fresh: some(fresh, 'new'), open: some(open, 'open') });
    expect(body.split('\n').filter((line) => line.startsWith('- ')).length).toBe(named);
    expect(body.includes(`And ${fresh + open - named} more.`)).toBe(fresh + open > named);
  });

  it('remembers six hundred findings, those for certain whose end it owes', () => {
    const owed = some(3, 'owed');
    const entries = readIssueMemory(bodyOf({ open: some(700, 'open'), owed })) ?? [];
    expect(entries.length).toBe(600);
    expect(entries.slice(-3)).toEqual(
      owed.map((one) => ({ key: issueKey(one), severity: first.severity, known: false })),
    );
  });

  it('names nobody, refers to nothing and holds no markup, whatever a page says', () => {
    const words =
      '@ann fixes #12 and GH-3 <b>a/b#4</b> ![x](http://x.example) \u202e::error::\n# heading javascript:alert(1)';
    const why = { kind: 'told', message: words, action: words } as const;
    const sources = digest.sources.map((source) => ({ ...source, title: words }));
    const hostile = {
      ...matter,
      notes: [words],
      digest: { ...digest, sources, fresh: [{ ...first, why }] },
    };
    for (const text of [
      renderIssue(hostile, PUBLICATION).body,
      renderIssueComment(hostile, PUBLICATION),
    ]) {
      expect(text).toContain('ann fixes');
      expect(text).not.toMatch(
        /@\w|#\d|GH-\d|(?<!\\)<b|!\[x\]|\u202e|^::|^# |https?:\/\/x\.example/m,
      );
    }
  });
});
