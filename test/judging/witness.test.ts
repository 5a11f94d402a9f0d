import { describe, expect, it } from 'vitest';
import { ask, hear, judgeCapture, readByHand, savedAt } from '../../src/judging/witness.js';
import type { WitnessPlace } from '../../src/model/quote.js';
import { answered, failed, judgeNight, night, useOf } from './nights.js';
import { heading, pageOf } from './pages.js';

const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const OTHER =
  'The ministry held a press conference at its offices, and nothing was said of earlier campaigns. '.repeat(
    5,
  );
const uses = [useOf(PASSAGE)];

const copy = (...shown: readonly string[]) =>
  ask(
    {
      place: { kind: 'copy', by: 'ecoi.net' },
      url: 'https://ecoi.example/1',
      document: pageOf(...shown),
    },
    uses,
  );

/** The verdict on a page of which only the beginning came. */
const cutOff = (...shown: readonly string[]) => {
  const body = { bytes: new Uint8Array(1000), sha256: 'bytes', truncated: true };
  return judgeNight(1, { uses, document: pageOf(...shown), outcome: answered(200, { body }) });
};

describe('a page that was cut off', () => {
  it('keeps a passage that stands in its beginning, whatever a copy lost', () => {
    const verdict = cutOff(PASSAGE, OTHER);
    expect(verdict.witness).toBe('none');
    expect(hear(verdict, [copy(OTHER)], null).citations[0]?.quotes[0]).toMatchObject({
      verdict: 'intact',
      why: { kind: 'stands' },
    });
  });

  it('is completed by a copy where its beginning does not say', () => {
    expect(hear(cutOff(OTHER), [copy(PASSAGE, OTHER)], null).citations[0]?.quotes[0]).toMatchObject(
      {
        verdict: 'intact',
        why: { kind: 'elsewhere', place: { kind: 'copy' } },
      },
    );
  });
});

describe('a page that shows too little to prove an absence', () => {
  const teaser = judgeNight(1, { uses, document: pageOf('Police busted gangs. Read more…') });

  it('is completed by any witness in which the passage stands', () => {
    expect(hear(teaser, [copy(PASSAGE, OTHER)], null).citations[0]?.quotes[0]?.verdict).toBe(
      'intact',
    );
  });

  it('and by none in which it does not', () => {
    expect(hear(teaser, [copy(OTHER)], null).citations[0]?.quotes[0]?.verdict).toBe('unverifiable');
  });

  it('which a page that says enough is not: a copy cannot speak for it', () => {
    const rewritten = judgeNight(1, { uses, document: pageOf(OTHER) });
    expect(hear(rewritten, [copy(PASSAGE, OTHER)], null).citations[0]?.quotes[0]?.verdict).toBe(
      'missing',
    );
  });
});

describe('a page that a person saved', () => {
  const DAY = 86_400_000;
  it.each([0, 1, 89, 90, 91, 100, 365])(
    '%i days ago speaks for its source for a quarter of a year',
    (days) => {
      const now = night(10);
      const at = new Date(now.getTime() - days * DAY).toISOString();
      expect(readByHand({ at, payloadSha256: 'sha' }, now)).toMatchObject({
        days,
        isStale: days > 90,
      });
      // A clock that is set back makes nothing older.
      expect(readByHand({ at: now.toISOString(), payloadSha256: 'sha' }, new Date(at)).days).toBe(
        0,
      );
    },
  );
  it('is as old as the oldest of what is said of it', () => {
    const [a, b, c] = ['2025-01-01', '2025-02-01', '2025-03-01'] as const;
    expect(savedAt({ at: c })).toBe(c);
    expect(savedAt({ at: c, said: a })).toBe(a);
    expect(savedAt({ at: c, dated: b })).toBe(b);
    expect(savedAt({ at: c, said: a, dated: b })).toBe(a);
    expect(savedAt({ at: c, said: b, dated: a })).toBe(a);
    expect(savedAt({ at: a, said: b, dated: c })).toBe(a);
  });
});

