import { expect, test } from 'vitest';
import { isWanted, narrowed } from '../../../src/judging/findings/digest.js';
import type { Selection } from '../../../src/model/settings.js';
import { citation, finding, source } from '../../surfaces/fixture-run.js';

const of = (part: Partial<Selection>): Selection => ({
  reports: [],
  sections: [],
  kinds: [],
  ...part,
});
const a = { ...citation(1, '7b', []), report: 'R1' };
const b = { ...citation(2, '70', []), report: 'R2' };
const cited = source('s', 'P', 'T', 'https://a.example/', { citations: [a, b] });
const gone = finding('source-gone', 'high', 's', '', '');
const ofFirst = finding('passage-altered', 'high', 's', '', '', { citation: a.id });
const cause = { ...gone, consequences: [{ ...ofFirst }] };

test.each<[string, Partial<Selection>, typeof gone, boolean]>([
  ['everything', {}, gone, true],
  ['a report that cites the source', { reports: ['R2'] }, gone, true],
  ['a report that does not', { reports: ['R3'] }, gone, false],
  ['a report whose citation it is not', { reports: ['R2'] }, ofFirst, false],
  ['its section', { sections: ['7b'] }, ofFirst, true],
  ['its section in another letter case', { sections: ['7B'] }, ofFirst, true],
  ['the section above it', { sections: ['7'] }, ofFirst, true],
  ['a section that only begins alike', { sections: ['7'], reports: ['R2'] }, gone, false],
  ['a section of another report', { sections: ['70'], reports: ['R1'] }, gone, false],
  ['its kind', { kinds: ['source-gone'] }, gone, true],
  ['another kind', { kinds: ['edition-newer'] }, gone, false],
  ['the kind of what it explains', { kinds: ['passage-altered'] }, cause, true],
])('a reader who asked for %s', (_, part, one, wanted) => {
  expect(isWanted(of(part), one, [cited])).toBe(wanted);
});

test('nobody is left out of what is said of a source that is watched no more', () => {
  expect(isWanted(of({ reports: ['R9'] }), gone, [])).toBe(true);
});

test('what is said of a whole host is for those who cite any of its sources', () => {
  const other = source('t', 'P', 'T', 'https://a.example/2', {
    citations: [{ ...b, report: 'R9' }],
  });
  expect(isWanted(of({ reports: ['R9'] }), gone, [cited, other])).toBe(true);
});

test('of a source, only the citations that a reader asked for are told', () => {
  expect(narrowed(of({ sections: ['7'] }), cited).citations).toEqual([a]);
});
