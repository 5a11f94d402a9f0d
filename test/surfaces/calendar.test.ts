import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/model/run.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import type { Decision } from '../../src/model/watchlist.js';
import { renderCalendar } from '../../src/surfaces/files/calendar.js';
import { reportFiles } from '../../src/surfaces/files/files.js';
import type { Beside, CitedSeries } from '../../src/surfaces/page-context.js';
import { plain } from '../../src/surfaces/terminal/screen.js';
import { calendarFaults, parseCalendar, propertyOf } from './calendar-rules.js';
import { RUN } from './fixture-night.js';
import { PUBLICATION, source } from './fixture-run.js';

const tip: CitedSeries = {
  name: 'Trafficking in Persons Report',
  issues: [{ edition: '2024', year: '2024', url: null, cited: ['tip'] }],
  next: { series: 'usdos-tip', after: '2024', due: '2026-02-03' },
};
const decision: Decision = {
  source: 'tip',
  about: 'edition-newer',
  edition: '2025',
  keep: true,
  reason: 'the 2025 edition leaves out corruption',
  on: '2025-09-24',
  until: '2026-03',
};
const verdict = (over: Partial<SourceVerdict> = {}): SourceVerdict =>
  source('tip', 'US Department of State', 'TIP: China', 'https://www.state.gov/tip/china/', over);
const ending = { by: 'notice', on: '2026-01-01', words: 'We close on 1 January 2026.' } as const;

const runOf = (sources: readonly SourceVerdict[]): Run => ({ ...RUN, sources });
function eventsOf(
  beside: Beside,
  sources: readonly SourceVerdict[] = [verdict()],
  publication = {},
) {
  const calendar = parseCalendar(renderCalendar(runOf(sources), publication, beside));
  expect(calendarFaults(calendar)).toEqual([]);
  return calendar.components.flatMap((event) => {
    const said = (name: string) => propertyOf(event, name);
    return event.name !== 'VEVENT'
      ? []
      : [
          {
            uid: said('UID'),
            day: said('DTSTART'),
            summary: said('SUMMARY'),
            words: said('DESCRIPTION'),
            url: said('URL'),
          },
        ];
  });
}

