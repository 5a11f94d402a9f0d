import { describe, expect, test } from 'vitest';
import { digestOf, isSilent } from '../../src/findings/digest.js';
import type { Finding, FindingKind, FindingLife, Severity } from '../../src/model/finding.js';
import type { Digest, Run } from '../../src/model/run.js';
import { judgeNight, night } from '../judge/nights.js';

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
const TOLD = { run: 3, at: night(3).toISOString() };

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
const digest = (lives: readonly FindingLife[], told: typeof TOLD | null = TOLD): Digest =>
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
    expect(said.since).toBe(TOLD.at);
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
  test('what is acknowledged is not told', () => {
    const said = digest([lifeOf('edition-newer:a', 'medium', 5, null, { state: 'acknowledged' })]);
    expect([...said.fresh, ...said.open]).toEqual([]);
  });
  test('what is pointed out once is told when it is new, and never again', () => {
    expect(ids(digest([lifeOf('passage-omission-weighs:a', 'low', 5)]).fresh)).toHaveLength(1);
    expect(digest([lifeOf('passage-omission-weighs:a', 'low', 2)]).open).toEqual([]);
    expect(digest([lifeOf('passage-omission-changed:a', 'low', 2)]).open).toHaveLength(1);
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
