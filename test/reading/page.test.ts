import { describe, expect, it } from 'vitest';
import { read } from './read.js';

const page = (head: string, body = '<p>Text.</p>'): ReturnType<typeof read> =>
  read(`<!doctype html><html><head>${head}</head><body>${body}</body></html>`, 'text/html');

describe('what a page states of itself', () => {
  it('its title, of which an icon has another', async () => {
    expect(
      (await page('<title> A \n report </title>', '<svg><title>Icon</title></svg>')).title,
    ).toBe('A report');
    expect((await page('', '<svg><title>Icon</title></svg><p>x</p>')).title).toBeNull();
    expect((await page('<meta property="og:title" content="Shared">')).title).toBe('Shared');
  });

  it('its language, in the form of BCP 47', async () => {
    expect((await read('<html lang="zh_Hant"><p>x')).lang).toBe('zh-Hant');
    expect((await read('<html><p>x')).lang).toBeNull();
  });

  it('its links, absolute by its base', async () => {
    const { links } = await page(
      '<base href="/deep/"><link rel="NEXT" href="?p=2"><link rel="stylesheet" href="a.css">',
      '<a href="a.html" rel="NoFollow  Up">One <b>link</b></a><a href="mailto:x@example.org">m</a><a href="//b.org">b</a><a>no</a>',
    );
    expect(links).toEqual([
      { url: 'https://example.org/deep/?p=2', text: '', rel: 'next' },
      { url: 'https://example.org/deep/a.html', text: 'One link', rel: 'nofollow up' },
      { url: 'https://b.org/', text: 'b', rel: '' },
    ]);
  });

  const refreshes: readonly [content: string, target: string | null][] = [
    ['0;url=/new', 'https://example.org/new'],
    ["5; URL='new.html'", 'https://example.org/reports/new.html'],
    ['11;url=/new', null],
    ['3', null],
    ['0;url=china.html', null],
    ['0;url=javascript:x', null],
  ];
  it.each(refreshes)('its refresh %s leads to %s', async (content, target) => {
    expect((await page(`<meta http-equiv="Refresh" content="${content}">`)).refresh).toBe(target);
  });

  it('whether it asks for a password, which hidden forms do not', async () => {
    expect((await page('', '<form><input type="Password"></form>')).passwordForm).toBe(true);
    expect(
      (await page('', '<form style="display:none"><input type="password"></form>')).passwordForm,
    ).toBe(false);
    expect((await page('', '<input type="text">')).passwordForm).toBe(false);
  });

  it.each([
    ['<div class="g-recaptcha"></div>', 'proof'],
    ['<script src="/cdn-cgi/challenge-platform/h/b/orchestrate"></script><p>A moment</p>', 'proof'],
    ['<p>The challenge of the captcha</p>', undefined],
    ['<button>Yes</button><button>No</button>', 'answer'],
    ['<form><input name="member"><button>Go</button></form>', 'answer'],
    ['<form hidden><input name="member"></form>', undefined],
    ['<form><input name="q"><button>Search</button></form>', undefined],
    ['<form><input type="email"><button>Tell me when you are back</button></form>', undefined],
    ['<button onclick="location.reload()">Again</button>', undefined],
    ['<a href="/">Home</a>', undefined],
  ])('what %s asks of its reader: %s', async (body, asks) => {
    expect((await page('', body)).asks).toBe(asks);
  });

  // biome-ignore format: one case a line
  const dates: readonly [sentence: string, head: string, published: string | null, modified: string | null][] = [
    ['of Open Graph', '<meta property="article:published_time" content="2024-03-05T10:00:00Z">', '2024-03-05T10:00:00Z', null],
    ['of GOV.UK', '<meta name="govuk:first-published-at" content="2021-01-02T00:00:00.000+00:00"><meta name="govuk:public-updated-at" content="2024-05-06">', '2021-01-02T00:00:00.000+00:00', '2024-05-06'],
    ['of Dublin Core', '<meta name="DC.date" content="2019"><meta name="DCTERMS.modified" content="2020-07">', '2019', '2020-07'],
    ['of schema.org', '<script type="application/ld+json">{"@graph":[{"@type":"Person","datePublished":"1999"},{"@type":"NewsArticle","datePublished":"2024-03-05","dateModified":"2024-03-06"}]}</script>', '2024-03-05', '2024-03-06'],
    ['in words', '<meta name="date" content="Tuesday, 5 March 2024"><meta name="revised" content="March 6th, 2024">', '2024-03-05', '2024-03-06'],
    ['in digits only', '<meta name="pubdate" content="20240305">', '2024-03-05', null],
    ['that can be read two ways', '<meta name="date" content="05/03/2024">', null, null],
    ['that are none', '<meta name="date" content="soon"><meta name="revised" content="2024-13-01">', null, null],
    ['in broken JSON', '<script type="application/ld+json">{"datePublished":</script>', null, null],
  ];
  it.each(dates)('dates %s', async (_, head, published, modified) => {
    expect((await page(head)).dates).toEqual({ published, modified });
  });

  it('the date of its first time element', async () => {
    expect((await page('', '<time datetime="2024-03-05">March</time>')).dates.published).toBe(
      '2024-03-05',
    );
  });
});

