import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding, FindingKind } from '../../src/model/finding.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { Indexing, Rows } from '../../src/model/verdicts.js';
import { tallyCitations, tallyOf } from '../../src/surfaces/overview.js';
import { citation, content, finding, link, quote, source } from './fixture-run.js';

const stands = (n: number, section: string) =>
  source(`stands-${n}`, 'P', 'T', 'https://a.example', {
    citations: [citation(n, section, [quote(`q${n}`, 'words')])],
  });
const missing = source('missing', 'P', 'T', 'https://a.example', {
  citations: [
    citation(20, '10', [quote('q20', 'words', { verdict: 'missing' })]),
    citation(21, '10', [quote('q21', 'words')]),
    citation(22, '2', [quote('q22', 'words', { verdict: 'unverifiable' })]),
  ],
});
const lost = finding('passage-missing', 'high', 'missing', 'Missing.', 'Look.', {
  citation: 'ASI2025-01/20',
});
const uncited = source('uncited', 'P', 'T', 'https://a.example');
const sources = [
  stands(1, '10'),
  stands(2, '2'),
  missing,
  stands(3, '7b'),
  stands(4, '7a'),
  uncited,
];

describe('how citations fare', () => {
  it('is told section by section, as people number them; what no report cites comes last', () => {
    const sections = tallyCitations({ sources, findings: [lost] }).sections;
    expect(sections.map(({ section, tally }) => [section, tally])).toEqual([
      ['2', { work: 0, decided: 0, unknown: 1, stand: 1 }],
      ['7a', { work: 0, decided: 0, unknown: 0, stand: 1 }],
      ['7b', { work: 0, decided: 0, unknown: 0, stand: 1 }],
      ['10', { work: 1, decided: 0, unknown: 0, stand: 2 }],
      [null, { work: 0, decided: 0, unknown: 0, stand: 0 }],
    ]);
  });

  it('puts plain numbers in the order in which a collator does', () => {
    const number = fc
      .array(fc.nat(12), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join('.'));
    const { compare } = new Intl.Collator('en', { numeric: true });
    fc.assert(
      fc.property(fc.uniqueArray(number, { maxLength: 12 }), (numbers) => {
        const cited = numbers.map((section, n) => stands(n, section));
        const told = tallyCitations({ sources: cited, findings: [] }).sections;
        expect(told.map(({ section }) => section)).toEqual(numbers.toSorted(compare));
      }),
    );
  });

  it('is work where a finding is open, decided where all was answered, and neither for what comes in dozens', () => {
    const gone = finding('source-gone', 'high', 'stands-1', 'Gone.', 'Mend.', {
      state: 'acknowledged',
    });
    const stale = finding('access-stale', 'low', 'stands-2', 'Old.', 'Read.', {
      citation: 'ASI2025-01/2',
    });
    expect(tallyOf({ sources, findings: [lost, gone, stale] })).toEqual({
      work: 1,
      decided: 1,
      unknown: 1,
      stand: 4,
    });
    const all = finding('edition-newer', 'medium', 'missing', 'Newer.', 'Compare.');
    expect(tallyOf({ sources, findings: [lost, all] }).work).toBe(3);
    expect(tallyOf({ sources, findings: [{ ...lost, state: 'resolved' }] }).work).toBe(0);
  });

  const stood = stands(5, '3');
  const walled = source('walled', 'P', 'T', 'https://a.example', {
    witness: 'none',
    link: link({ status: 'blocked', by: 'bot-wall' }),
    content: content({ change: 'unread', textSha256: null }),
    citations: [citation(6, '3', [quote('q6', 'words', { verdict: 'unverifiable' })])],
  });
  const low = (kind: FindingKind, of: SourceVerdict, over = {}) =>
    finding(kind, 'low', of.id, 'Said.', 'Look.', over);
  const stateOf = (of: SourceVerdict, ...findings: readonly Finding[]) =>
    tallyCitations({ sources: [of], findings }).of(of, of.citations[0] ?? null).state;
  const ADDRESS = [
    'source-gone',
    'source-soft-404',
    'source-unreachable',
    'source-server-error',
    'source-moved',
    'source-blocked',
    'content-unread',
    'content-edited',
  ] as const;

  it.each(ADDRESS)('is what was read, where nothing but a low %s is told of its page', (kind) => {
    expect(stateOf(stood, low(kind, stood))).toBe('stand');
    expect(stateOf(walled, low(kind, walled))).toBe('unknown');
  });

  it.each(ADDRESS)('is work where %s is graver than that, whatever was read', (kind) => {
    for (const of of [stood, walled])
      for (const severity of ['high', 'medium'] as const)
        expect(stateOf(of, { ...low(kind, of), severity })).toBe('work');
  });

  it.each(['passage-omission-changed', 'edition-overdue'] as const)(
    'is work where a low %s is told: it is about what is claimed',
    (kind) => {
      expect(stateOf(stood, low(kind, stood))).toBe('work');
    },
  );

  it('stays work behind a wall where a passage was altered before, and of that passage’s citation alone', () => {
    const altered = finding('passage-altered', 'high', 'walled', 'Differs.', 'Read.', {
      citation: 'ASI2025-01/6',
    });
    expect(stateOf(walled, low('source-blocked', walled), altered)).toBe('work');
    const other = { ...altered, citation: 'ASI2025-01/7' };
    expect(stateOf(walled, low('source-blocked', walled), other)).toBe('unknown');
  });

  it('is decided where it stands or nothing else is told, and not checked where a wall stands before the decision', () => {
    const kept = low('edition-newer', walled, { state: 'acknowledged', decision: 'kept' });
    expect(stateOf(walled, kept)).toBe('decided');
    expect(stateOf(walled, kept, low('source-blocked', walled))).toBe('unknown');
    expect(stateOf(walled, low('source-blocked', walled, { state: 'acknowledged' }))).toBe(
      'decided',
    );
    expect(stateOf(stood, { ...kept, source: stood.id }, low('source-moved', stood))).toBe(
      'decided',
    );
  });

  it('is known of a source that no report cites too', () => {
    const uncited = { ...walled, citations: [] };
    expect(stateOf(uncited)).toBe('unknown');
    expect(stateOf(uncited, finding('source-gone', 'high', 'walled', 'Gone.', 'Mend.'))).toBe(
      'work',
    );
    expect(stateOf({ ...stood, citations: [] })).toBe('stand');
  });

  it('is not checked where nobody has recorded an address', () => {
    expect(stateOf(walled, low('no-url', walled))).toBe('unknown');
  });

  it('is counted alike of rows with an index, and of rows where a store has none of it', () => {
    const indexing = new Indexing();
    for (const one of sources) indexing.add(one);
    const { sections: _, ...before } = indexing.index;
    const rows = (index: typeof before) =>
      new Rows((row) => sources[row], [...sources.keys()], index);
    const expected = tallyOf({ sources, findings: [lost] });
    expect(tallyOf({ sources: rows(indexing.index), findings: [lost] })).toEqual(expected);
    expect(tallyOf({ sources: rows(before), findings: [lost] })).toEqual(expected);
  });
});
