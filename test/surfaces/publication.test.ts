import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/model/languages.js';
import { unkept } from '../../src/model/run.js';
import { reportFiles } from '../../src/surfaces/files/files.js';
import { renderSummary } from '../../src/surfaces/files/workflow.js';
import { reportName, rowAddress } from '../../src/surfaces/publication.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { RUN } from './fixture-night.js';

describe('the address of a row', () => {
  it('is the page’s, and the id as a browser reads it back', () => {
    const address = rowAddress('https://example.org/reports/', 'ASI2025-01/31#1 100%');
    expect(address).toBe('https://example.org/reports/#ASI2025-01%2F31%231%20100%25');
    expect(decodeURIComponent(new URL(address).hash.slice(1))).toBe('ASI2025-01/31#1 100%');
  });

  it('is within the page where the page has no address', () => {
    expect(rowAddress('', 'usdos')).toBe('#usdos');
  });

  it('takes the place of another fragment, and stands half a letter', () => {
    expect(rowAddress('https://example.org/#top', 'a\ud800')).toBe(
      'https://example.org/#a%EF%BF%BD',
    );
  });
});

describe('the language of what people read', () => {
  const [one] = RUN.sources;
  const two = {
    ...RUN,
    sources: [
      ...RUN.sources,
      { ...one, id: 'x', citations: [{ ...one?.citations[0], id: 'R2/1', report: 'R2' }] },
    ],
  } as typeof RUN;
  const files = (run: typeof RUN, of: readonly (readonly [string, Language])[]) => {
    const beside = { decisions: [] };
    return new Map(
      reportFiles(run, { languages: new Map(of) }, beside).map(([path, text]) => [path, text()]),
    );
  };
  const rootOf = (run: typeof RUN, of: readonly (readonly [string, Language])[]) =>
    /<html[^>]*?lang="\w+"(?: dir="\w+")?/u.exec(files(run, of).get('index.html') ?? '')?.[0];

  it('is that of the report', () => {
    const french = files(RUN, [['ASI2025-01', 'fr']]);
    expect(french.get('index.html')).toMatch(/^<!doctype html>\n<html lang="fr" /u);
    expect(french.get('feed.xml')).toContain('xml:lang="fr"');
    expect(french.get('latest.md')).toContain('24 novembre 2025');
  });

  it('is that which all reports on a page share, else English', () => {
    expect(
      rootOf(two, [
        ['ASI2025-01', 'de'],
        ['R2', 'de'],
      ]),
    ).toBe('<html lang="de"');
    expect(
      rootOf(two, [
        ['ASI2025-01', 'de'],
        ['R2', 'fr'],
      ]),
    ).toBe('<html lang="en"');
    expect(rootOf(two, [['ASI2025-01', 'de']])).toBe('<html lang="en"');
  });

  it('runs from right to left in Arabic', () => {
    expect(rootOf(RUN, [['ASI2025-01', 'ar']])).toBe('<html lang="ar" dir="rtl"');
  });

  it('is English for programs', () => {
    const [english, arabic] = [files(RUN, []), files(RUN, [['ASI2025-01', 'ar']])];
    for (const file of ['latest.json', 'latest.csv'])
      expect(arabic.get(file)).toBe(english.get(file));
  });
});

describe('a night that could not be kept', () => {
  const sha256 = 'ab'.repeat(32);
  const capture = { run: RUN.run.id, n: 4711 };
  const [first, second, ...others] = RUN.findings;
  if (first === undefined || second === undefined) throw new Error('the night has no findings');
  const night = {
    ...RUN,
    run: {
      ...RUN.run,
      evidence: { n: 4711, sha256 },
      stamps: [
        { kind: 'stamped' as const, tsa: 'https://tsa.example/', n: 4712, time: RUN.run.startedAt },
      ],
    },
    findings: [
      { ...first, capture, consequences: [{ ...second, capture }] },
      { ...second, capture: { ...capture, run: RUN.run.id - 1 } },
      ...others,
    ],
  };
  const textOf = (run: typeof RUN): string =>
    [renderSummary(ENGLISH, run), ...reportFiles(run).map(([, text]) => text())]
      .flatMap((text) => (typeof text === 'string' ? [text] : [...text]))
      .map((part) => (typeof part === 'string' ? part : Buffer.from(part).toString()))
      .join('\n');

  it('is told with what it found, and names nothing that others will be named by tomorrow', () => {
    const told = textOf(unkept(night));
    expect(told).not.toMatch(new RegExp(`${sha256}|4712`, 'u'));
    expect(told.match(/This night could not be kept\./gu)?.length).toBeGreaterThanOrEqual(3);
    const [one, other] = unkept(night).findings;
    expect([one?.capture, one?.consequences?.[0]?.capture]).toEqual([undefined, undefined]);
    expect(other?.capture).toEqual({ run: RUN.run.id - 1, n: 4711 });
    expect(unkept(night).findings.map(({ id }) => id)).toEqual(night.findings.map(({ id }) => id));
  });

  it('tells nothing twice: feeds and dated folders are left to the night that is kept', () => {
    const paths = (run: typeof RUN) => reportFiles(run).map(([path]) => path);
    expect(paths(unkept(night))).toEqual(['index.html', 'latest.md', 'latest.json', 'latest.csv']);
    expect(paths(night)).toEqual(
      expect.arrayContaining(['feed.xml', expect.stringContaining('run-7/')]),
    );
  });

  it('is another one than a night that was', () => {
    const told = textOf(night);
    expect(told).toContain(sha256);
    expect(told).toContain('4712');
    expect(told).not.toContain('could not be kept');
  });
});

describe('the name of a report', () => {
  it.each([
    ['China: Loan sharks', 'China report'],
    ['A country report: Loan sharks', 'A country report'],
    ['COI Report on Sudan: Update', 'COI Report on Sudan'],
    ['Länderbericht Syrien: Lage', 'Länderbericht Syrien'],
    ['Sudan : Update', 'Sudan report'],
    ['Report: Loan sharks in China', 'Report: Loan sharks in China'],
    ['A report', 'A report'],
    // Its twin: a place that only looks like the word.
    ['Newport: Housing', 'Newport report'],
  ])('of “%s” is “%s”', (title, name) => {
    expect(reportName(ENGLISH, [], { titles: new Map([['R', title]]) })).toBe(name);
  });
});
