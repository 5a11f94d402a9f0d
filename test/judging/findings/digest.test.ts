import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  digestOf,
  isSilent,
  type LastDigest,
  lastDigestOf,
} from '../../../src/judging/findings/digest.js';
import type { Finding, FindingKind, FindingLife, Severity } from '../../../src/model/finding.js';
import type { Digest, Run } from '../../../src/model/run.js';
import { judgeNight, night } from '../nights.js';
import { histories, Lived, Promised } from './histories.js';

const verdict = judgeNight(5, {});
const run: Run = {
  schema: 'citewatch.run/1',
  run: {
    id: 5,
    startedAt: night(5).toISOString(),
    finishedAt: night(5).toISOString(),
    online: true,
    sources: 2,
    citations: 0,
    quotes: 0,
    requests: 0,
    bytes: 0,
  },
  sources: [verdict, { ...verdict, id: 'another' }],
  findings: [],
};

const lifeOf = (
  id: string,
  severity: Severity,
  freshIn: number,
  resolvedIn: number | null = null,
  more: Partial<Finding> = {},
): FindingLife => ({
  finding: {
    id,
    source: 'a-source',
    citation: null,
    quote: null,
    edition: null,
    kind: id.split(':')[0] as FindingKind,
    severity,
    why: { kind: 'told', message: 'A message.', action: 'An action.' },
    state: resolvedIn === null ? 'open' : 'resolved',
    since: night(freshIn).toISOString(),
    ...more,
  },
  openedIn: freshIn,
  freshIn,
  resolvedIn,
});
/** What a reader knows who was told on the third night of these lives as they were then. */
const toldOf = (lives: readonly FindingLife[]): LastDigest => ({
  run: 3,
  at: night(3).toISOString(),
  findings: new Map(
    lives.filter((life) => life.openedIn <= 3).map(({ finding }) => [finding.id, finding.severity]),
  ),
});
const digest = (lives: readonly FindingLife[], told: LastDigest | null = toldOf(lives)): Digest =>
  digestOf(run, lives, told);
const ids = (findings: readonly Finding[]): readonly string[] => findings.map((f) => f.id);

