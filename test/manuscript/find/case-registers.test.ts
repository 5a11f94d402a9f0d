import { describe, expect, test } from 'vitest';
import { nextStep } from '../../../src/manuscript/find/case-registers.js';
import { caseCitationsIn } from '../../../src/manuscript/grammar/case-citation.js';
import type { CaseCitation } from '../../../src/model/case.js';

const cited = (text: string): CaseCitation => caseCitationsIn(text)[0] as CaseCitation;
const feedOf = (...entries: readonly string[]): string =>
  `<feed>${entries.map((one) => `<entry><title>A v B</title><link href="https://a.example/" rel="alternate"/><tna:identifier type="ukncn">${one}</tna:identifier></entry>`).join('')}</feed>`;

describe('a case that neither its address nor a search finds is absent', () => {
  const listing = (...listed: readonly string[]) =>
    nextStep(cited('[2024] UKUT 123 (IAC)'), [
      { http: 404, text: '' },
      ...[feedOf(), feedOf(...listed)].map((text) => ({ http: 200, text })),
    ]);
  test('where the register lists others of its court and year', () => {
    expect(listing('[2024] UKUT 7 (IAC)')).toEqual({
      known: { kind: 'absent', register: 'find-case-law' },
    });
  });
  test.each([
    ['nothing', []],
    ['another year', ['[2023] UKUT 7 (IAC)']],
    ['another court', ['[2024] EWCA Civ 7']],
    ['another chamber', ['[2024] UKUT 7 (AAC)']],
  ])('and may not be covered where that lists %s', (_, listed) => {
    const why = { kind: 'not-covered', register: 'find-case-law' };
    expect(listing(...listed)).toEqual({ known: { kind: 'not-asked', why } });
  });
  test('and is held where the list has it', () => {
    expect(listing('[2024] UKUT 123 (IAC)')).toMatchObject({
      known: { kind: 'held', names: ['A v B'] },
    });
  });
});

test('a case of the Court of Justice is called by its English name first', () => {
  const titles = [
    'Arrêt du 17 février 2009.#Elgafaji contre Staatssecretaris#C-465/07',
    'Judgment of 17 February 2009.#Elgafaji v Staatssecretaris#C-465/07',
  ];
  const bindings = titles.map((title) => ({
    celex: { value: '62007CJ0465' },
    control: { value: '1' },
    title: { value: title },
  }));
  const text = JSON.stringify({ results: { bindings } });
  expect(nextStep(cited('Case C-465/07'), [{ http: 200, text }])).toMatchObject({
    known: {
      kind: 'held',
      names: ['Elgafaji v Staatssecretaris', 'Elgafaji contre Staatssecretaris'],
    },
  });
});
