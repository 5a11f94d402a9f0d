import { expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import type { Remedy, RemedyKind } from '../../src/model/remedy.js';
import { formalRemedies, offeredRemedies } from '../../src/night/remedies.js';
import { lifeOf } from '../store/samples.js';

const remedy = (kind: RemedyKind, stands = true): Remedy => ({
  id: `${kind}:s`,
  kind,
  source: 's',
  edit: { kind: 'address', source: 's', url: 'https://a.example/', before: null },
  proof: {
    at: 'https://a.example/',
    seen: '2026-01-01T00:00:00Z',
    quotes: [{ quote: 'R/1#1', verdict: stands ? 'intact' : 'missing', diff: [] }],
  },
});

const found = (
  kind: Finding['kind'],
  remedies: readonly Remedy[],
  more: Partial<Finding> = {},
): Finding => ({
  ...lifeOf(`${kind}:s`, 1, null).finding,
  kind,
  source: 's',
  severity: 'high',
  state: 'open',
  remedies,
  ...more,
});

const taken = (...findings: readonly Finding[]) => formalRemedies(findings).map(({ id }) => id);

it.each<[string, readonly string[], readonly Finding[]]>([
  ['a permanent move', ['moved:s'], [found('source-moved', [remedy('moved')])]],
  ['the copy of a dead source', ['archived:s'], [found('source-gone', [remedy('archived')])]],
  [
    'a day of access',
    ['accessed:s'],
    [found('access-stale', [remedy('accessed')], { severity: 'low' })],
  ],
  [
    'a move beside what is pointed out once',
    ['moved:s'],
    [
      found('source-moved', [remedy('moved')]),
      found('passage-omission-weighs', [], { severity: 'low' }),
    ],
  ],
  [
    'a move beside what was decided',
    ['moved:s'],
    [
      found('source-moved', [remedy('moved')]),
      found('edition-newer', [], { state: 'acknowledged' }),
    ],
  ],
])('%s is taken without asking', (_, ids, findings) => {
  expect(taken(...findings)).toEqual(ids);
});

it.each<[string, readonly Finding[]]>([
  ['a move to a page that lacks a passage', [found('source-moved', [remedy('moved', false)])]],
  ['a move that nothing proves', [found('source-moved', [{ ...remedy('moved'), proof: null }])]],
  [
    'the copy of a page that failed once',
    [found('source-gone', [remedy('archived')], { severity: 'low' })],
  ],
  ['the copy of a page that lost its passage', [found('passage-missing', [remedy('archived')])]],
  ['a newer edition', [found('edition-newer', [remedy('edition')])]],
  [
    'a day of access, where an edit waits for a reader',
    [
      found('access-stale', [remedy('accessed')], { severity: 'low' }),
      found('content-edited', [], { severity: 'medium' }),
    ],
  ],
  [
    'a move of what was taken back',
    [found('source-moved', [remedy('moved')]), found('source-retracted', [])],
  ],
])('%s is left to a person', (_, findings) => {
  expect(taken(...findings)).toEqual([]);
});

it('a remedy of two findings is offered once, with both', () => {
  const offered = offeredRemedies([
    found('source-gone', [remedy('archived')]),
    found('passage-missing', [remedy('archived')]),
  ]);
  expect([...offered.values()].map(({ findings }) => findings.length)).toEqual([2]);
});
