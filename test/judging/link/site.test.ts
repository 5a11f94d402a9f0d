import { describe, expect, test } from 'vitest';
import { isToBeAsked, wholeSiteNotice } from '../../../src/judging/link/site.js';
import type { Document } from '../../../src/model/document.js';
import type { LinkVerdict } from '../../../src/model/link.js';
import { answered } from '../nights.js';
import { furniture, heading, pageOf } from '../pages.js';

const said = (document: Document): string | null =>
  wholeSiteNotice({ outcome: answered(200), document })?.status ?? null;
const linked = (page: Document, ...texts: readonly string[]): Document => ({
  ...page,
  links: texts.map((text, n) => ({ url: `https://source.example/${n}`, text, rel: '' })),
});
const LINE = 'Wir sind bald wieder für Sie da, und bitten um etwas Geduld.';

describe('what a site shows at home as well as in a document’s place', () => {
  test('is an outage where it is short and asks nothing, under one heading or two', () => {
    expect(said(pageOf(heading('Kurze Pause'), LINE))).toBe('server-error');
    expect(said(pageOf(heading('Kurze Pause'), LINE, heading('Was nun?', 2), LINE))).toBe(
      'server-error',
    );
  });
  test('is a wall where it asks something', () => {
    expect(said({ ...pageOf(heading('Kurze Frage'), LINE), asks: 'answer' })).toBe('blocked');
    expect(said({ ...pageOf(heading('Kurze Frage'), LINE), passwordForm: true })).toBe('blocked');
  });
  test('is no outage where it is as long as a goodbye', () => {
    expect(
      said(
        pageOf(heading('Leben Sie wohl'), ...Array.from({ length: 15 }, (_, n) => `${LINE} ${n}`)),
      ),
    ).toBe('server-error');
    expect(
      said(
        pageOf(heading('Leben Sie wohl'), ...Array.from({ length: 17 }, (_, n) => `${LINE} ${n}`)),
      ),
    ).toBeNull();
    const chinese = '本站自一九九八年起为读者报道三角洲的消息。';
    expect(said(pageOf(heading('再会'), ...Array.from({ length: 14 }, () => chinese)))).toBeNull();
    expect(said(pageOf(heading('再会'), ...Array.from({ length: 9 }, () => chinese)))).toBe(
      'server-error',
    );
  });
  test('is the site’s home page where it leads to what the site has, line by line or in one line', () => {
    const news = ['Märkte', 'Häfen', 'Schulen'];
    expect(said(linked(pageOf(...news, LINE), ...news))).toBeNull();
    expect(said(linked(pageOf(LINE, furniture('Märkte – Häfen – Schulen')), ...news))).toBeNull();
    expect(said(linked(pageOf(LINE, furniture('Märkte – Häfen')), 'Märkte', 'Häfen'))).toBe(
      'server-error',
    );
  });
  test('is the home page with its menus though it asks whether cookies may be set, unless it wants a password or a proof', () => {
    const news = ['Märkte', 'Häfen', 'Schulen'];
    const home = linked(pageOf(furniture('Märkte – Häfen – Schulen'), LINE), ...news);
    expect(said({ ...home, asks: 'answer' })).toBeNull();
    expect(said({ ...home, asks: 'proof' })).toBe('blocked');
    expect(said({ ...home, passwordForm: true })).toBe('blocked');
  });
});

test('a site is asked while a page is in doubt, and not again once it gave the page away', () => {
  const verdict = (why: LinkVerdict['why'], failures: number): LinkVerdict => ({
    status: 'soft-404',
    by: null,
    http: 200,
    hops: [],
    confirmed: false,
    since: '2025-10-01',
    failures,
    why,
  });
  const asked = (one: LinkVerdict): boolean => isToBeAsked(one, '2025-10-02', 3);
  expect(asked(verdict({ kind: 'not-the-document', signs: [] }, 2))).toBe(true);
  expect(asked(verdict({ kind: 'shown-at-home', host: 'source.example', signs: [] }, 2))).toBe(
    false,
  );
  expect(asked(verdict({ kind: 'not-the-document', signs: [] }, 4))).toBe(false);
});
