import { describe, expect, it } from 'vitest';
import { quotedRuns, sharedText } from '../../../src/cite/lint/shared-text.js';
import { subjectOf } from '../../../src/cite/lint/subject.js';
import { readingOf } from '../../record/samples.js';
import { EMPTY, TIMES } from './clean-report.js';

const WORDS = 'the courts of the capital have never heard the objectors in public before';
const quoting = (text: string, more: object = {}) => {
  const source = { id: 'a', publisher: 'A', title: 'T', url: null, published: null, lang: null };
  const citation = { id: 'r/1', source: 'a', section: null, accessed: null, page: null, cited: null };
  const report = { id: 'r', title: 'R', publisher: null, published: null, url: null };
  const reports = [{ ...report, citations: [{ ...citation, quotes: [{ text, ...more }] }] }];
  const sources = [{ ...source, series: null, edition: null, copies: [] }];
  return quotedRuns(subjectOf({ ...EMPTY, reports, sources }, null, TIMES).uses);
};
const page = (text: string) => readingOf(text).snapshot.document;
const other = { source: 'b', publisher: 'B' };

describe('quoted words in the page of another source', () => {
  it('are told once, however often they stand there', () => {
    const lints = sharedText(
      quoting(`He wrote that ${WORDS}.`),
      other,
      page(`“${WORDS},” he said. ${WORDS}.`),
    );
    expect(lints.map(({ place, why }) => [place.citation, why.rule, 'other' in why && why.other])).toEqual([
      ['r/1', 'shared-text', 'b'],
    ]);
  });

  it.each([
    ['eleven words in a row', other, WORDS.split(' ').slice(0, 11).join(' ')],
    ['the same words with another in their middle', other, WORDS.replace('never', 'hardly')],
    ['the page itself', { source: 'a', publisher: 'A' }, WORDS],
    ['a page of the same publisher', { source: 'b', publisher: 'A' }, WORDS],
  ])('%s are not told', (_, source, text) => {
    expect(sharedText(quoting(WORDS), source, page(text))).toEqual([]);
  });

  it('are those of the original where the report prints a translation', () => {
    const original = {
      lang: 'zh-Hant',
      text: '最高人民法院審判委員會專職委員賀小榮表示近幾年每年約有糾紛案件',
    };
    expect(
      sharedText(quoting('He said.', { original }), other, page(`據報導，${original.text}。`)),
    ).toHaveLength(1);
    expect(sharedText(quoting(WORDS, { translated: true }), other, page(WORDS))).toEqual([]);
  });
});
