import { describe, expect, test } from 'vitest';
import type { Candidate } from '../../src/judging/editions/candidates.js';
import { agenda, secondErrands } from '../../src/night/agenda.js';
import { series, source } from '../judging/editions/watch.js';

describe('round one', () => {
  test('is every source, and each index page of their series once', () => {
    const other = {
      ...series,
      id: 'other',
      index: ['https://a.example/index', 'https://a.example/more'],
    };
    const unwanted = { ...series, id: 'unwanted', index: ['https://a.example/unwanted'] };
    const sources = [
      source,
      { ...source, id: 'b', series: 'other' },
      { ...source, id: 'c', series: null, url: null },
    ];
    const errands = agenda(sources, [
      { ...series, index: ['https://a.example/index'] },
      other,
      unwanted,
    ]);
    expect(errands.map((e) => `${e.role} ${e.subject}`)).toEqual([
      'source tip-2024',
      'source b',
      'source c',
      'index https://a.example/index',
      'index https://a.example/more',
    ]);
    expect(errands.at(-1)?.source.url).toBe('https://a.example/more');
  });
});

describe('round two', () => {
  const candidate = (url: string | null, subject = url ?? ''): Candidate => ({
    series,
    lang: null,
    edition: '2025',
    url,
    published: null,
    mark: null,
    seenAt: null,
    family: { words: [], names: [], kin: [], label: [], title: [] },
    trusted: true,
    subject,
  });
  test('is each candidate once', () => {
    const twice = [candidate('https://a.example/2025'), candidate('https://a.example/2025')];
    expect(secondErrands(twice).map((e) => e.subject)).toEqual(['https://a.example/2025']);
    expect(secondErrands(twice)[0]).toMatchObject({
      role: 'edition',
      source: { url: 'https://a.example/2025', edition: '2025' },
    });
  });
  test('is not what has no address, nor what the report cites too and round one has read', () => {
    expect(
      secondErrands([candidate(null), candidate('https://a.example/2025', 'tip-2025')]),
    ).toEqual([]);
  });
});
