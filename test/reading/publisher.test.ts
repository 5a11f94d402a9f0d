import { expect, it } from 'vitest';
import { publisherOf } from '../../src/reading/extract.js';

const HINT = { contentType: 'text/html; charset=utf-8', url: 'https://example.org/a' };
const publisher = (head: string) =>
  publisherOf(new TextEncoder().encode(`<!doctype html><head>${head}</head><p>A text.</p>`), HINT);

it('a page names its publisher in its metadata, a scholarly name before that of the site', () => {
  expect(publisher('<meta property="og:site_name" content=" Human  Rights Watch ">')).toBe(
    'Human Rights Watch',
  );
  const both =
    '<meta property="og:site_name" content="Online"><meta name="citation_publisher" content="Brill">';
  expect(publisher(both)).toBe('Brill');
});

it('a page that names none, an empty name and a paragraph are no publisher', () => {
  expect(publisher('<title>Report - Example</title>')).toBeNull();
  expect(publisher('<meta property="og:site_name" content=" ">')).toBeNull();
  expect(publisher(`<meta property="og:site_name" content="${'long '.repeat(50)}">`)).toBeNull();
});

it('a PDF says nothing of its publisher', () => {
  expect(
    publisherOf(new TextEncoder().encode('%PDF-1.7\n'), { ...HINT, contentType: null }),
  ).toBeNull();
});