describe('a page that shows next to nothing', () => {
  const app =
    '<div id="root"></div><script src="a.js"></script><script src="b.js"></script><script src="c.js"></script>';
  const long = 'The authorities held the lawyers for several months without charge. '
    .repeat(6)
    .trim();

  it('needs a browser when it is a program', async () => {
    const { unread, blocks } = await page('', `<p>Loading…</p>${app}`);
    expect([unread, blocks.length]).toEqual([{ kind: 'script' }, 1]);
  });

  describe('in a frame', () => {
    const frame = (within: string, end = '') =>
      page(
        '',
        `<header><nav><a href="/">Home</a> <a href="/world">World affairs</a> <a href="/about">About this paper</a></nav></header>${within}<footer>© The Valley Post</footer>${end}`,
      );
    const script = '<script src="/app.js"></script>';
    const shell = '<div id="app"><span class="spinner">Loading…</span></div>';
    it('needs a browser when a program will fill it', async () => {
      expect((await frame(shell, script)).unread).toEqual({ kind: 'script' });
      expect((await frame('<div id="app"></div>', script)).unread).toEqual({ kind: 'script' });
    });
    it('but not without a program, without a place for it, or with a text of its own', async () => {
      expect((await frame(shell)).unread).toBeNull();
      expect((await frame('<div></div>', script)).unread).toBeNull();
      expect((await frame(`<main><p>${long}</p></main>${shell}`, script)).unread).toBeNull();
      expect(
        (await frame('<main><h1>This page was not found</h1></main>', script)).unread,
      ).toBeNull();
    });
    it('nor where so much stands around it that its text may be taken for the frame', async () => {
      const { unread } = await frame(
        `${shell}<aside><p>${long}</p><p>${long.repeat(5)}</p></aside>`,
        script,
      );
      expect(unread).toBeNull();
    });
  });

  it('has no text when it is not', async () => {
    expect((await page('', '<div></div>')).unread).toEqual({ kind: 'no-visible-text' });
  });

  it('is read by the text that it gives to search engines', async () => {
    const statement = JSON.stringify({ '@type': 'Article', articleBody: `${long}\n\nSecond.` });
    const { unread, blocks } = await page(
      `<script type="application/ld+json">${statement}</script>`,
      app,
    );
    expect([unread, blocks.map((b) => b.text)]).toEqual([null, [long, 'Second.']]);
  });

  it('is read by the text that it gives to those without scripts, unless that is a mere notice', async () => {
    expect(
      (await page('', `${app}<noscript><p>${long}</p></noscript>`)).blocks.map((b) => b.text),
    ).toEqual([long]);
    expect((await page('', `${app}<noscript>Enable JavaScript.</noscript>`)).unread).toEqual({
      kind: 'script',
    });
  });

  it('is read by what it hides until its script has run', async () => {
    const { blocks } = await page('', `<div style="display:none"><p>${long}</p></div>${app}`);
    expect(blocks.map((b) => b.text)).toEqual([long]);
  });

  it('is read as it is when it is short and has no scripts', async () => {
    expect((await page('', '<p>Not found.</p>')).unread).toBeNull();
  });
});
