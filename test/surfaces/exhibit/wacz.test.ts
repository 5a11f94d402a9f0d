import { expect, it } from 'vitest';
import type { ExhibitRecord } from '../../../src/surfaces/exhibit/exhibit.js';
import { renderCdx } from '../../../src/surfaces/exhibit/wacz.js';

const recordOf = (finalUrl: string, part: Partial<ExhibitRecord> = {}): ExhibitRecord => ({
  n: 1,
  run: 1,
  at: '2025-10-01T02:03:04.567Z',
  url: finalUrl,
  finalUrl,
  http: 200,
  revisit: false,
  payloadSha256: 'a1',
  offset: 0,
  length: 900,
  recordSha256: 'b2',
  lineSha256: 'c3',
  previousSha256: 'd4',
  shown: { offset: 120, length: 500, sha256: 'e5', mime: 'text/html' },
  ...part,
});

it('the index names an address by its host from behind, with its query in order and without what a server never sees', () => {
  const keyOf = (url: string): string =>
    renderCdx({ records: [recordOf(url)], resources: [] }).split(' ')[0] ?? '';
  expect(keyOf('https://www.Example.org/A/b?z=1&a=2#part')).toBe('org,example)/a/b?a=2&z=1');
  expect(keyOf('http://sub.example.co.uk:8080/')).toBe('uk,co,example,sub:8080)/');
  expect(keyOf('https://www2.example.org/a?q=two words')).toBe('org,example)/a?q=two%20words');
});

it('a line of the index says when, what and where', () => {
  expect(renderCdx({ records: [recordOf('https://example.org/a#part')], resources: [] })).toBe(
    'org,example)/a 20251001020304 {"url":"https://example.org/a","mime":"text/html","status":"200","digest":"sha256:a1","length":"500","offset":"120","filename":"data.warc.gz","recordDigest":"sha256:e5"}\n',
  );
  expect(
    renderCdx({ records: [recordOf('https://example.org/a', { revisit: true })], resources: [] }),
  ).toContain('"mime":"warc/revisit"');
});

it('the lines of an index stand in the order of their bytes', () => {
  const lines = renderCdx({
    records: ['https://b.org/', 'https://a.org/é', 'https://a.org/'].map((url) => recordOf(url)),
    resources: [],
  });
  expect(lines.match(/^\S+/gm)).toEqual(['org,a)/', 'org,a)/%c3%a9', 'org,b)/']);
});
