import { describe, expect, test } from 'vitest';
import { groupByCause } from '../../../src/judging/findings/grouping.js';
import type {
  Consequence,
  Finding,
  FindingKind,
  FindingLife,
  FindingReason,
  Severity,
} from '../../../src/model/finding.js';
import { judgeNight, night } from '../nights.js';
import { pageOf } from '../pages.js';

const RUN = 5;
const TONIGHT = night(RUN).toISOString();
const watched = new Set(['a-source', 'b']);
const read = judgeNight(RUN, {
  document: pageOf('A page of a document that is long enough to be one.'),
});
const walled = {
  ...read,
  citations: [{ ...read.citations[0], id: 'R/1', quotes: [unseen('R/1#1')] }],
};

function unseen(id: string) {
  return { id, verdict: 'unverifiable' };
}

const told: FindingReason = { kind: 'told', message: 'm', action: 'a' };
const life = (
  kind: FindingKind,
  severity: Severity,
  openedIn: number,
  more: Partial<Finding> = {},
): FindingLife => ({
  finding: {
    id: `${kind}:${more.quote ?? 'a-source'}`,
    source: 'a-source',
    citation: null,
    quote: null,
    edition: null,
    kind,
    severity,
    why: told,
    state: openedIn === RUN ? 'new' : 'open',
    since: night(openedIn).toISOString(),
    ...more,
  },
  openedIn,
  freshIn: openedIn,
  resolvedIn: null,
});
const missing = (
  openedIn = RUN,
  stood: string | null = null,
  severity: Severity = 'high',
): FindingLife =>
  life('passage-missing', severity, openedIn, {
    quote: 'R/1#1',
    why: {
      kind: 'passage-missing',
      cited: { report: 'R', section: null },
      stood,
      quote: { kind: 'nothing-read' } as never,
    },
  });
const below = (one: FindingLife, since: number): Consequence => {
  const { state: _, ...finding } = one.finding;
  return { ...finding, since: night(since).toISOString() };
};
const group = (
  lives: readonly FindingLife[],
  before: readonly FindingLife[] = [],
  source: unknown = read,
): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    groupByCause(lives, {
      run: RUN,
      now: night(RUN),
      before,
      sources: [source as typeof read],
      watched,
    }).map(({ finding }) => [finding.id, (finding.consequences ?? []).map(({ id }) => id)]),
  );

describe('one cause is one finding', () => {
  test.each<FindingKind>([
    'content-replaced',
    'edition-replaced-in-place',
    'source-gone',
    'source-soft-404',
    'source-unreachable',
    'source-server-error',
  ])('%s leads the passages that went with it', (kind) => {
    const before = [life(kind, 'high', 4)];
    expect(group([...before, missing()], before)).toEqual({
      [`${kind}:a-source`]: ['passage-missing:R/1#1'],
    });
  });

  test('among them those that last stood before it came', () => {
    const before = [life('content-replaced', 'high', 3)];
    expect(group([...before, missing(RUN, night(2).toISOString())], before)).toEqual({
      'content-replaced:a-source': ['passage-missing:R/1#1'],
    });
  });

  test('and those of every source of a host', () => {
    const why: FindingReason = { kind: 'host', host: 'source.example', sources: 2, each: told };
    const host = life('source-unreachable', 'high', 4, {
      id: 'source-unreachable:source.example',
      source: 'b',
      why,
    });
    const here = { ...read, url: 'https://source.example/a' };
    const there = { ...read, url: 'https://other.example/a' };
    expect(group([host, missing()], [host], here)).toEqual({
      'source-unreachable:source.example': ['passage-missing:R/1#1'],
    });
    expect(Object.keys(group([host, missing()], [host], there))).toContain('passage-missing:R/1#1');
  });

  test('a problem is as old below its cause as it was before', () => {
    const cause = life('content-replaced', 'high', 3, { consequences: [below(missing(), 3)] });
    const [now] = groupByCause([cause, missing()], {
      run: RUN,
      now: night(RUN),
      before: [cause],
      sources: [read],
      watched,
    });
    expect(now?.finding.consequences?.[0]?.since).toBe(night(3).toISOString());
  });
});

describe('a passage keeps a life of its own', () => {
  const cause = life('content-replaced', 'high', 3);
  const alone = { 'passage-missing:R/1#1': [], 'content-replaced:a-source': [] };
  test.each<[string, FindingLife]>([
    ['when it stood on the night on which the cause came', missing(RUN, night(3).toISOString())],
    ['when it stood after the cause came', missing(RUN, night(4).toISOString())],
    ['when a person heard of it before', missing(2)],
    [
      'when a decision answers it',
      { ...missing(), finding: { ...missing().finding, state: 'acknowledged' } },
    ],
  ])('%s', (_, passage) => {
    expect(group([passage, cause], [cause])).toEqual(alone);
  });

  test('when the cause is milder: one bad night does not hush a missing passage', () => {
    const failed = life('source-gone', 'low', RUN);
    expect(group([missing(), failed])).toEqual({
      'passage-missing:R/1#1': [],
      'source-gone:a-source': [],
    });
    expect(group([missing(RUN, null, 'medium'), life('source-gone', 'high', RUN)])).toEqual({
      'source-gone:a-source': ['passage-missing:R/1#1'],
    });
  });

  test('when nothing explains it: an edit, a wall, a newer edition', () => {
    for (const kind of ['content-edited', 'source-blocked', 'edition-newer'] as const)
      expect(group([missing(), life(kind, 'high', RUN)])).toMatchObject({
        'passage-missing:R/1#1': [],
      });
  });
});

describe('nothing is lost', () => {
  const led = life('content-replaced', 'high', 3, { consequences: [below(missing(), 3)] });
  const over: FindingLife = {
    ...led,
    finding: { ...led.finding, state: 'resolved' },
    resolvedIn: RUN,
  };

  test('a night that cannot read the page leaves it where it was', () => {
    expect(group([led], [led], walled)).toEqual({
      'content-replaced:a-source': ['passage-missing:R/1#1'],
    });
  });

  test('it is over when the passage stands again, and with its cause', () => {
    expect(group([led], [led])).toEqual({ 'content-replaced:a-source': [] });
    expect(group([over], [led])).toEqual({
      'content-replaced:a-source': ['passage-missing:R/1#1'],
    });
  });

  test.each<[string, readonly FindingLife[], unknown]>([
    ['and is missing still', [over, missing()], read],
    ['and nobody can tell', [over], walled],
  ])('it is told by itself when the cause ends %s', (_, lives, source) => {
    const given = groupByCause(lives, {
      run: RUN,
      now: night(RUN),
      before: [led],
      sources: [source as typeof read],
      watched,
    });
    expect(given.find(({ finding }) => finding.kind === 'passage-missing')).toMatchObject({
      finding: { state: 'new', since: night(3).toISOString() },
      freshIn: RUN,
    });
    expect(
      given.find(({ finding }) => finding.kind === 'content-replaced')?.finding.consequences,
    ).toBeUndefined();
  });

  test('it ends with its cause when nobody watches the source any more', () => {
    const tonight = {
      run: RUN,
      now: night(RUN),
      before: [led],
      sources: [],
      watched: new Set<string>(),
    };
    expect(groupByCause([over], tonight)).toEqual([over]);
    expect(groupByCause([over], { ...tonight, watched })).toHaveLength(2);
  });

  test('a run of other sources touches none of it', () => {
    expect(
      groupByCause([], { run: RUN, now: new Date(TONIGHT), before: [led], sources: [], watched }),
    ).toEqual([]);
  });
});
