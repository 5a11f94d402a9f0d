import { describe, expect, test } from 'vitest';
import { groupByHost } from '../../../src/judging/findings/grouping.js';
import { observe } from '../../../src/judging/findings/observe.js';
import type { Observation } from '../../../src/model/finding.js';
import type { LinkStatus } from '../../../src/model/link.js';
import type { SourceVerdict } from '../../../src/model/verdict.js';
import { judgeNight } from '../nights.js';
import { pageOf } from '../pages.js';

const well = judgeNight(1, {
  document: pageOf('A page of a document that is long enough to be one.'),
});
const on = (
  id: string,
  status: LinkStatus,
  more: Partial<SourceVerdict['link']> = {},
): SourceVerdict => ({
  ...well,
  id,
  url: `https://${id[0]}.example/${id}`,
  link: { ...well.link, status, failures: 1, ...more },
});
const told = (...sources: readonly SourceVerdict[]): readonly Observation[] =>
  groupByHost(sources.flatMap(observe), sources);
const ids = (...sources: readonly SourceVerdict[]) => told(...sources).map(({ id }) => id);

describe('one thing is told of a host', () => {
  test('when all of its sources fail, or are walled off, in the same way', () => {
    expect(ids(on('a1', 'unreachable'), on('a2', 'unreachable'))).toEqual([
      'source-unreachable:a.example',
    ]);
    expect(ids(on('a1', 'blocked'), on('a2', 'blocked'))).toEqual(['source-blocked:a.example']);
    expect(ids(on('a1', 'server-error'), on('a2', 'server-error'))).toEqual([
      'source-server-error:a.example',
    ]);
  });
  test('under its first source, with the number of them, as grave as the gravest', () => {
    const [one] = told(
      on('a1', 'unreachable'),
      on('a2', 'unreachable', { confirmed: true, failures: 3 }),
    );
    expect(one).toMatchObject({ source: 'a1', severity: 'high' });
    expect(one?.why).toMatchObject({ host: 'a.example', sources: 2 });
  });
  test('and says which they are, on every night anew; a finding of one source says nothing of the kind', () => {
    const [one] = told(
      on('a1', 'unreachable'),
      on('b1', 'unreachable'),
      on('a2', 'unreachable'),
    ).slice(-1);
    expect(one?.sources).toEqual(['a1', 'a2']);
    expect(told(on('a1', 'unreachable'))[0]).not.toHaveProperty('sources');
  });
  test('and other hosts’ findings stay as they are', () => {
    const rest = ids(
      on('b1', 'unreachable'),
      on('a1', 'blocked'),
      on('a2', 'blocked'),
      on('c1', 'gone'),
    );
    expect(rest).toEqual(['source-unreachable:b1', 'source-gone:c1', 'source-blocked:a.example']);
  });
});

describe('each source is told by itself', () => {
  test.each<[string, readonly LinkStatus[]]>([
    ['when only some of a host’s sources fail', ['unreachable', 'unreachable', 'alive']],
    ['when one of them moved', ['unreachable', 'unreachable', 'moved']],
    [
      'when one of them is gone, which is a matter of its page',
      ['unreachable', 'unreachable', 'gone'],
    ],
    ['when they fail in different ways', ['unreachable', 'unreachable', 'server-error']],
    ['when one is walled off and another fails', ['blocked', 'blocked', 'unreachable']],
    ['when all are gone: a page at a time', ['gone', 'gone']],
    ['when it is the only one of its host', ['unreachable']],
  ])('%s', (_, statuses) => {
    const sources = statuses.map((status, i) => on(`a${i}`, status));
    expect(ids(...sources)).toEqual(sources.flatMap(observe).map(({ id }) => id));
  });
});
