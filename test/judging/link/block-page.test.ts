import { describe, expect, test } from 'vitest';
import { blockOf } from '../../../src/judging/link/block-page.js';
import { answered, redirected } from '../nights.js';
import { heading, pageOf } from '../pages.js';

const ARTICLE = pageOf(
  heading('Police report'),
  ...Array.from(
    { length: 30 },
    () =>
      'A paragraph of an article that goes on for quite a few words, as articles do, until it ends.',
  ),
);

describe('who keeps us out', () => {
  test.each([
    [401, 'login'],
    [402, 'paywall'],
    [403, 'bot-wall'],
    [407, 'login'],
    [429, 'rate-limit'],
    [451, 'legal'],
    [999, 'bot-wall'],
  ])('%i: %s', (http, by) => {
    expect(blockOf(answered(http), null)).toMatchObject({ by });
  });
  test.each([200, 204, 304, 404, 410, 500, 503])('%i by itself: nobody', (http) => {
    expect(blockOf(answered(http), null)).toBeNull();
  });
});

describe('challenge pages are known at any status', () => {
  test.each([
    ['cf-mitigated', 'challenge'],
    ['x-amzn-waf-action', 'captcha'],
    ['x-datadome', 'protected'],
    ['x-sucuri-block', 'EVA'],
  ])('by the header %s', (header, value) => {
    for (const http of [200, 202, 403, 503])
      expect(blockOf(answered(http, { headers: { [header]: value } }), ARTICLE)).toMatchObject({
        by: 'bot-wall',
      });
  });
  test.each([
    'Just a moment...',
    'Attention Required! | Cloudflare',
    'Access Denied',
    'Pardon Our Interruption',
    'Are you a robot?',
    '请完成安全验证',
  ])('by the title “%s” of a page with little else', (title) => {
    const page = {
      ...pageOf('Your request is being looked at. Reference #18.2d351ab8.1557333295'),
      title,
    };
    expect(blockOf(answered(200), page)).toMatchObject({ by: 'bot-wall' });
    expect(blockOf(answered(503), page)).toMatchObject({ by: 'bot-wall' });
  });
  test('but an article about them is an article', () => {
    expect(
      blockOf(answered(200), {
        ...ARTICLE,
        title: 'Are you a robot? How CAPTCHAs took over the web',
      }),
    ).toBeNull();
  });
});

describe('login and payment', () => {
  test('a redirect to a login page', () => {
    for (const to of [
      'https://source.example/login?next=/report',
      'https://sso.source.example/',
      'https://a.example/user/sign-in',
    ])
      expect(blockOf(redirected(to, 302), null)).toMatchObject({ by: 'login' });
    expect(blockOf(redirected('https://source.example/blogging/report', 302), null)).toBeNull();
  });
  test('a password form with little else, but not one in the corner of an article', () => {
    expect(blockOf(answered(), { ...pageOf('Please log in'), passwordForm: true })).toMatchObject({
      by: 'login',
    });
    expect(blockOf(answered(), { ...ARTICLE, passwordForm: true })).toBeNull();
  });
  test('the first lines of an article and an offer', () => {
    const page = pageOf(
      heading('Usury'),
      'A paragraph to whet the appetite.',
      'Subscribe to read the full article.',
    );
    expect(blockOf(answered(), page)).toMatchObject({ by: 'paywall' });
    expect(blockOf(answered(), pageOf(...ARTICLE.blocks, 'Already a subscriber?'))).toBeNull();
  });
});

describe('a page that is known not to be the document, and numbers our request, is of who stands before the site', () => {
  const NUMBERS = [
    [
      'Your support ID is: 7268453299812349871',
      'The requested URL was rejected. Please consult with your administrator.',
    ],
    [
      'Identifikátor: 8f0c2b7e-41d6-4b1a-9c55-0a7de2f31b90',
      'Požadavek byl zamítnut. Kontaktujte prosím správce.',
    ],
    ['Viitenumero 18.2d351ab8.1557333295.a4e16ab.', 'Pyyntöä ei voitu käsitellä.'],
  ] as const;

  test.each(NUMBERS)('%s', (number, sentence) => {
    for (const page of [pageOf(sentence, number), pageOf(`${sentence} ${number}`)])
      expect(blockOf(answered(200), page, 'other')).toMatchObject({
        by: 'bot-wall',
        why: { kind: 'request-number' },
      });
  });

  test.each(NUMBERS)('but not where it may be the document: %s', (number, sentence) => {
    expect(blockOf(answered(200), pageOf(sentence, number), 'unsure')).toBeNull();
  });

  test.each([
    'Order the volume from the press in the old town. ISBN 978-92-1-100000-0',
    'The library answers at +41 22 917 92 20 or +41229179220',
    'The register was closed on 2024-05-03 and moved to the archive in the year after that',
    'The shelves are being dusted until the third of the month.',
  ])('nor for any other number: %s', (text) => {
    expect(blockOf(answered(200), pageOf(text), 'other')).toBeNull();
  });

  test('nor where the page says that the document is not there', () => {
    const page = pageOf(
      heading('Page not found'),
      'The page that you are looking for does not exist.',
      'Correlation ID: 8f0c2b7e-41d6-4b1a-9c55-0a7de2f31b90',
    );
    expect(blockOf(answered(200), page, 'other')).toBeNull();
  });

  test('nor where there is an article before it', () => {
    const page = {
      ...ARTICLE,
      blocks: [...ARTICLE.blocks, ...pageOf('Record 7268453299812349871').blocks],
    };
    expect(blockOf(answered(200), page, 'other')).toBeNull();
  });
});
