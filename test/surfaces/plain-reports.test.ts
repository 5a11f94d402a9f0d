import { describe, expect, it } from 'vitest';
import { type Finding, isActive } from '../../src/model/finding.js';
import type { Run } from '../../src/model/run.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { reportFiles } from '../../src/surfaces/files/files.js';
import { renderJson } from '../../src/surfaces/files/json.js';
import { renderMarkdown } from '../../src/surfaces/files/markdown.js';
import {
  renderAnnotations,
  renderSummary,
  workflowCommands,
} from '../../src/surfaces/files/workflow.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { RUN } from './fixture-night.js';
import { PUBLICATION } from './fixture-run.js';

describe('the Markdown report', () => {
  const text = renderMarkdown(RUN, PUBLICATION);

  it('ranks like the page', () => {
    const order = [
      'Walk Free',
      'Al Jazeera',
      'Radio Free Asia',
      'Withdrawn',
      '32 citations',
      '13 sources',
      '## Decided',
      '## Could not',
      '## Resolved',
      '## Sources that stand',
    ];
    const places = order.map((words) => text.indexOf(words));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('shows what changed, what to do, and where it is cited', () => {
    expect(text).toContain('at least <del>4.4</del> <ins>4.7</ins> million');
    expect(text).toContain('  - What to do: Compare the two');
    expect(text).toContain('  - Cited in section 4 (ASI2025-01/20)');
  });

  it('prints a suspicious address as code', () => {
    expect(text).toContain('`https://www.transparency.org/en/news/cpi-2020-asia-pacific`');
    expect(text).not.toContain('](<https://www.transparency.org/en/news/cpi-2020-asia-pacific>)');
  });

  it('has an anchor of every source and citation, each once, so that links lead to a row', () => {
    const anchors = [...text.matchAll(/<a id="([^"]*)"><\/a>/gu)].map(([, id]) => id);
    const own = RUN.sources.flatMap(({ id, citations }) => [
      id,
      ...citations.map((cited) => cited.id),
    ]);
    expect(anchors.toSorted()).toEqual(own.toSorted());
    expect(text.indexOf('<a id="ASI2025-01/20">')).toBeLessThan(text.indexOf('### Xi ‘firmly'));
    const [first, ...others] = RUN.sources;
    const odd = { ...RUN, sources: [{ ...first, id: 'a|b "c"\n' } as SourceVerdict, ...others] };
    expect(renderMarkdown({ ...odd, findings: [] })).toContain(
      '<a id="a&#124;b&#32;&quot;c&quot;&#10;"></a>',
    );
  });

  it('says when nothing was judged', () => {
    expect(renderMarkdown({ ...RUN, run: { ...RUN.run, online: false } })).toContain(
      '**This machine was offline. Nothing was judged.**',
    );
  });
});

describe('the job summary', () => {
  it('names ten findings at most, and says how many more there are', () => {
    const twice: Run = {
      ...RUN,
      findings: RUN.findings.flatMap((f) => [f, { ...f, id: `${f.id}@2` }]),
    };
    const rows = renderSummary(ENGLISH, twice)
      .split('\n')
      .filter((l) => /^\| [▲◆○]/.test(l));
    expect(rows.length).toBe(10);
    expect(renderSummary(ENGLISH, twice)).toContain('10 more findings not shown here.');
    expect(renderSummary(ENGLISH, RUN)).not.toContain('not shown here');
  });

  it('stays within what GitHub shows, 1 MiB, however long a title is, and leaves ordinary ones whole', () => {
    const titled = (title: string) =>
      renderSummary(ENGLISH, { ...RUN, sources: RUN.sources.map((s) => ({ ...s, title })) });
    const [huge, long] = ['t', 'Of detention '].map((word) =>
      titled(word.repeat(word.length === 1 ? 2e6 : 30)),
    );
    expect(Buffer.byteLength(huge ?? '')).toBeLessThan(1024 ** 2);
    expect(huge).toMatch(/\| t{500} …/u);
    expect(long).toContain(`| ${'Of detention '.repeat(30).trim()}`);
  });

  it('leads to the page where it is published', () => {
    expect(renderSummary(ENGLISH, RUN, { page: 'https://example.org/r/' })).toContain(
      '(<https://example.org/r/>)',
    );
    expect(renderSummary(ENGLISH, RUN)).toContain('`index.html`');
  });

  it('leads from each source to its row, or to its own page where none is published and a reader may be sent there', () => {
    const [first] = RUN.findings.filter(
      ({ state, severity }) => state !== 'resolved' && severity === 'high',
    );
    const id = encodeURIComponent(first?.source ?? '');
    expect(renderSummary(ENGLISH, RUN, { page: 'https://example.org/r/' })).toContain(
      `](<https://example.org/r/#${id}>)`,
    );
    const bare = renderSummary(ENGLISH, RUN)
      .split('\n')
      .filter((line) => /^\| [▲◆○]/u.test(line));
    expect(bare.filter((line) => line.includes('](<http')).length).toBeGreaterThan(3);
    const stranger = RUN.sources.find(
      ({ content, link }) => content.change === 'replaced' || link.status === 'soft-404',
    );
    expect(renderSummary(ENGLISH, RUN)).not.toContain(`(<${stranger?.url}`);
  });

  it('says where the evidence ends', () => {
    const evidence = { n: 12, sha256: 'b2'.repeat(32) };
    const line = `Evidence ends at 12:${evidence.sha256}\n`;
    expect(renderSummary(ENGLISH, { ...RUN, run: { ...RUN.run, evidence } })).toContain(line);
    expect(renderSummary(ENGLISH, RUN)).not.toContain('Evidence ends');
  });
});

describe('the annotations', () => {
  const lineOf = ({ source }: Finding) => (source.startsWith('aljazeera') ? 42 : undefined);
  const begun = RUN.findings.map((f): Finding => (isActive(f) ? { ...f, state: 'new' } : f));
  const lines = renderAnnotations(ENGLISH, { ...RUN, findings: begun }, 'sources.json', lineOf)
    .trimEnd()
    .split('\n');

  it('are ten, the last of which tells how many more there are', () => {
    expect(lines.length).toBe(10);
    expect(lines.at(-1)).toBe(
      '::notice file=sources.json,title=More findings::46 more findings: see the job summary and the reports.',
    );
  });

  it.each([9, 10, 11, 12])('are all there are up to ten: of %i', (n) => {
    const all = Array.from({ length: n }, (_, i) => ({
      severity: 'high' as const,
      line: i,
      title: `${i}`,
      text: '',
      n: 1,
    }));
    const told = workflowCommands('s.json', all).trimEnd().split('\n');
    expect(told.length).toBe(Math.min(n, 10));
    expect(told.at(-1)?.includes('More findings')).toBe(n > 10);
  });

  it('are of what is new only: what was there before would hide it', () => {
    const titles = (run: Run) =>
      renderAnnotations(ENGLISH, run, 's.json').match(/title=[^:]+/g) ?? [];
    const open = begun.map((f): Finding => (f.state === 'new' ? { ...f, state: 'open' } : f));
    expect(titles({ ...RUN, findings: open })).toEqual([]);
    const [one, ...rest] = open;
    expect(
      titles({ ...RUN, findings: [{ ...(one as Finding), state: 'new' }, ...rest] }),
    ).toHaveLength(1);
  });

  it('carry the severity as their command, gravest first', () => {
    expect(lines.map((l) => l.slice(2, l.indexOf(' ')))).toEqual([
      ...Array(4).fill('error'),
      'warning',
      'warning',
      ...Array(4).fill('notice'),
    ]);
  });

  it('stand at the line of their source, where it is known', () => {
    expect(lines.filter((l) => l.includes('line=42')).length).toBe(1);
    expect(lines[1]).toMatch(/^::error file=sources\.json,line=42,title=Passage changed%3A Xi/);
  });

  it('cannot be ended or extended by what they say', () => {
    const [first] = RUN.findings;
    if (first === undefined) throw new Error('the fixture has findings');
    const hostile: Run = {
      ...RUN,
      findings: [
        {
          ...first,
          why: { kind: 'told', message: '100% true\n::error::x', action: '' },
          source: 'a,line=1::b',
        },
      ],
    };
    const out = renderAnnotations(ENGLISH, hostile, 'a:b,c.json').trimEnd();
    expect(out.split('\n').length).toBe(1);
    expect(out).toContain(
      'file=a%3Ab%2Cc.json,title=Passage not found%3A a%2Cline=1%3A%3Ab::100%25 true ::error::x',
    );
  });

  it('are none when there is nothing to say, and one when the machine was offline', () => {
    expect(renderAnnotations(ENGLISH, { ...RUN, findings: [] }, 's.json')).toBe('');
    const offline = renderAnnotations(
      ENGLISH,
      { ...RUN, run: { ...RUN.run, online: false } },
      'a%3Bb:c.json',
    );
    expect(offline).toBe(
      '::error file=a%253Bb%3Ac.json,title=Offline::This machine was offline: nothing was judged.\n',
    );
  });
});

describe('the files of a run', () => {
  it('hold the run itself as JSON', () => {
    expect(JSON.parse(renderJson(RUN))).toMatchObject(RUN);
    expect(renderJson(RUN).endsWith('}\n')).toBe(true);
  });

  it('have a dated folder when something began or ended, and none on a quiet night', () => {
    const paths = reportFiles(RUN).map(([path]) => path);
    expect(paths).toContain('index.html');
    expect(paths).toContain('2025-11-24-run-7/index.html');
    const quiet = { ...RUN, findings: RUN.findings.filter((f) => f.state === 'open') };
    expect(reportFiles(quiet).map(([path]) => path)).toEqual([
      'index.html',
      'latest.md',
      'latest.json',
      'latest.csv',
      'feed.xml',
      'feed.json',
    ]);
  });

  it('are the same each time that a run is rendered', () => {
    const texts = () => reportFiles(RUN, PUBLICATION).map(([path, text]) => [path, text()]);
    expect(texts()).toEqual(texts());
  });
});
