import { load } from 'cheerio';
import { expect, it } from 'vitest';
import { openZip } from '../../src/reading/zip.js';
import { scheduleDocx } from '../../src/surfaces/schedule/docx.js';
import { inLanguage } from '../../src/surfaces/words/messages.js';
import { SCHEDULE } from './greek.js';
import { PAGES } from './pages-in-greek.js';

/** Attributes that are read out or shown. */
const SHOWN = ['title', 'alt', 'placeholder', 'aria-label', 'aria-description', 'data-label', 'data-what'];
/** What no translator touches: addresses, instants, and dates, which one function prints. */
const NO_SENTENCE = /https?:[^\s⟦⟧]*|\d{4}-\d\d-\d\dT[\d:.]+Z|\b\d{1,2} [A-Z][a-z]+ \d{4}(?:, \d\d:\d\d UTC)?/gu;

/** Words on a page that are in no sentence of the catalogue; a sentence may hold markup, and others. */
function outside(page: string): readonly string[] {
  const $ = load(page);
  const named = SHOWN.flatMap((name) =>
    $(`[${name}]`)
      .toArray()
      .map((one) => $(one).attr(name)),
  );
  // A card and its mark are of the reviewer's page.
  $('script, style, code, article, .mark:has([aria-hidden])').remove();
  const text = [...named, $('title').text(), $('body').text()].join('\n').replace(NO_SENTENCE, '');
  let depth = 0;
  const bare = [...text].filter((c) => {
    depth += c === '⟦' ? 1 : c === '⟧' ? -1 : 0;
    return depth === 0;
  });
  return bare.join('').match(/\p{Script=Latin}[\p{Script=Latin} ]*/gu) ?? [];
}

it.each(PAGES)('%s says nothing that is not in the catalogue', (_, render) => {
  expect(outside(inLanguage('qps', render))).toEqual([]);
});

it.each(PAGES)('%s is in English where nobody asks for another language', (_, render) => {
  expect(render()).not.toMatch(/[⟦⟧]/u);
});

it.each(['word/document.xml', 'word/footer1.xml'])('%s of a Word file says nothing either', async (part) => {
  const unzip = openZip(await inLanguage('qps', () => scheduleDocx(SCHEDULE)));
  const text = new TextDecoder().decode(unzip(part) ?? new Uint8Array());
  expect(text).toContain('⟦');
  expect(outside(text)).toEqual([]);
});

it('words in no sentence of the catalogue are found in texts and in labels', () => {
  expect(outside('<p aria-label="one">⟦two <b>⟦three⟧</b> four⟧ five https://six.example/</p>')).toEqual([
    'one',
    'five ',
  ]);
});
