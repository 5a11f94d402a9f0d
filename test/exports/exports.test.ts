import { expect, expectTypeOf, it } from 'vitest';
import { judgePassage } from '../../src/exports/passage.js';
import { readDocument } from '../../src/exports/reading.js';
import {
  type PublishedFinding,
  type PublishedSource,
  quoteSchema,
  runSchema,
} from '../../src/exports/verdicts.js';
import type { Finding } from '../../src/model/finding.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { renderJson } from '../../src/surfaces/files/json.js';
import { RUN } from '../surfaces/fixture-night.js';

const received = (html: string, more: object = {}) => ({
  bytes: new TextEncoder().encode(
    `<!doctype html><html lang="en"><title>Courts in 2024</title><body>${html}`,
  ),
  contentType: 'text/html; charset=utf-8',
  ...more,
});
const REST = '<p>The report goes on about other courts, and what they heard in other years.'.repeat(
  30,
);
const PASSAGE = 'The court of the first district heard 90 cases in that year.';

it.each([
  ['the words', PASSAGE, 'intact'],
  ['another number', PASSAGE.replace('90', '19'), 'altered'],
  ['nothing of the kind', 'Nobody was heard.', 'missing'],
])('a passage is judged by a page that has %s', async (_, words, verdict) => {
  const judged = await judgePassage(PASSAGE, received(`<main><p>${words}</p>${REST}</main>`));
  expect(judged).toMatchObject({ verdict, link: null, reason: expect.stringMatching(/\S/u) });
  expect(quoteSchema.parse(judged)).toEqual(judged);
});

it.each([
  [
    'a wall',
    received('<h1>Checking your browser</h1>', { contentType: 'text/html' }),
    'challenge|nothing|text',
  ],
  [
    'a picture',
    { bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]), contentType: 'image/png' },
    'picture|image',
  ],
  ['nothing', { bytes: new Uint8Array(), contentType: null }, 'empty'],
])('a passage is not judged by %s', async (_, given, why) => {
  const judged = await judgePassage(PASSAGE, given);
  expect(judged).toMatchObject({
    verdict: 'unverifiable',
    reason: expect.stringMatching(new RegExp(why, 'u')),
  });
});

it('a passage that stands is linked to, where the page has an address; of a translation the original is looked for', async () => {
  const page = received(`<main><p>法院審理了九十宗案件。</p>${REST}</main>`, {
    url: 'https://courts.example/2024',
  });
  const translated = {
    text: 'The court heard 90 cases.',
    original: { lang: 'zh-Hant', text: '法院審理了九十宗案件。' },
  };
  const judged = await judgePassage(translated, page);
  expect(judged).toMatchObject({ verdict: 'intact', text: translated.original.text });
  expect(judged.link).toMatch(/^https:\/\/courts\.example\/2024#:~:text=/u);
});

it('a document is read with its title and language, and says why where there is no text', async () => {
  const document = await readDocument(received(`<main><p>${PASSAGE}</p></main>`));
  expect(document).toMatchObject({
    type: 'html',
    title: 'Courts in 2024',
    lang: 'en',
    unread: null,
  });
  expect(document.blocks.map(({ text }) => text)).toContain(PASSAGE);
  expect(
    (await readDocument({ bytes: new Uint8Array(), contentType: null })).unread,
  ).not.toBeNull();
});

it('the schema takes a latest.json whole, loses nothing of it, and refuses a status that there is not', () => {
  const published = JSON.parse(renderJson(RUN));
  expect(runSchema.parse(published)).toEqual(published);
  published.sources[0].link.status = 'asleep';
  expect(runSchema.safeParse(published).success).toBe(false);
});

/** What the model says must be what the schema says, or a consumer is told something else than is written. */
it('the schema has the words of the model', () => {
  expectTypeOf<PublishedSource['link']['status']>().toEqualTypeOf<
    SourceVerdict['link']['status']
  >();
  expectTypeOf<PublishedSource['witness']>().toEqualTypeOf<SourceVerdict['witness']>();
  expectTypeOf<PublishedSource['content']['change']>().toEqualTypeOf<
    SourceVerdict['content']['change']
  >();
  expectTypeOf<PublishedSource['edition']['status']>().toEqualTypeOf<
    SourceVerdict['edition']['status']
  >();
  type Cited = PublishedSource['citations'][number];
  type Model = SourceVerdict['citations'][number];
  expectTypeOf<Cited['currency']>().toEqualTypeOf<Model['currency']>();
  expectTypeOf<Cited['quotes'][number]['verdict']>().toEqualTypeOf<
    Model['quotes'][number]['verdict']
  >();
  expectTypeOf<Cited['quotes'][number]['tier']>().toEqualTypeOf<Model['quotes'][number]['tier']>();
  expectTypeOf<PublishedFinding['severity']>().toEqualTypeOf<Finding['severity']>();
  expectTypeOf<PublishedFinding['state']>().toEqualTypeOf<Finding['state']>();
});
