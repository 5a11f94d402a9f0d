import { expect, it } from 'vitest';
import type { WatchedReport } from '../../src/model/run.js';
import { renderReportsPage } from '../../src/surfaces/reports-page.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';

const AT = '2025-10-02T02:00:00.000Z';
const NOW = new Date('2025-10-02T08:00:00.000Z');

const report = (
  name: string,
  found: NonNullable<WatchedReport['good']>['found'] | null,
  more: Partial<WatchedReport> = {},
) => ({
  report: name,
  since: AT,
  online: true,
  undelivered: 0,
  good: found === null ? null : { found, links: undefined },
  ...more,
});

const shown = (reports: readonly WatchedReport[], pages: readonly string[] = []): string => {
  const nights = reports.flatMap(({ report, good }) => (good === null ? [] : [{ report, at: AT }]));
  return renderReportsPage(ENGLISH, { nights, reports, pages: new Set(pages) }, NOW);
};
/** The cells of each row. */
const rows = (page: string): readonly (readonly string[])[] =>
  (/<tbody>([\s\S]*)<\/tbody>/u.exec(page)?.[1] ?? '')
    .split('</tr>')
    .slice(0, -1)
    .map((row) =>
      row
        .split(/<\/t[hd]>/u)
        .slice(0, -1)
        .map((cell) => cell.replace(/<[^>]+>/gu, '')),
    );

it('lists what was lost first, then what nobody knows or was told of, then what can wait', () => {
  const page = shown([
    report('calm', {}),
    report('low', { low: { open: 9 } }),
    report('new-here', null, { online: null }),
    report('two-high', { high: { new: 1, open: 1 } }),
    report('medium', { medium: { open: 1 } }),
    report('offline', { low: { open: 1 } }, { online: false }),
    report('one-high', { high: { open: 1 }, medium: { open: 7 } }),
    report('decided', { high: { acknowledged: 3, resolved: 2 } }),
    report('unheard', {}, { undelivered: 2 }),
  ]);
  const names = rows(page).map(([name]) => name?.split(/2 readers|the last|last good|no good/u)[0]);
  expect(names).toEqual([
    'two-high',
    'one-high',
    'offline',
    'new-here',
    'unheard',
    'medium',
    'low',
    'calm',
    'decided',
  ]);
  expect(rows(page)[0]).toEqual([
    'two-highlast good night: 2 October 2025, 02:00 UTC',
    '2',
    '0',
    '0',
  ]);
  expect(rows(page)[3]).toEqual(['new-hereno good night yet', '–', '–', '–']);
  expect(rows(page)[4]?.[0]).toContain('2 readers were not reached');
  expect(page).toContain(
    '9 reports are watched: 2 have open findings that are high, and of 3 something else is to be noted.',
  );
});

it('tells of a report whose nights have stopped, as `status` does after 36 hours', () => {
  const reports = [report('calm', {}), report('late', {})];
  const pageWith = (at: string): string =>
    renderReportsPage(
      ENGLISH,
      {
        nights: [
          { report: 'calm', at: AT },
          { report: 'late', at },
        ],
        reports,
        pages: new Set(),
      },
      NOW,
    );
  const late = pageWith('2025-09-30T19:59:59.999Z');
  expect(rows(late)[0]?.[0]).toBe(
    'lateno good night for 1 daylast good night: 30 September 2025, 19:59 UTC',
  );
  expect(late).toContain('and of 1 something else is to be noted');
  const inTime = pageWith('2025-09-30T20:00:00.000Z');
  expect(rows(inTime)[0]?.[0]).toMatch(/^calm/u);
  expect(inTime).not.toContain('to be noted');
});

it('leads to the pages that are there, and says nothing but what it is to say', () => {
  const page = shown(
    [report('with', {}), report('without', {}), report('<b>&', {})],
    ['with', '<b>&'],
  );
  expect(page.match(/<a [^>]*>/gu)).toEqual([
    '<a href="with/index.html">',
    '<a href="%3Cb%3E%26/index.html">',
  ]);
  expect(page).toContain('&lt;b&gt;&amp;');
  expect(page).not.toContain('<b>&');
  expect(page).toMatch(/Content-Security-Policy" content="default-src \S*none/u);
  expect(shown([])).toContain('No report is watched');
});
