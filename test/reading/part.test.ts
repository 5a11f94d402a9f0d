import { expect, it } from 'vitest';
import { readHtml } from '../../src/reading/html.js';

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
