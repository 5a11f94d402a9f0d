import type { JudgedCase } from '../../src/model/case.js';
import type { Lint } from '../../src/model/lint.js';
import { renderDiffPage } from '../../src/surfaces/diff/text-diff.js';
import { escapeHtml } from '../../src/surfaces/escape.js';
import { renderEvidencePage } from '../../src/surfaces/exhibit/exhibit-page.js';
import { scheduleMarkdown } from '../../src/surfaces/schedule/blocks.js';
import {
  copyWords,
  renderDecisionSaved,
  renderRefusal,
  renderSourceList,
  renderSourcePage,
  renderUndone,
  renderUnsavedForm,
} from '../../src/surfaces/serve/decision-pages.js';
import { renderFileCheck, renderHandOver } from '../../src/surfaces/serve/hand-over.js';
import { renderSitting } from '../../src/surfaces/serve/sitting-page.js';
import type { Locale } from '../../src/surfaces/words/locale.js';
import {
  ALPHA,
  BARE_EXHIBIT,
  BARE_FORMS,
  DIFF,
  FILED,
  FORMS,
  FULL_EXHIBIT,
  GONE_FORMS,
  HEARD,
  SCHEDULE,
  SITTING,
} from './greek.js';

const EDIT = {
  file: '1.2',
  what: 'Έγινε',
  n: 4,
  token: '5',
  filed: FILED,
  sitting: SITTING,
};
const OPEN = { here: 1, next: { id: 'β', title: 'Βήτα', open: 2 } };
const PROBLEMS = ['reason', '1.2'].map((file) => ({
  file,
  line: 3,
  column: 1,
  message: 'Πρόβλημα',
}));
const MANIFEST = { name: '1.5', bytes: 1, sha256: '1', what: 'Όλα' };
const CHECK = { n: 1, name: '1', done: 1, of: 2, folder: null, files: [], problems: [] };
const FILES = ['1.checked.docx', 'certificate.html', 'certificate.pdf', 'evidence', 'index.html'];
const CHECKED = { ...CHECK, folder: '/1', files: FILES };
const REPORTS = ['α', 'β'].map((id) => ({ id, title: id }));
const sent = (action: string) => new URLSearchParams({ action, source: 'α', by: '2' });

const CITED = {
  cited: '1',
  kind: 'neutral',
  year: 1,
  court: '1',
  number: '1',
  chamber: null,
  guidance: true,
} as const;
const HELD = { register: 'hudoc', found: 'Δύο', url: 'https://α.example/' } as const;
const LATER = { name: 'Τρία', cited: '[3]', url: 'https://α.example/' };
/** Cases of a document, each with another verdict. */
export const CASES: readonly JudgedCase[] = (
  [
    { kind: 'exists', ...HELD },
    { kind: 'exists', ...HELD, later: LATER },
    { kind: 'other-name', ...HELD },
    { kind: 'not-found', register: 'hudoc' },
    { kind: 'not-asked', why: { kind: 'offline' } },
  ] as const
).map((verdict, i) => ({
  citation: { ...CITED, key: `[${i}]`, name: i === 0 ? null : 'Ένα' },
  verdict,
}));
/** A sentence that says more than it quotes. */
export const CLAIMS: readonly Lint[] = [
  {
    severity: 'low',
    place: { report: null, section: null, citation: 'α/1', source: null, file: null, title: null },
    why: {
      rule: 'claim-beyond',
      claims: [
        {
          class: 'quantity',
          said: 'όλοι',
          quoted: 'μερικοί',
          sentence: 'Όλοι έφυγαν.',
          source: 'Μερικοί έφυγαν.',
        },
      ],
    },
  },
];

/** The pages of `serve`, of evidence and of a difference, and schedules. */
export const PAGES: readonly (readonly [name: string, render: (locale: Locale) => string])[] = [
  ['the page of a source', (locale) => renderSourcePage(locale, FORMS)],
  [
    'one with all that may be said on it',
    (locale) =>
      renderSourcePage(locale, BARE_FORMS, {
        problems: PROBLEMS,
        heard: HEARD,
        unwritten: 'changed',
        looked: copyWords(locale, null),
      }),
  ],
  ['one with a form of what is gone', (locale) => renderSourcePage(locale, GONE_FORMS)],
  ['a decision that was saved', (locale) => renderDecisionSaved(locale, ALPHA, EDIT, OPEN, null)],
  [
    'one that changed nothing',
    (locale) =>
      renderDecisionSaved(
        locale,
        ALPHA,
        { ...EDIT, what: '', filed: [], n: 0 },
        { here: 0, next: null },
        null,
      ),
  ],
  ['what is to go into the report', (locale) => renderSitting(locale, SITTING)],
  ['a decision that was taken back', (locale) => renderUndone(locale, EDIT, FORMS)],
  [
    'a form that could not be saved',
    (locale) => renderUnsavedForm(locale, '1.', sent('address'), '1'),
  ],
  [
    'a page that could not be handed in',
    (locale) => renderUnsavedForm(locale, '1.', sent('witness'), '1'),
  ],
  [
    'the list of sources',
    (locale) => renderSourceList(locale, [ALPHA, { ...ALPHA, id: 'β' }], FORMS.findings),
  ],
  [
    'a file that is handed over',
    (locale) =>
      renderHandOver(locale, {
        token: '1',
        reports: REPORTS,
        checks: [CHECK, CHECKED],
        problems: [],
      }),
  ],
  [
    'a file that is refused',
    (locale) =>
      renderHandOver(locale, { token: '1', reports: REPORTS, checks: [], problems: PROBLEMS }),
  ],
  ['a check of a file', (locale) => renderFileCheck(locale, CHECK)],
  ['one that is over', (locale) => renderFileCheck(locale, CHECKED)],
  [
    'one that came to nothing',
    (locale) => renderFileCheck(locale, { ...CHECK, problems: PROBLEMS }),
  ],
  ['a refusal', (locale) => renderRefusal(locale, '1')],
  ['the page of a capture', (locale) => renderEvidencePage(locale, FULL_EXHIBIT, MANIFEST)],
  [
    'one of which next to nothing is kept',
    (locale) => renderEvidencePage(locale, BARE_EXHIBIT, MANIFEST),
  ],
  [
    'one whose bytes nobody judged',
    (locale) => renderEvidencePage(locale, { ...FULL_EXHIBIT, quotes: null }, MANIFEST),
  ],
  ['a schedule', (locale) => `<pre>${escapeHtml(scheduleMarkdown(locale, SCHEDULE))}</pre>`],
  ['the page of a difference', (locale) => renderDiffPage(locale, DIFF)],
];
