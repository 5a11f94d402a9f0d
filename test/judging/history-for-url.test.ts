import { describe, expect, test } from 'vitest';
import { historyForUrl, isHere } from '../../src/judging/history-for-url.js';
import { type History, memoryOf, type Visit } from '../../src/model/visit.js';
import { foldedLetters } from '../../src/passage/text/fold.js';
import {
  answered,
  failed,
  historyOf,
  judgeNight,
  night,
  playNight,
  source,
  useOf,
} from './nights.js';
import { ADDRESS, heading, pageOf, readingOf } from './pages.js';

const QUOTE = 'The government did not release 41 suspects, officials said on Monday in Chongqing.';
const REPORT = pageOf(
  heading('A report'),
  QUOTE,
  'Observers described a slow improvement in access to legal aid, although practice differs between counties.',
);
const OTHER = pageOf(
  heading('Of harbours and boats'),
  'Other words altogether stand here, of harbours and of boats, and of the people who live by both of them.',
  'In spring the nets are mended on the quay, and the children of the village learn to read the weather there.',
  'A boat that leaves before the light is back by noon, and what it brings is sold on the stones of the square.',
);
const ELSEWHERE = 'https://elsewhere.example/report';

/** The nights up to a quiet one, on which the report was read at its first address. */
const read = historyOf(playNight(1, { uses: [useOf(QUOTE)], document: REPORT }), readingOf(REPORT));
const last = read.previous as Visit;
const at = (url: string) => ({
  source: { ...source, url },
  outcome: answered(200, { url, finalUrl: url }),
});

describe('a visit speaks of the address that a source has now', () => {
  test.each([
    ['which is the one that it asked', ADDRESS, true],
    [
      'which differs from it by a trifle',
      'http://www.source.example/report/?utm_source=mail',
      true,
    ],
    ['to which it was led', 'https://source.example/2025/report.html', true],
    ['but not of another page of the site', 'https://source.example/report-2', false],
    ['but not of the same path of another host', ELSEWHERE, false],
    ['nor of the same path with another query', `${ADDRESS}?id=2`, false],
  ])('%s', (_, url, expected) => {
    const led = {
      ...last,
      verdict: last.verdict && {
        ...last.verdict,
        finalUrl: 'https://source.example/2025/report.html',
      },
    };
    expect(isHere({ url }, led)).toBe(expected);
  });

  test('where it has one, and had one', () => {
    expect(isHere({ url: null }, last)).toBe(true);
    expect(
      isHere(
        { url: ELSEWHERE },
        { ...last, verdict: last.verdict && { ...last.verdict, url: null } },
      ),
    ).toBe(true);
  });
});

test('the address of a newer edition is that of another document, though both have one text', () => {
  const withNewer = (url: string): Visit => ({
    ...last,
    verdict: last.verdict && {
      ...last.verdict,
      edition: {
        ...last.verdict.edition,
        newer: [{ edition: '2026', url, published: null, quotes: [] }],
      },
    },
  });
  const known = (told: Visit) => {
    const baseline = read.baseline && { ...read.baseline, visit: told };
    return (
      historyForUrl({ url: ELSEWHERE }, { previous: told, baseline }, readingOf(REPORT))
        .baseline !== null
    );
  };
  expect(known(last)).toBe(true);
  expect(known(withNewer('https://elsewhere.example/another'))).toBe(true);
  expect(known(withNewer(ELSEWHERE))).toBe(false);
});

