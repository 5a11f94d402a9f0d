import { describe, expect, it } from 'vitest';
import { corroboration, dedupePairs } from '../../../src/manuscript/lint/quotations.js';
import { citedBy, subjectOf } from '../../../src/manuscript/lint/subject.js';
import type { Document } from '../../../src/model/document.js';
import { readingOf } from '../../store/samples.js';
import { EMPTY, TIMES } from './clean-report.js';

const WORDS = 'the courts of the capital have never heard the objectors in public before';
const OWN =
  'no objector was told in writing why the board had turned his application down that year';

interface Told {
  readonly report?: string;
  readonly publisher?: string;
  readonly quote?: object;
}

/** Two sources, `a` that is quoted and `b` whose page is looked at; each can be of another report or publisher. */
function citedWith({ report = 'r', publisher = 'Zenda Times', quote = {} }: Told = {}) {
  const names = { a: 'Office of Statistics (OoS)', b: publisher };
  const quotes = { a: [{ text: WORDS, ...quote }], b: [{ text: OWN }] };
  const citation = (source: 'a' | 'b') => ({
    id: `${source}/1`,
    source,
    section: null,
    accessed: null,
    page: null,
    cited: null,
    quotes: quotes[source],
  });
  const reports = [...new Set(['r', report])].map((id) => ({
    id,
    title: 'R',
    publisher: null,
    published: null,
    url: null,
    citations: [...(id === 'r' ? [citation('a')] : []), ...(id === report ? [citation('b')] : [])],
  }));
  const sources = (['a', 'b'] as const).map((id) => ({
    id,
    publisher: names[id],
    title: id,
    url: `https://${id}.example/report`,
    published: null,
    lang: null,
    series: null,
    edition: null,
    copies: [],
  }));
  return citedBy(subjectOf({ ...EMPTY, reports, sources }, null, TIMES).uses);
}

const page = (texts: readonly string[], more: Partial<Document> = {}): Document => ({
  ...readingOf('').snapshot.document,
  blocks: texts.map((text) => ({ text, role: 'main' })),
  ...more,
});
const told = (document: Document, how: Told = {}) =>
  corroboration(citedWith(how), 'b', document).map(({ place, why }) => [
    place.citation,
    why.rule,
    'other' in why && why.other,
  ]);

describe('quoted words in the page of another source', () => {
  it('are told once, however often they stand there', () => {
    expect(told(page([`“${WORDS},” he said. ${WORDS}.`, `${WORDS}.`]))).toEqual([
      ['a/1', 'shared-text', 'b'],
    ]);
  });

  it.each([
    ['eleven words in a row', WORDS.split(' ').slice(0, 11).join(' '), {}],
    ['the same words with another in their middle', WORDS.replace('never', 'hardly'), {}],
    ['a page of the same publisher', WORDS, { publisher: 'Office of Statistics (OoS)' }],
    ['a page that another report cites', WORDS, { report: 'other' }],
    ['a translation that the source does not print', WORDS, { quote: { translated: true } }],
  ])('%s are not told', (_, text, how) => {
    expect(told(page([text]), how)).toEqual([]);
  });

  it('are those of the original where the report prints a translation', () => {
    const original = {
      lang: 'zh-Hant',
      text: '最高人民法院審判委員會專職委員賀小榮表示近幾年每年約有糾紛案件',
    };
    expect(told(page([`據報導，${original.text}。`]), { quote: { original } })).toEqual([
      ['a/1', 'shared-text', 'b'],
    ]);
  });
});

describe('a page that has it from another source of the report', () => {
  const link = { url: 'https://a.example/report', text: 'the new figures', rel: '' };

  it.each([
    [
      'names its publisher beside the same words',
      page([`${WORDS}, the Office of Statistics found.`]),
    ],
    ['names it in the paragraph before', page(['The Office of Statistics found:', `“${WORDS}.”`])],
    [
      'leads to it beside the same words',
      page([`By the new figures, ${WORDS}.`], { links: [link] }),
    ],
    [
      'leads to it beside other words that are quoted',
      page([`${OWN}: see the new figures.`], { links: [link] }),
    ],
  ])('%s', (_, document) => {
    expect(told(document)).toEqual([['b/1', 'rests-on', 'a']]);
  });

  it('says so with the words of the page', () => {
    const [{ why } = {}] = corroboration(
      citedWith(),
      'b',
      page([`${WORDS}, the Office of Statistics found.`]),
    );
    expect(why).toMatchObject({
      words: expect.stringMatching(/before, the Office of Statistics found\.$/),
    });
  });

  it.each([
    [
      'names it far from any quoted words',
      page([OWN, 'One.', 'Two.', 'The Office of Statistics is old.']),
    ],
    ['names it beside words of its own alone', page([`${OWN}, the Office of Statistics says.`])],
    [
      'leads to another page of its site',
      page([`${OWN}: see the new figures.`], { links: [{ ...link, url: 'https://a.example/' }] }),
    ],
    [
      'leads to it in its menu',
      page([OWN, 'One.', 'Two.', 'See the new figures.'], { links: [link] }),
    ],
  ])('is none that %s', (_, document) => {
    expect(told(document)).toEqual([]);
  });

  it('is no more told for sharing its words, whichever page was looked at first', () => {
    const cited = citedWith();
    const [shared, rests] = [
      page([WORDS]),
      page([`${WORDS}, the Office of Statistics found.`]),
    ].flatMap((one) => corroboration(cited, 'b', one));
    if (shared === undefined || rests === undefined) throw new Error('nothing told');
    expect(dedupePairs([shared, rests])).toEqual([rests]);
    expect(dedupePairs([rests, shared])).toEqual([rests]);
  });
});
