import { describe, expect, it } from 'vitest';
import { Indexing, Rows } from '../../src/model/verdicts.js';
import { standingsOf, tallyOf } from '../../src/report/standing.js';
import { citation, finding, quote, source } from './fixture-run.js';

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
const sources = [stands(1, '10'), stands(2, '2'), missing, stands(3, '7b'), stands(4, '7a'), uncited];

describe('how citations fare', () => {
  it('is told section by section, as people number them; what no report cites comes last', () => {
    const sections = standingsOf({ sources, findings: [lost] }).sections();
    expect(sections.map(({ section, tally }) => [section, tally])).toEqual([
      ['2', { work: 0, decided: 0, unknown: 1, stand: 1 }],
      ['7a', { work: 0, decided: 0, unknown: 0, stand: 1 }],
      ['7b', { work: 0, decided: 0, unknown: 0, stand: 1 }],
      ['10', { work: 1, decided: 0, unknown: 0, stand: 2 }],
      [null, { work: 0, decided: 0, unknown: 0, stand: 0 }],
    ]);
  });

  it('is work where a finding is open, decided where all was answered, and neither for what comes in dozens', () => {
    const gone = finding('source-gone', 'high', 'stands-1', 'Gone.', 'Mend.', { state: 'acknowledged' });
    const stale = finding('access-stale', 'low', 'stands-2', 'Old.', 'Read.', { citation: 'ASI2025-01/2' });
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

  it('is counted from an index without reading what stands, and from rows where a store has none of it', () => {
    const indexing = new Indexing();
    for (const one of sources) indexing.add(one);
    const { sections: _, ...before } = indexing.index;
    const read: number[] = [];
    const rows = (index: typeof before) =>
      new Rows(
        (row) => {
          read.push(row);
          return sources[row];
        },
        [...sources.keys()],
        index,
      );
    const expected = tallyOf({ sources, findings: [lost] });
    expect(tallyOf({ sources: rows(indexing.index), findings: [lost] })).toEqual(expected);
    expect(new Set(read)).toEqual(new Set([2]));
    expect(tallyOf({ sources: rows(before), findings: [lost] })).toEqual(expected);
  });
});
