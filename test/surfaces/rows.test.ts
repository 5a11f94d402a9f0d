import { expect, it, test } from 'vitest';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { indexOf, Rows, stands } from '../../src/model/verdicts.js';
import { reportFiles } from '../../src/surfaces/files/files.js';
import { renderMarkdown } from '../../src/surfaces/files/markdown.js';
import { renderSummary } from '../../src/surfaces/files/workflow.js';
import { doubt } from '../../src/surfaces/overview.js';
import { renderTerminal } from '../../src/surfaces/terminal/terminal.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { RUN } from './fixture-night.js';
import { buildRun, PUBLICATION } from './fixture-run.js';

const screen = { colour: false, width: 100 };
/** The same night, its verdicts read one by one; `asked` are the rows that were. */
function rowsOf(sources: readonly SourceVerdict[]) {
  const asked = new Set<number>();
  const read = (row: number) => {
    asked.add(row);
    return structuredClone(sources[row]);
  };
  return { asked, rows: new Rows(read, [...sources.keys()], indexOf(sources)) };
}

it('says the same of verdicts in a list and of verdicts that are read one by one', () => {
  const run = { ...RUN, sources: rowsOf(RUN.sources).rows };
  const texts = (of: typeof run | typeof RUN) =>
    reportFiles(of, PUBLICATION).map(([path, text]) => [path, text()]);
  expect(texts(run)).toEqual(texts(RUN));
  expect(renderTerminal(ENGLISH, run, screen)).toBe(renderTerminal(ENGLISH, RUN, screen));
  expect(renderSummary(ENGLISH, run)).toBe(renderSummary(ENGLISH, RUN));
});

it('reads of sources that stand no more than it shows', () => {
  const [sound] = RUN.sources.filter((s) => s.id === 'usdos-ics-2024-china') as [SourceVerdict];
  const many = Array.from({ length: 3_000 }, (_, i) => ({ ...sound, id: `many-${i}` }));
  const { asked, rows } = rowsOf(buildRun([...RUN.sources, ...many], RUN.findings).sources);
  const text = renderMarkdown({ ...RUN, sources: rows }, PUBLICATION);
  expect(text).toMatch(
    /^2,?\d{3} more stand: they are on the reviewer’s page, and in latest\.csv\.$/mu,
  );
  expect(asked.size).toBeLessThan(rows.length - 1_900);
  expect(renderTerminal(ENGLISH, { ...RUN, sources: rows }, screen)).toContain('stand');
});

test.each([
  ['as it is', (v: SourceVerdict) => v],
  ['read in a copy only', (v: SourceVerdict): SourceVerdict => ({ ...v, witness: 'copy' })],
  ['read nowhere', (v: SourceVerdict): SourceVerdict => ({ ...v, witness: 'none' })],
  ['gone', (v: SourceVerdict): SourceVerdict => ({ ...v, link: { ...v.link, status: 'gone' } })],
  ['moved', (v: SourceVerdict): SourceVerdict => ({ ...v, link: { ...v.link, status: 'moved' } })],
  [
    'unread',
    (v: SourceVerdict): SourceVerdict => ({ ...v, content: { ...v.content, change: 'unread' } }),
  ],
])('a source stands exactly when there is no doubt about it: %s', (_, alter) => {
  const altered = RUN.sources.map(alter);
  expect(altered.map(stands)).toEqual(altered.map((verdict) => doubt(ENGLISH, verdict) === null));
});
