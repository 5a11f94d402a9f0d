import { describe, expect, it } from 'vitest';
import { visibleText } from '../../src/model/document.js';
import { read, texts } from './read.js';

const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const JSON_PASSAGE = JSON.stringify({ props: { page: { body: PASSAGE } } });
const SHOWN =
  'The ministry held a press conference at its offices on Monday, and gave out a summary. '.repeat(
    4,
  );
const page = (more: string): string =>
  `<!doctype html><title>T</title><main><p>${SHOWN}</p>${more}</main>`;

const hiddenIn = async (html: string): Promise<readonly string[]> =>
  ((await read(html, 'text/html')).hidden ?? []).map(({ text }) => text);

describe('text that a page carries and does not show is read apart', () => {
  it.each([
    ['behind `hidden`', `<div hidden><p>${PASSAGE}</p></div>`],
    ['behind a style', `<section style="display:none"><p>${PASSAGE}</p></section>`],
    [
      'behind a class of its style sheet',
      `<style>.off{display:none}</style><p class="off">${PASSAGE}</p>`,
    ],
    ['without ink', `<p style="color:rgba(0, 0, 0, 0)">${PASSAGE}</p>`],
    ['without ink, in the newer way of writing', `<p style="color:rgb(0 0 0 / 0)">${PASSAGE}</p>`],
    ['in letters of no size', `<p style="font-size:.1px">${PASSAGE}</p>`],
    ['far outside', `<p style="margin-left:-9999px">${PASSAGE}</p>`],
    [
      'in white on white, written otherwise',
      `<p style="color:rgb(255, 255, 255);background:#fff">${PASSAGE}</p>`,
    ],
    ['behind a filter', `<p style="filter:opacity(0)">${PASSAGE}</p>`],
    [
      'in white on white',
      `<style>.w{color:#fff;background:white}</style><p class="w">${PASSAGE}</p>`,
    ],
    ['in a closed dialog', `<dialog><p>${PASSAGE}</p></dialog>`],
    ['in a drawing', `<svg><title>Bars</title><text x="1">${PASSAGE}</text></svg>`],
    ['in a template', `<template><p>${PASSAGE}</p></template>`],
    ['in a template that is none', `<math><template>${PASSAGE}</template></math>`],
    ['for those who run no script', `<noscript><p>${PASSAGE}</p></noscript>`],
    ['in a frame that the page holds', `<iframe srcdoc="&lt;p&gt;${PASSAGE}&lt;/p&gt;"></iframe>`],
    [
      'in JSON-LD',
      `<script type="application/ld+json">{"@type":"Article","articleBody":"${PASSAGE}"}</script>`,
    ],
    [
      'in the data of Next.js',
      `<script id="__NEXT_DATA__" type="application/json">${JSON_PASSAGE}</script>`,
    ],
    [
      'in a state that a script sets',
      `<script>window.__INITIAL_STATE__ = ${JSON_PASSAGE};</script>`,
    ],
    [
      'in a state that is no JSON',
      `<script>window.__NUXT__=(function(a){return {b:a}}("${PASSAGE}"))</script>`,
    ],
    [
      'in JSON within JSON',
      `<script>self.__next_f.push([1,${JSON.stringify(JSON_PASSAGE)}])</script>`,
    ],
    ['in single quotes', `<script>const text = '${PASSAGE}';</script>`],
    [
      'as HTML in JSON',
      `<script type="application/json">{"html":"\\u003cp\\u003e${PASSAGE}\\u003c/p\\u003e"}</script>`,
    ],
    ['in an attribute', `<div id="app" data-page='${JSON_PASSAGE.padEnd(250)}'></div>`],
    [
      'behind a pattern with a quote mark',
      `<script>var a=/["]/g,b={"text":"${PASSAGE}"};</script>`,
    ],
  ])('%s', async (_, more) => {
    expect(await hiddenIn(page(more))).toEqual([PASSAGE]);
  });

  it('but for what it shows besides', async () => {
    const both = `<div hidden><p>${SHOWN}</p><p>${PASSAGE}</p></div>`;
    expect(await hiddenIn(page(both))).toEqual([PASSAGE]);
  });

  it('a paragraph that an editor keeps in pieces is one', async () => {
    const pieces = PASSAGE.split(/(1,664)/).map((text) => ({ type: 'text', text }));
    const script = `<script type="application/json">${JSON.stringify({ content: pieces })}</script>`;
    expect(await hiddenIn(page(script))).toEqual([PASSAGE]);
  });

  it('and is no part of the visible text, whatever it says', async () => {
    const [plain, other] = await Promise.all(
      [page(''), page(`<div hidden>${PASSAGE}</div>`)].map((html) => read(html)),
    );
    expect(plain && visibleText(plain)).toBe(other && visibleText(other));
  });

  it.each([
    `<style>.off{display:none}</style><script>open()</script><p class="off">${PASSAGE}</p>`,
    `<style>.off{display:none}.on.off{display:block}</style><p class="on off">${PASSAGE}</p>`,
    `<style>.tab-content{display:none}</style><p class="tab-content">${PASSAGE}</p>`,
    `<style>.w{color:#fff;background:#111}</style><p class="w">${PASSAGE}</p>`,
    `<p style="color:rgba(0, 0, 0, 0.8)">${PASSAGE}</p>`,
    `<p style="color:rgb(0, 0, 0)">${PASSAGE}</p>`,
    `<p style="font-size:.9em;margin-left:-20px">${PASSAGE}</p>`,
    `<p style="color:rgb(255,255,255);background:#0f0f0f">${PASSAGE}</p>`,
    `<p style="color:rgb(0 0 0 / 50%)">${PASSAGE}</p>`,
  ])('what a script, a state or a click may show is shown: %s', async (more) => {
    expect(await hiddenIn(page(more))).toEqual([]);
  });

  const explained = (style: string, tip: string) =>
    `<style>${style}</style><p>The <span class="t">IDP${tip}</span> camps were closed.</p>`;
  it.each([
    explained(
      '.tip{visibility:hidden}.t:hover .tip{visibility:visible}',
      '<span class="tip">displaced</span>',
    ),
    explained('', '<span role="tooltip">displaced</span>'),
  ])('a few words that a pointer shows are no part of their sentence: %s', async (html) => {
    expect(await texts(html)).toEqual(['The IDP camps were closed.']);
  });
  it('but those that the width of a window shows are', async () => {
    const html = explained(
      '.tip{display:none}@media(min-width:9em){.tip{display:inline}}',
      '<span class="tip">less</span>',
    );
    expect(await texts(html)).toEqual(['The IDPless camps were closed.']);
  });

  it('a tab that a reader can open is shown', async () => {
    expect(await hiddenIn(page(`<div role="tabpanel" hidden><p>${PASSAGE}</p></div>`))).toEqual([]);
  });

  it('what is shown besides is not kept twice', async () => {
    expect(
      await hiddenIn(
        page(`<p>${PASSAGE}</p><script type="application/json">${JSON_PASSAGE}</script>`),
      ),
    ).toEqual([]);
  });

  it.each([
    [
      'a program',
      '<script>function go(a){if(a.b.c>3){return document.querySelector("a.b > c")}var d="px solid";}</script>',
    ],
    [
      'a label for screen readers',
      '<a href="/x">More<span class="sr-only">opens in a new window</span></a>',
    ],
    [
      'addresses',
      '<script type="application/json">{"u":"https://a.example/one/two/three/four/five?six=seven"}</script>',
    ],
  ])('%s is no text', async (_, more) => {
    expect(await hiddenIn(page(more))).toEqual([]);
  });
});

