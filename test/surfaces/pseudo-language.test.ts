import { load } from 'cheerio';
import { expect, it } from 'vitest';
import { openZip } from '../../src/reading/zip.js';
import { renderDiffPage } from '../../src/surfaces/diff/text-diff.js';
import { renderEvidencePage } from '../../src/surfaces/exhibit/exhibit-page.js';
import { scheduleMarkdown } from '../../src/surfaces/schedule/blocks.js';
import { scheduleDocx } from '../../src/surfaces/schedule/docx.js';
import {
  copyWords,
  renderDecisionSaved,
  renderRefusal,
  renderSourceList,
  renderSourcePage,
  renderUndone,
  renderUnsavedForm,
} from '../../src/surfaces/serve/decision-pages.js';
import { inLanguage } from '../../src/surfaces/words/messages.js';
import { ALPHA, BARE_EXHIBIT, BARE_FORMS, DIFF, FORMS, FULL_EXHIBIT, GONE_FORMS, HEARD, SCHEDULE } from './greek.js';

const EDIT = { file: '1.2', before: '1\n2\n', after: '1\n3\n', n: 4, token: '5' };
const OPEN = { here: 1, next: { id: 'β', title: 'Βήτα', open: 2 } };
const PROBLEMS = ['reason', '1.2'].map((file) => ({ file, line: 3, column: 1, message: 'Πρόβλημα' }));
const MANIFEST = { name: '1.5', bytes: 1, sha256: '1', what: 'Όλα' };
const sent = (action: string) => new URLSearchParams({ action, source: 'α', by: '2' });

/** Every surface with made-up data without a Latin letter, as HTML. */
const SURFACES: readonly (readonly [name: string, render: () => string])[] = [
  ['the page of a source', () => renderSourcePage(FORMS)],
  [
    'one with all that may be said on it',
    () =>
      renderSourcePage(BARE_FORMS, {
        problems: PROBLEMS,
        heard: HEARD,
        unwritten: 'changed',
        looked: copyWords(null),
      }),
  ],
  ['one with a form of what is gone', () => renderSourcePage(GONE_FORMS)],
  ['a decision that was saved', () => renderDecisionSaved(ALPHA, EDIT, OPEN, null)],
  [
    'one that changed nothing',
    () => renderDecisionSaved(ALPHA, { ...EDIT, after: EDIT.before, n: 0 }, { here: 0, next: null }, null),
  ],
  ['a decision that was taken back', () => renderUndone(EDIT, FORMS)],
  ['a form that could not be saved', () => renderUnsavedForm('1.', sent('address'), '1')],
  ['a page that could not be handed in', () => renderUnsavedForm('1.', sent('witness'), '1')],
  ['the list of sources', () => renderSourceList([ALPHA, { ...ALPHA, id: 'β' }], FORMS.findings)],
  ['a refusal', () => renderRefusal('1')],
  ['the page of a capture', () => renderEvidencePage(FULL_EXHIBIT, MANIFEST)],
  ['one of which next to nothing is kept', () => renderEvidencePage(BARE_EXHIBIT, MANIFEST)],
  ['one whose bytes nobody judged', () => renderEvidencePage({ ...FULL_EXHIBIT, quotes: null }, MANIFEST)],
  ['a schedule', () => scheduleMarkdown(SCHEDULE)],
  ['the page of a difference', () => renderDiffPage(DIFF)],
];

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

it.each(SURFACES)('%s says nothing that is not in the catalogue', (_, render) => {
  expect(outside(inLanguage('qps', render))).toEqual([]);
});

it.each(SURFACES)('%s is in English where nobody asks for another language', (_, render) => {
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