describe('a digest tells what became of the findings since the last one', () => {
  test('new, still open, resolved; the gravest first', () => {
    const said = digest([
      lifeOf('content-edited:a', 'low', 4),
      lifeOf('passage-missing:a', 'high', 5, null, { quote: 'a' }),
      lifeOf('source-gone:a-source', 'high', 2),
      lifeOf('edition-newer:a', 'medium', 1, 4),
    ]);
    expect(ids(said.fresh)).toEqual(['passage-missing:a', 'content-edited:a']);
    expect(ids(said.open)).toEqual(['source-gone:a-source']);
    expect(ids(said.resolved)).toEqual(['edition-newer:a']);
    expect(said.since).toBe(night(3).toISOString());
    expect(isSilent(said)).toBe(false);
  });
  test('the first one tells everything as new', () => {
    const said = digest([lifeOf('source-gone:a-source', 'high', 1)], null);
    expect(ids(said.fresh)).toHaveLength(1);
    expect(said.since).toBeNull();
  });
  test('with the verdicts of the sources that it names', () => {
    expect(digest([lifeOf('source-gone:a-source', 'high', 5)]).sources.map((s) => s.id)).toEqual([
      'a-source',
    ]);
    expect(digest([]).sources).toEqual([]);
  });
  test('with how many an update brought or ended since, told or not', () => {
    const byUpdate = (freshIn: number, resolvedIn: number | null = null) =>
      lifeOf(`source-gone:${freshIn}`, 'high', freshIn, resolvedIn, {
        rules: resolvedIn === null ? 'opened' : 'ended',
      });
    expect(
      digest([byUpdate(4), byUpdate(5), byUpdate(2, 4), lifeOf('source-gone:b', 'high', 5)])
        .updated,
    ).toBe(3);
    expect(digest([byUpdate(3), byUpdate(2, 3)]).updated).toBeUndefined();
  });
  test('what is acknowledged is not told', () => {
    const said = digest([lifeOf('edition-newer:a', 'medium', 5, null, { state: 'acknowledged' })]);
    expect([...said.fresh, ...said.open]).toEqual([]);
  });
  test('what is pointed out once is told when it is new, and never again', () => {
    expect(ids(digest([lifeOf('passage-omission-weighs:a', 'low', 5)]).fresh)).toHaveLength(1);
    expect(digest([lifeOf('passage-omission-weighs:a', 'low', 2)]).open).toEqual([]);
    expect(digest([lifeOf('passage-omission-changed:a', 'low', 2)]).open).toHaveLength(1);
  });
  test('what was pointed out once is no news where it comes back with its passage, unless it is another', () => {
    const omits = (text: string): Partial<Finding> => ({
      why: {
        kind: 'omission-weighs',
        cited: { report: 'R', section: null },
        omitted: [{ where: 'between', text, weighty: true }],
      },
    });
    const of = (freshIn: number, resolvedIn: number | null, text = 'not') =>
      lifeOf('passage-omission-weighs:a', 'low', freshIn, resolvedIn, omits(text));
    const known: LastDigest = { run: 3, at: night(3).toISOString(), findings: new Map() };
    // Away and back between two messages.
    expect(digest([of(2, 4), of(5, null)], known).fresh).toEqual([]);
    expect(digest([of(2, 4), of(5, null, 'never')], known).fresh).toHaveLength(1);
    expect(digest([of(4, null)], known).fresh).toHaveLength(1);
    // Away for one message, and for two.
    const [away, longer] = [
      digest([of(2, 4)], known),
      digest([], lastDigestOf(digest([of(2, 4)], known))),
    ];
    for (const before of [away, longer]) {
      const back = digestOf(
        { ...run, run: { ...run.run, id: 7 } },
        [of(6, null)],
        lastDigestOf(before),
      );
      expect([back.fresh, back.open, back.once]).toEqual([[], [], undefined]);
      const other = digestOf(
        { ...run, run: { ...run.run, id: 7 } },
        [of(6, null, 'never')],
        lastDigestOf(before),
      );
      expect(other.fresh).toHaveLength(1);
    }
  });
  test('a problem that came and went between two digests is not told', () => {
    expect(isSilent(digest([lifeOf('source-gone:a-source', 'high', 4, 5)]))).toBe(true);
  });
  test('an altered passage that goes missing is not called resolved, nor is a failing page that fails in another way', () => {
    const said = digest([
      lifeOf('passage-altered:a', 'high', 2, 5, { quote: 'a' }),
      lifeOf('passage-missing:a', 'high', 5, null, { quote: 'a' }),
      lifeOf('source-unreachable:a-source', 'high', 2, 5),
      lifeOf('source-gone:a-source', 'high', 5),
    ]);
    expect(said.resolved).toEqual([]);
    expect(said.fresh).toHaveLength(2);
  });
});

describe('a digest is held against what its reader was told', () => {
  const medium = lifeOf('passage-altered:a', 'medium', 2, null, { quote: 'a' });

  test('what he was never told and is over stays untold, however long ago it began', () => {
    const life = lifeOf('source-gone:a-source', 'high', 2, 5);
    expect(ids(digest([life]).resolved)).toHaveLength(1);
    expect(digest([life], toldOf([])).resolved).toEqual([]);
  });
  test('what ended in the run that he was told of is not over again', () => {
    for (const ended of [2, 3, 4, 5]) {
      const life = lifeOf('source-gone:a-source', 'high', 2, ended);
      expect(digest([life]).resolved).toHaveLength(ended > 3 ? 1 : 0);
    }
  });
  test('what he was never told and still is, is new to him', () => {
    expect(ids(digest([medium], toldOf([])).fresh)).toHaveLength(1);
  });
  test('what grew graver is new again, and over once it ends, also when it ends before the next message', () => {
    const graver = lifeOf('passage-altered:a', 'high', 5, null, { quote: 'a' });
    const told = toldOf([medium]);
    expect(ids(digest([graver], told).fresh)).toHaveLength(1);
    expect(ids(digest([{ ...graver, resolvedIn: 5 }], told).resolved)).toHaveLength(1);
  });
  test('what ended and came back between two messages is still open, and neither new nor over', () => {
    const first = lifeOf('source-gone:a-source', 'high', 2, 4);
    const again = lifeOf('source-gone:a-source', 'high', 5);
    const said = digest([first, again], toldOf([first]));
    expect([said.fresh, ids(said.open), said.resolved]).toEqual([[], ['source-gone:a-source'], []]);
  });
  test('the next digest knows what this one told', () => {
    const said = digest([medium, lifeOf('edition-newer:a', 'low', 5)]);
    expect(lastDigestOf(said).findings).toEqual(
      new Map([
        ['passage-altered:a', 'medium'],
        ['edition-newer:a', 'low'],
      ]),
    );
  });
});

