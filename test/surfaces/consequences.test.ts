import { expect, test } from 'vitest';
import type { Consequence } from '../../src/model/finding.js';
import { renderCsv } from '../../src/surfaces/files/csv.js';
import { renderFeed } from '../../src/surfaces/files/feed.js';
import { renderJson } from '../../src/surfaces/files/json.js';
import { renderMarkdown } from '../../src/surfaces/files/markdown.js';
import { renderDigest } from '../../src/surfaces/mail/digest.js';
import { renderPage } from '../../src/surfaces/page/page.js';
import { renderTerminal } from '../../src/surfaces/terminal/terminal.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import {
  buildRun,
  citation,
  digestOf,
  finding,
  PUBLICATION,
  quote,
  removed,
  same,
  source,
} from './fixture-run.js';

const altered = quote('R/1#2', 'Of 93 families 12 stayed.', {
  verdict: 'altered',
  diff: [same('Of '), removed('93 '), same('families 12 stayed.')],
});
const replaced = source('s', 'A publisher', 'A report', 'https://a.example/x', {
  citations: [
    citation(1, '7b', [
      quote('R/1#1', 'A sentence that was quoted.', { verdict: 'missing' }),
      altered,
    ]),
  ],
});
const below = (
  kind: 'passage-missing' | 'passage-altered',
  of: string,
  message: string,
): Consequence => {
  const { state: _, ...rest } = finding(kind, 'high', 's', message, 'Look for it.', {
    citation: 'ASI2025-01/1',
    quote: of,
  });
  return rest;
};
const cause = finding(
  'content-replaced',
  'high',
  's',
  'Another document stands there.',
  'Read it.',
  {
    state: 'new',
    consequences: [
      below('passage-missing', 'R/1#1', 'The first passage went with it.'),
      below('passage-altered', 'R/1#2', 'The second passage reads otherwise.'),
    ],
  },
);
const run = buildRun([replaced], [cause]);
const mail = renderDigest(digestOf(run), PUBLICATION);

test.each<[string, string]>([
  ['page', renderPage(run)],
  ['terminal', renderTerminal(ENGLISH, run, { colour: false, width: 300 })],
  ['Markdown', renderMarkdown(run)],
  ['feed', renderFeed(run)],
])('the %s tells a cause once, and lists below it what it explains', (_, text) => {
  const places = [
    'Another document stands there.',
    'The first passage went with it.',
    'The second passage reads otherwise.',
  ].map((message) => text.indexOf(message));
  expect(places.every((at) => at >= 0)).toBe(true);
  expect(places.toSorted((a, b) => a - b)).toEqual(places);
});

test('the words that changed are shown with what they belong to', () => {
  expect(renderTerminal(ENGLISH, run, { colour: false, width: 300 })).toContain('[-93-]');
});

test('the table names the cause in every row, and each consequence in its own', () => {
  const rows = renderCsv(run).split('\r\n');
  const row = (id: string): string => rows.find((one) => one.includes(id)) ?? '';
  expect(row('R/1#1')).toContain('content-replaced (new); passage-missing (new)');
  expect(row('R/1#2')).toContain('content-replaced (new); passage-altered (new)');
  expect(row('R/1#2')).not.toContain('passage-missing');
});

test('the JSON has them with their sentences, and nothing where there is nothing', () => {
  const { findings } = JSON.parse(renderJson(run));
  expect(findings[0].consequences).toMatchObject([
    {
      kind: 'passage-missing',
      quote: 'R/1#1',
      message: 'The first passage went with it.',
      action: 'Look for it.',
    },
    { kind: 'passage-altered' },
  ]);
  expect(findings[1]).not.toHaveProperty('consequences');
});

test.each<[string, string]>([
  ['text', mail.text.replace(/\n +/gu, ' ')],
  ['HTML', mail.html],
])('the mail as %s tells the cause, and what it explains as a number', (_, text) => {
  expect(text).toContain('Another document stands there.');
  expect(text).toContain('With it: 1 quoted passage is missing and 1 quoted passage changed.');
  expect(text).not.toContain('The first passage went with it.');
});
