import { describe, expect, it, test } from 'vitest';
import { visibleText } from '../../src/model/document.js';
import { haystacksOf } from '../../src/passage/haystack.js';
import { judgeQuote } from '../../src/passage/judge-quote.js';
import { read } from './read.js';

const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const SHOWN =
  'The ministry held a press conference at its offices on Monday, and gave out a summary. '.repeat(
    4,
  );
const page = (more: string): string =>
  `<!doctype html><meta charset="utf-8"><title>T</title><main><p>${SHOWN}</p>${more}<p>${SHOWN}</p></main>`;

async function judged(more: string) {
  const document = await read(page(more), 'text/html');
  const url = 'https://example.org/';
  return judgeQuote(
    'q',
    { text: PASSAGE },
    { kind: 'text', url, haystacks: haystacksOf(document) },
  );
}

describe('a passage that is struck out is missing, and the verdict says why', () => {
  it.each([
    `<p><s>${PASSAGE}</s></p>`,
    `<del><p>${PASSAGE}</p></del>`,
    `<p><strike>${PASSAGE}</strike></p>`,
    `<div style="text-decoration:line-through"><p>${PASSAGE}</p></div>`,
    `<style>.off{text-decoration:line-through}</style><p class="off">${PASSAGE}</p>`,
    `<p><s>${PASSAGE}</s></p><script type="application/json">{"body":"${PASSAGE}"}</script>`,
  ])('%s', async (more) => {
    expect(await judged(more)).toMatchObject({ verdict: 'missing', why: { kind: 'struck-out' } });
  });
  it('but stands where the page says it once more', async () => {
    expect((await judged(`<p><s>${PASSAGE}</s></p><p>${PASSAGE}</p>`)).verdict).toBe('intact');
  });
  it('and one that never stood is missing for another reason', async () => {
    expect(
      (await judged('<p><s>Something else was struck out here, and nobody knows why.</s></p>')).why
        .kind,
    ).not.toBe('struck-out');
  });
  it('and is no part of the visible text, so that striking it out is an edit', async () => {
    const document = await read(page(`<p>Kept. <s>${PASSAGE}</s></p>`), 'text/html');
    expect(visibleText(document)).not.toContain('1,664');
    expect(visibleText(document)).toContain('Kept.');
  });
});

describe('text that a style makes invisible is read apart, as hidden text is', () => {
  test.each([
    ['no opacity', 'opacity:0'],
    ['no size', 'font-size:0'],
    ['a place off the canvas', 'position:absolute;left:-9999px'],
    ['an indent off the canvas', 'text-indent: -9999px'],
    ['a place of a pixel', 'position:absolute;width:1px;height:1px;overflow:hidden'],
    ['a clip', 'position:absolute!important;clip:rect(1px,1px,1px,1px)'],
    ['the colour of its background', 'color:#FFF;background-color:white'],
    ['no colour', 'color: transparent'],
  ])('%s', async (_, style) => {
    expect(await judged(`<p><span style="${style}">${PASSAGE}</span></p>`)).toMatchObject({
      verdict: 'intact',
      where: 'hidden',
    });
  });
  test('and so is what stands in a box to be copied', async () => {
    expect(await judged(`<textarea>${PASSAGE}</textarea>`)).toMatchObject({ where: 'hidden' });
  });
  test.each([
    ['what a script fades in', `<div data-w-id="1" style="opacity:0"><p>${PASSAGE}</p></div>`],
    [
      'what moves in',
      `<div style="transform:translate3d(0,20px,0);opacity:0"><p>${PASSAGE}</p></div>`,
    ],
    ['what is animated', `<div class="aos-init" style="opacity:0"><p>${PASSAGE}</p></div>`],
    ['some opacity', `<p style="opacity:0.9">${PASSAGE}</p>`],
    [
      'items of a size of their own',
      `<div style="font-size:0"><span style="font-size:16px">${PASSAGE}</span></div>`,
    ],
    ['a small place on the canvas', `<p style="position:absolute;left:-10px">${PASSAGE}</p>`],
    ['white on black', `<p style="color:#fff;background:#000">${PASSAGE}</p>`],
    [
      'letters filled with a gradient',
      `<p style="background-clip:text;color:transparent">${PASSAGE}</p>`,
    ],
    ['a size that is not zero', `<p style="font-size:0.9em">${PASSAGE}</p>`],
  ])('but not %s', async (_, more) => {
    const verdict = await judged(more);
    expect(verdict.verdict).toBe('intact');
    expect(verdict.where).not.toBe('hidden');
  });
});