test('a decision that ended makes news of what its reader knew, once, and one that ended before he was told does not', () => {
  const known = lifeOf('passage-altered:p', 'high', 2);
  const told = toldOf([known]);
  const ended = (lapsedIn: number): FindingLife => ({
    ...known,
    finding: { ...known.finding, lapsedIn },
  });
  expect(digest([ended(5)], told).fresh).toHaveLength(1);
  expect(digest([ended(5)], { ...told, run: 5 }).fresh).toEqual([]);
  expect(digest([ended(3)], told).fresh).toEqual([]);
});

describe('what one bad night brought is not told', () => {
  const told = (life: FindingLife) => {
    const said = digest([life], null);
    return said.fresh.length + said.open.length;
  };
  test.each<[string, FindingLife, number]>([
    ['a failure that nothing has confirmed', lifeOf('source-unreachable:a-source', 'low', 2), 0],
    ['a death that is believed', lifeOf('source-unreachable:a-source', 'high', 2), 1],
    ['a wall of this night', lifeOf('source-blocked:a-source', 'low', 5), 0],
    ['a wall of two nights', lifeOf('source-blocked:a-source', 'low', 4), 1],
    ['a text that could not be read on this night', lifeOf('content-unread:a-source', 'low', 5), 0],
    ['an edit of this night', lifeOf('content-edited:a-source', 'low', 5), 1],
  ])('%s', (_, life, n) => {
    expect(told(life)).toBe(n);
  });
});

describe('a digest keeps silent', () => {
  test.each<[string, readonly FindingLife[]]>([
    ['when nothing changed', []],
    ['when everything is as it was', [lifeOf('source-gone:a-source', 'high', 2)]],
    ['when only low findings are new', [lifeOf('content-edited:a', 'low', 5)]],
    ['when only low findings ended', [lifeOf('source-blocked:a-source', 'low', 2, 5)]],
  ])('%s', (_, lives) => {
    expect(isSilent(digest(lives))).toBe(true);
  });
  test.each<[string, readonly FindingLife[]]>([
    ['something of medium weight is new', [lifeOf('edition-newer:a', 'medium', 5)]],
    ['something of medium weight ended', [lifeOf('edition-newer:a', 'medium', 2, 5)]],
  ])('but not when %s', (_, lives) => {
    expect(isSilent(digest(lives))).toBe(false);
  });
});

