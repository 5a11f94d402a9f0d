import { describe, expect, test } from 'vitest';
import { continuationsOf } from '../../src/judging/continuations.js';
import { source } from '../judging/nights.js';
import { pageOf } from '../judging/pages.js';

describe('a document goes on', () => {
  const cited = {
    ...source,
    title: 'Annual report on trafficking',
    url: 'https://source.example/news/article',
  };
  const to = (url: string, text = '', rel = '') => ({
    url: new URL(url, cited.url).href,
    text,
    rel,
  });
  const goesOn = (...links: readonly ReturnType<typeof to>[]) =>
    continuationsOf({ ...pageOf('A page'), links }, cited);

  test.each([
    ['a link that says so', to('/elsewhere', 'Next', 'next')],
    ['a page number as a parameter', to('?page=2')],
    ['a page number as a folder', to('/news/article/2')],
    ['a page number in a folder of pages', to('/news/article/page/3/')],
    ['a file whose link names the document', to('/files/1.pdf', 'The trafficking report')],
    ['a file in a frame', to('/files/1.pdf', '', 'embedded')],
    ['a frame of the same site', to('/frames/report', '', 'embedded')],
    ['"Download (PDF)" on a short page', to('/files/1', 'Download (PDF)')],
    ['"Original document" on a short page', to('https://publisher.example/1', 'Original document')],
    ['下载 on a short page', to('/files/2', '点击下载')],
    ['a file whose address names the document', to('/files/trafficking-2025.docx', 'Download')],
  ])('at %s', (_, link) => {
    expect(goesOn(link)).toEqual([link.url]);
  });
  test.each([
    ['another article', to('/news/other', 'Read this, too')],
    ['a page of a list', to('/news?page=2', 'Older news')],
    ['another parameter of the page', to('?share=mail')],
    ['a part of it below a long number', to('/news/article/20250101')],
    ['a file about something else', to('/files/privacy.pdf', 'Privacy policy')],
    ['a frame of another site', to('https://ads.example/frame', '', 'embedded')],
    ['a viewer of no file', to('/viewer.html?file=javascript:alert(1)')],
    [
      'a file of a site whose name has a word of the title',
      to('https://trafficking.example/privacy.pdf'),
    ],
    ['itself', to('/news/article#comments', 'Comments', 'next')],
  ])('not at %s', (_, link) => {
    expect(goesOn(link)).toEqual([]);
  });
  test.each([
    [
      'a viewer of the site',
      to('/viewer.html?file=%2Ffiles%2F1.pdf', '', 'embedded'),
      'https://source.example/files/1.pdf',
    ],
    [
      'a viewer elsewhere',
      to('https://docs.example/viewer?url=https%3A%2F%2Fa.example%2Fb.pdf', '', 'embedded'),
      'https://a.example/b.pdf',
    ],
    [
      'a link to a viewer',
      to('/view?src=/trafficking.pdf', 'Read'),
      'https://source.example/trafficking.pdf',
    ],
  ])('at what %s shows', (_, link, shown) => {
    expect(goesOn(link)).toEqual([shown]);
  });
  test('not at any download of a page that says enough', () => {
    const link = to('/files/1', 'Download (PDF)');
    const long = pageOf('The annual report was published on Monday, and says this. '.repeat(50));
    expect(continuationsOf({ ...long, links: [link] }, cited)).toEqual([]);
  });
  test('at three places at most, each once', () => {
    const pages = [2, 2, 3, 4, 5].map((n) => to(`?page=${n}`));
    expect(goesOn(...pages)).toEqual([2, 3, 4].map((n) => `${cited.url}?page=${n}`));
  });
});