describe('at another address', () => {
  /** As `read`, with two nights on which the address failed. */
  const failing: History = [2, 3].reduce(
    (history, n) => ({
      ...historyOf(playNight(n, { uses: [useOf(QUOTE)], outcome: failed(), history }), null),
      baseline: read.baseline,
    }),
    read,
  );

  test('a failure is the first one, and at the old one the third', () => {
    const down = { uses: [useOf(QUOTE)], history: failing };
    const there = {
      ...at(ELSEWHERE),
      outcome: failed('timeout', { url: ELSEWHERE, finalUrl: ELSEWHERE }),
    };
    expect(judgeNight(4, { ...down, ...there }).link).toMatchObject({
      failures: 1,
      confirmed: false,
    });
    expect(judgeNight(4, { ...down, outcome: failed() }).link).toMatchObject({
      failures: 3,
      confirmed: true,
    });
  });

  test('another text is read for the first time, and not so at the old one', () => {
    const given = { uses: [useOf(QUOTE)], document: OTHER, history: read };
    const there = judgeNight(2, { ...given, ...at(ELSEWHERE) });
    expect(there.content.change).toBe('first-visit');
    expect(judgeNight(2, given).content.change).not.toBe('first-visit');
  });

  test('no passage stood, nor is known what it left out', () => {
    const { memory } = playNight(2, {
      uses: [useOf(QUOTE)],
      document: OTHER,
      history: read,
      ...at(ELSEWHERE),
    });
    expect(memory).toMatchObject({ stood: {}, omitted: {} });
    expect(memoryOf(read).stood).toEqual({ [foldedLetters(QUOTE)]: night(1).toISOString() });
  });

  test('the same document is the same document, of whose new address nothing is known yet', () => {
    const edited = pageOf(
      ...REPORT.blocks,
      'Officials later added that two more provinces would publish figures.',
    );
    const given = { uses: [useOf(QUOTE)], history: failing, ...at(ELSEWHERE) };
    expect(playNight(4, { ...given, document: REPORT })).toMatchObject({
      verdict: { content: { change: 'cosmetic' }, link: { status: 'alive' } },
      memory: { nights: '+', stood: { [foldedLetters(QUOTE)]: night(4).toISOString() } },
    });
    expect(judgeNight(4, { ...given, document: edited }).content.change).toBe('edited');
    const lost = pageOf(...REPORT.blocks.filter(({ text }) => text !== QUOTE), 'It is revised.');
    expect(playNight(4, { ...given, document: lost }).memory.stood).toEqual({
      [foldedLetters(QUOTE)]: night(1).toISOString(),
    });
  });

  test('the document of before a replacement is back', () => {
    const replaced: History = {
      ...historyOf(playNight(2, { document: OTHER }), readingOf(OTHER)),
      former: readingOf(REPORT),
    };
    const there = judgeNight(3, { document: REPORT, history: replaced, ...at(ELSEWHERE) });
    expect(there.content).toMatchObject({ change: 'cosmetic', back: true });
  });

  test('what quotes the report, or is quoted in it, is another document', () => {
    const brief = pageOf(heading('In brief'), QUOTE);
    const whole = pageOf(QUOTE, ...OTHER.blocks);
    const before = historyOf(playNight(1, { document: brief }), readingOf(brief));
    expect(historyForUrl({ url: ELSEWHERE }, before, readingOf(whole)).baseline).toBeNull();
    const after = historyOf(playNight(1, { document: whole }), readingOf(whole));
    expect(historyForUrl({ url: ELSEWHERE }, after, readingOf(brief)).baseline).toBeNull();
  });

  test('two pages without a text are not one document', () => {
    const scan = {
      ...pageOf(),
      type: 'pdf',
      unread: { kind: 'scanned' },
    } as unknown as typeof REPORT;
    const before = historyOf(playNight(1, { document: scan }), readingOf(scan));
    const here = historyForUrl({ url: ELSEWHERE }, before, readingOf(scan));
    expect(here).toMatchObject({ previous: null, baseline: null });
  });

  test('that was asked already, that is known, though the text was read at the old one', () => {
    const asked = historyOf(
      playNight(4, {
        outcome: failed('timeout', { url: ELSEWHERE }),
        source: { ...source, url: ELSEWHERE },
      }),
      null,
    );
    const history = { ...asked, baseline: read.baseline };
    const here = historyForUrl({ url: ELSEWHERE }, history, readingOf(OTHER));
    expect(here).toEqual({ previous: asked.previous, baseline: null, former: null });
    expect(historyForUrl({ url: ELSEWHERE }, history, readingOf(REPORT))).toBe(history);
  });
});