describe('who is heard where the page cannot be read', () => {
  const at = (place: WitnessPlace, ...shown: readonly string[]) =>
    ask({ place, url: 'https://x.example/', document: pageOf(...shown) }, uses);
  const archive = (day: string, ...shown: readonly string[]) =>
    at({ kind: 'archive', at: day }, ...shown);
  const person = (day: string, ...shown: readonly string[]) =>
    at({ kind: 'person', at: day, by: null }, ...shown);
  const other = OTHER;
  const said = (accessed: string | null, ...heard: readonly ReturnType<typeof at>[]) => {
    const down = judgeNight(1, { uses: [useOf(PASSAGE, { accessed })], outcome: failed() });
    const quote = hear(down, heard, null).citations[0]?.quotes[0];
    const place =
      quote?.why && 'place' in quote.why ? (quote.why.place as WitnessPlace) : undefined;
    return [
      quote?.verdict,
      place?.kind,
      place !== undefined && 'at' in place ? place.at : undefined,
    ];
  };
  const [OLD, NEW] = ['2025-03-01', '2025-08-01'];

  it.each<[string, readonly ReturnType<typeof at>[], readonly (string | undefined)[]]>([
    [
      'the newest capture first',
      [archive(OLD, PASSAGE), archive(NEW, PASSAGE)],
      ['intact', 'archive', NEW],
    ],
    [
      'an older one gives back nothing',
      [archive(OLD, PASSAGE), archive(NEW, other)],
      ['missing', 'archive', NEW],
    ],
    [
      'nor a person what a copy lost',
      [person(NEW, PASSAGE), copy(other)],
      ['missing', 'copy', undefined],
    ],
    [
      'but a capture what a copy lost',
      [archive(NEW, PASSAGE), copy(other)],
      ['intact', 'archive', NEW],
    ],
    [
      'a copy before a capture',
      [archive(NEW, PASSAGE), copy(PASSAGE)],
      ['intact', 'copy', undefined],
    ],
    ['a person by himself', [person(NEW, PASSAGE)], ['intact', 'person', NEW]],
  ])('%s', (_, heard, expected) => {
    expect(said(null, ...heard)).toEqual(expected);
  });
  it('what was made before the authors read the page cannot say that a passage is lost', () => {
    expect(said('2025-07-01', archive(OLD, other))[0]).toBe('unverifiable');
    expect(said('2025-07-01', archive(NEW, other))[0]).toBe('missing');
    expect(said(null, archive(OLD, other))[0]).toBe('missing');
    expect(said('2025-07-01', archive(OLD, PASSAGE))[0]).toBe('intact');
    expect(said('2025-07-01', copy(other))[0]).toBe('missing');
  });
  it('where it shows too little, a person is not heard', () => {
    const teaser = judgeNight(1, { uses, document: pageOf('Police busted gangs. Read more…') });
    const verdict = (heard: ReturnType<typeof at>) =>
      hear(teaser, [heard], null).citations[0]?.quotes[0]?.verdict;
    expect(verdict(person(NEW, PASSAGE))).toBe('unverifiable');
    expect(verdict(archive(NEW, PASSAGE))).toBe('intact');
  });
});

describe('a capture speaks for the document', () => {
  const before = pageOf(heading('A report'), PASSAGE, OTHER);
  const capture = (
    quote: string,
    baseline: typeof before | null,
    title: string,
    ...shown: readonly string[]
  ) =>
    judgeCapture(
      {
        place: { kind: 'archive', at: '2025-08-01' },
        url: 'https://x.example/',
        document: pageOf(...shown),
      },
      'https://source.example/report',
      [useOf(quote)],
      { title, baseline },
    ) !== null;
  const roses = Array.from({ length: 60 }, (_, i) => `Roses${i} bloom`).join(' ');
  it.each([
    ['Nine lenders were fined', false],
    ['Nine lenders were fined here', false],
    ['Nine lenders were fined in May', true],
    ['Nine lenders were fined in March', true],
  ])('by a passage of 25 letters or more: %s', (quote, expected) => {
    expect(capture(quote, before, 'x', `${quote}, and ${roses}.`)).toBe(expected);
  });
  it('or where it is no stranger to what was read, or to the title', () => {
    const title = 'Moneylenders of the border counties';
    expect(capture(PASSAGE, before, 'x', OTHER, roses)).toBe(true);
    expect(capture(PASSAGE, before, 'x', roses, roses)).toBe(false);
    expect(capture(PASSAGE, null, title, `${title}. ${roses}`)).toBe(true);
    expect(capture(PASSAGE, null, title, roses, roses)).toBe(false);
  });
});