describe('the calendar', () => {
  it('has a day for the next edition, for the end of a decision and for the end of a source, in plain words', () => {
    expect(eventsOf({ series: [tip], decisions: [decision] }, [verdict({ ending })])).toEqual([
      {
        uid: 'edition/usdos-tip/2024@citewatch.invalid',
        day: '20260203',
        summary: 'Next edition due: Trafficking in Persons Report',
        words:
          'The latest known edition is 2024. If the series keeps its interval, the next one is out by 3 February 2026. Look at the publisher’s list of editions.',
        url: 'https://www.state.gov/tip/china/',
      },
      {
        uid: 'decision/tip/edition-newer/2025@citewatch.invalid',
        day: '20260331',
        summary: 'Decision ends: TIP: China',
        words:
          'The decision about “Newer edition” (2025) holds until March 2026. Its reason: The 2025 edition leaves out corruption. Decide again, or take it out of the decisions in sources.json.',
        url: 'https://www.state.gov/tip/china/',
      },
      {
        uid: 'ending/tip@citewatch.invalid',
        day: '20260101',
        summary: 'Source ends: TIP: China',
        words:
          'state.gov says that it ends on 1 January 2026: “We close on 1 January 2026.” Save now the sources of state.gov that no archived copy carries (citewatch archive SOURCE --save).',
        url: 'https://www.state.gov/tip/china/',
      },
    ]);
  });

  it.each<[string, Beside, Partial<SourceVerdict>]>([
    [
      'a decision that holds until further notice',
      { decisions: [{ ...decision, until: null }] },
      {},
    ],
    ['a decision that keeps nothing', { decisions: [{ ...decision, keep: false }] }, {}],
    ['a decision that ended yesterday', { decisions: [{ ...decision, until: '2025-11-23' }] }, {}],
    [
      'an edition that was due yesterday',
      { series: [{ ...tip, next: { ...tip.next, due: '2025-11-23' } as never }] },
      {},
    ],
    [
      'a series of which nobody knows when it comes out',
      { series: [{ ...tip, next: undefined }] },
      {},
    ],
    ['a source that ended yesterday', {}, { ending: { ...ending, on: '2025-11-23' } }],
    ['a source that says nothing of its end', {}, {}],
  ])('has no day for %s, and is sound without one', (_, beside, over) => {
    expect(eventsOf(beside, [verdict(over)])).toEqual([]);
  });

  it('has what is on the day of the run itself, and what a year or a month ends', () => {
    const until = (day: string) =>
      eventsOf({ decisions: [{ ...decision, until: day }] }).map(({ day: on }) => on);
    expect(until('2025-11-24')).toEqual(['20251124']);
    expect(until('2025-11')).toEqual(['20251130']);
    expect(until('2028-02')).toEqual(['20280229']);
    expect(until('2027')).toEqual(['20271231']);
  });

  it('leads to the row on the page, where that is published, and never to where a stranger may answer', () => {
    const all: Beside = { series: [tip], decisions: [decision] };
    const page = 'https://asylos.example/reports/index.html';
    const urls = (...args: Parameters<typeof eventsOf>) =>
      new Set(eventsOf(...args).map(({ url }) => url));
    expect(urls(all, [verdict({ ending })], { page })).toEqual(new Set([`${page}#tip`]));
    const gone = verdict({ ending, link: { ...verdict().link, status: 'soft-404' } });
    expect(urls(all, [gone])).toEqual(new Set([undefined]));
    expect(urls(all, [])).toEqual(new Set([undefined]));
  });

  it('names a thing the same on every night, whatever day it moves to, and no two things alike', () => {
    const [one] = eventsOf({ series: [tip] });
    const [moved] = eventsOf({
      series: [{ ...tip, name: 'TIP', next: { ...tip.next, due: '2026-05-01' } as never }],
    });
    expect(moved?.uid).toBe(one?.uid);
    expect(moved?.day).not.toBe(one?.day);
    const others = [
      decision,
      { ...decision, edition: null },
      { ...decision, about: 'access-stale' },
    ];
    expect(new Set(eventsOf({ decisions: others }).map(({ uid }) => uid)).size).toBe(3);
    const slashes = ['a/b', 'a', 'a%2Fb'].map((id) => ({ ...verdict({ ending }), id }));
    expect(new Set(eventsOf({}, slashes).map(({ uid }) => uid)).size).toBe(3);
  });

  it('is stamped by the run, and the same each time that the run is rendered', () => {
    const text = renderCalendar(RUN, PUBLICATION, { decisions: [decision] });
    const [event] = parseCalendar(text).components;
    expect(event && propertyOf(event, 'DTSTAMP')).toBe('20251124T020648Z');
    expect(renderCalendar(RUN, PUBLICATION, { decisions: [decision] })).toBe(text);
  });

  it('gives back any text of a page or a file, on lines that any program reads', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('a,b;c\\n\r\nEND:VEVENT', '中'.repeat(99)),
    );
    fc.assert(
      fc.property(text, text, text, (title, name, reason) => {
        const beside = { series: [{ ...tip, name }], decisions: [{ ...decision, reason }] };
        const events = eventsOf(beside, [verdict({ title, ending: { ...ending, words: reason } })]);
        const shown = (words: string): string =>
          plain(words.toWellFormed()).replace(/\s+/gu, ' ').trim();
        expect(events.map(({ summary }) => shown(summary ?? ''))).toEqual([
          shown(`Next edition due: ${name}`),
          shown(`Decision ends: ${title}`),
          shown(`Source ends: ${title}`),
        ]);
      }),
    );
  });

  it('is written beside the feeds by a run that is kept and that knows its sources.json', () => {
    const paths = (run: Run, beside: Beside) => reportFiles(run, {}, beside).map(([path]) => path);
    expect(paths(RUN, { decisions: [] })).toEqual(
      expect.arrayContaining(['feed.xml', 'calendar.ics']),
    );
    expect(paths(RUN, {})).not.toContain('calendar.ics');
    expect(paths({ ...RUN, run: { ...RUN.run, unkept: true } }, { decisions: [] })).not.toContain(
      'calendar.ics',
    );
  });
});

describe('what reads a calendar in these tests', () => {
  const sound = renderCalendar(runOf([verdict({ ending })]), {}, {});

  it.each<[string, (text: string) => string]>([
    ['lines that end otherwise', (text) => text.replaceAll('\r\n', '\n')],
    ['a line that is too long', (text) => text.replaceAll('\r\n ', '')],
    ['a component that does not end', (text) => text.replace('END:VEVENT\r\n', '')],
    ['a line that is none', (text) => text.replace('SUMMARY:', 'SUMMARY ')],
  ])('refuses %s', (_, change) => {
    expect(() => parseCalendar(sound)).not.toThrow();
    expect(() => parseCalendar(change(sound))).toThrow();
  });

  it.each<[string, (text: string) => string, string]>([
    ['no version', (text) => text.replace('VERSION:2.0', 'VERSION:1.0'), 'its version is not 2.0'],
    [
      'a time in place of a day',
      (text) => text.replace(';VALUE=DATE:', ':'),
      'an event without a day',
    ],
    [
      'no time stamp',
      (text) => text.replace('DTSTAMP', 'X-STAMP'),
      'an event without a time stamp',
    ],
    [
      'no component',
      (text) => text.replace(/BEGIN:VEVENT.*END:VEVENT\r\n/su, ''),
      'it has no component',
    ],
  ])('finds fault with %s', (_, change, fault) => {
    expect(calendarFaults(parseCalendar(change(sound)))).toContain(fault);
  });
});
