import { expect, it } from 'vitest';
import { readHtml } from '../../src/reading/html.js';

it.each([
  [
    '<meta property="og:site_name" content="Labour Ministry">',
    { site: 'Labour Ministry', doi: undefined },
  ],
  ['<meta name="citation_doi" content="10.1000/xyz">', { site: undefined, doi: '10.1000/xyz' }],
  [
    '<meta name="DC.Identifier" content="ISBN 3"><meta name="prism.doi" content="doi:10.1000/xyz">',
    { doi: 'doi:10.1000/xyz' },
  ],
  ['<meta name="DC.Identifier" content="ISBN 3">', { site: undefined, doi: undefined }],
])('a page states what its site is called, and its DOI: %s', (head, stated) => {
  expect(readHtml(`<head>${head}</head><p>Text</p>`, 'https://a.example/x')).toMatchObject(stated);
});

it.each([
  ['#findings', true],
  ['#old', true],
  ['#caf%C3%A9', true],
  ['#lost', false],
  ['', undefined],
  ['#top', undefined],
  ['#:~:text=word', undefined],
  ['#/route', undefined],
  ['#page=4', undefined],
])('a page knows whether it has the part %j', (fragment, found) => {
  const html = '<h2 id="findings">Findings</h2><a name="old"></a><p id="café">Text</p>';
  expect(readHtml(html, `https://a.example/x${fragment}`).partFound).toBe(found);
});