describe('the end of what was told is told', () => {
  const told = (digest: Digest): LastDigest => lastDigestOf(JSON.parse(JSON.stringify(digest)));
  const onRun = (id: number) => ({ ...run, run: { ...run.run, id } });
  const altered = lifeOf('passage-altered:p', 'high', 2, null, { quote: 'p' });
  const over = (life: FindingLife, resolvedIn: number): FindingLife => ({
    ...life,
    finding: { ...life.finding, state: 'resolved' },
    resolvedIn,
  });

  test.each<[string, FindingLife]>([
    [
      'a low remark on the same quotation',
      lifeOf('passage-omission-weighs:p', 'low', 5, null, { quote: 'p' }),
    ],
    [
      'a grave finding of another ladder',
      lifeOf('passage-place:p', 'high', 5, null, { quote: 'p' }),
    ],
    [
      'a step of its ladder that weighs less',
      lifeOf('passage-missing:p', 'medium', 5, null, { quote: 'p' }),
    ],
    ['the same of another quotation', lifeOf('passage-missing:q', 'high', 5, null, { quote: 'q' })],
    ['a wall before the page', lifeOf('source-blocked:a-source', 'low', 2)],
  ])('whatever else is open: %s', (_, other) => {
    expect(ids(digest([over(altered, 5), other], toldOf([altered])).resolved)).toEqual([
      'passage-altered:p',
    ]);
  });

  test('of a step that became another, when that is over: once, however many messages lie between', () => {
    const missing = lifeOf('passage-missing:p', 'high', 5, null, { quote: 'p' });
    const first = digest([over(altered, 5), missing], toldOf([altered]));
    expect([ids(first.fresh), first.resolved]).toEqual([['passage-missing:p'], []]);
    const between = digestOf(onRun(6), [missing], told(first));
    expect([ids(between.open), between.resolved]).toEqual([['passage-missing:p'], []]);
    const last = digestOf(onRun(7), [over(missing, 7)], told(between));
    expect(ids(last.resolved)).toEqual(['passage-missing:p', 'passage-altered:p']);
    expect(digestOf(onRun(8), [], told(last)).resolved).toEqual([]);
  });

  test('of a page of a host, once nothing of it fails; of the host, as soon as one page is back', () => {
    const page = lifeOf('source-gone:a-source', 'high', 2);
    const host = lifeOf('source-gone:h', 'high', 5, null, { sources: ['a-source', 'another'] });
    expect(digest([over(page, 5), host], toldOf([page])).resolved).toEqual([]);
    expect(
      ids(
        digest(
          [over({ ...host, openedIn: 2, freshIn: 2 }, 5), page],
          toldOf([page, { ...host, openedIn: 2 }]),
        ).resolved,
      ),
    ).toEqual(['source-gone:h']);
  });

  test('though a message lies between in which it was decided, sank or is not asked for any more', () => {
    const known = toldOf([altered]);
    const at = (more: Partial<Finding>) => ({
      ...altered,
      finding: { ...altered.finding, ...more },
    });
    const between = [
      digest([at({ state: 'acknowledged' })], known),
      digest([at({ severity: 'low' })], known),
      digestOf(run, [altered], known, 5, () => false),
    ];
    for (const one of between)
      expect(ids(digestOf(onRun(6), [over(altered, 6)], told(one)).resolved)).toHaveLength(1);
  });

  test('in any history, to each reader, exactly once, and of nothing that he was not told', () => {
    const wanted: readonly ((finding: Finding) => boolean)[] = [
      () => true,
      ({ kind }) => kind === 'passage-missing' || kind === 'source-gone',
      ({ source }) => source === 'b',
    ];
    fc.assert(
      fc.property(histories, (nights) => {
        const lived = new Lived();
        const readers = wanted.map((isWanted) => ({
          isWanted,
          last: null as Digest | null,
          promised: new Promised(),
        }));
        for (const [i, one] of nights.entries()) {
          lived.play(i + 1, one);
          for (const [r, reader] of readers.entries()) {
            if (one.due[r] !== true) continue;
            const before = reader.last === null ? null : told(reader.last);
            const said = digestOf(
              onRun(i + 1),
              lived.lives(before?.run ?? 0),
              before,
              i + 1,
              reader.isWanted,
            );
            // What an update alone ended waits for the next message.
            const isWaiting = isSilent(said) && said.resolved.length > 0;
            if (i < nights.length - 1 && isSilent(said)) {
              if (!isWaiting) reader.promised.look(lived.going(), said.open);
              continue;
            }
            reader.last = said;
            const listed = [...said.fresh, ...said.open];
            reader.promised.hear(listed, said.resolved);
            reader.promised.look(lived.going(), listed);
          }
        }
        expect(readers.flatMap(({ promised }) => promised.broken())).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