describe('the shell of an application', () => {
  const shell = (noscript: string, shown = ''): string =>
    `<!doctype html><title>Portal</title><noscript>${noscript}</noscript><div id="root">${shown}</div><script src="/app.js"></script>`;

  it('shows its text by script', async () => {
    const { unread } = await read(shell('You need to enable JavaScript to run this app.'));
    expect(unread).toEqual({ kind: 'script' });
  });

  it.each([
    ['an empty root', '<div id="root"></div>'],
    ['an empty element of its own', '<app-root></app-root>'],
    ['a spinner', '<div class="page-loader">Loading…</div>'],
    ['a part that is busy', '<main aria-busy="true">Laden</main>'],
  ])('is known by %s beside a script', async (_, shown) => {
    const { unread } = await read(
      `<!doctype html><title>Portal</title>${shown}<script src="/app.js"></script>`,
    );
    expect(unread).toEqual({ kind: 'script' });
  });

  it.each([
    [
      'that it is at work',
      '<div id="root"><p class="loading">Loading, one moment please …</p></div>',
    ],
    [
      'that it is at work, elsewhere',
      '<div class="spinner-box"><i></i><span>Chargement de la page, patientez</span></div>',
    ],
    [
      'that it wants JavaScript',
      '<div id="app">You need to enable JavaScript to run this app.</div>',
    ],
    [
      'so in German',
      '<app-root><p>Bitte aktivieren Sie JavaScript, um diese Seite zu sehen.</p></app-root>',
    ],
  ])('is known where all that it shows is %s', async (_, shown) => {
    const { unread } = await read(
      `<!doctype html><title>Portal</title>${shown}<script src="/app.js"></script>`,
    );
    expect(unread).toEqual({ kind: 'script' });
  });

  it.each([
    [
      'says something beside a part that is at work',
      '<p>The ministry published its figures.</p><div class="loading">Loading the map, one moment</div>',
    ],
    [
      'is called so as a whole until its pictures have come',
      '<body class="loading"><p>The ministry published its figures for the year.</p>',
    ],
    [
      'speaks of JavaScript, and is no application',
      '<main><p>JavaScript was made in ten days, they say.</p></main>',
    ],
    [
      'names JavaScript in a text of some length',
      `<div id="root"><p>${'JavaScript was made in ten days, they say. '.repeat(6)}</p></div>`,
    ],
  ])('is not a short page that %s', async (_, shown) => {
    const { unread } = await read(
      `<!doctype html><title>Portal</title>${shown}<script src="/count.js"></script>`,
    );
    expect(unread).toBeNull();
  });

  it.each([
    ['nothing that a script would fill', '<div id="wrap"></div><script src="/count.js"></script>'],
    ['a root and no script', '<div id="root"></div>'],
  ])('is not a page without text that has %s', async (_, shown) => {
    const { unread } = await read(
      `<!doctype html><title>Portal</title><noscript><img src="/count.gif"></noscript>${shown}`,
    );
    expect(unread).toEqual({ kind: 'no-visible-text' });
  });

  it('is not an error page in the root of its application', async () => {
    const { unread } = await read(shell('', '<h1>Not found</h1>'));
    expect(unread).toBeNull();
  });

  it('a page that says something is read, whatever it asks for', async () => {
    const { unread } = await read(
      shell('Please enable JavaScript.', '<h1>Page not found</h1><p>It is not here any more.</p>'),
    );
    expect(unread).toBeNull();
  });
});

describe('what a page shows in a frame', () => {
  it('is among its links', async () => {
    const { links } = await read(
      page('<iframe src="/viewer.html?file=/a.pdf"></iframe><object data="b.pdf"></object>'),
    );
    expect(links).toEqual([
      { url: 'https://example.org/viewer.html?file=/a.pdf', text: '', rel: 'embedded' },
      { url: 'https://example.org/reports/b.pdf', text: '', rel: 'embedded' },
    ]);
  });
});
