import { expect, test } from 'vitest';
import { cited } from '../houses/cited.js';

const SENTENCE = 'Amnesty écrit que «\u00a0les détenus étaient privés d’eau en été\u00a0».';
const LINE = 'Amnesty International, “Privés d’eau”, 3 février 2025, https://amnesty.example/eau';
const html = (meta: string, declaration = '') =>
  `${declaration}<html><head>${meta}<title>T</title></head><body><p>${SENTENCE}</p><p>${LINE}</p></body></html>`;

/** As Windows writes Western Europe's letters. */
const windows = (text: string): Buffer =>
  Buffer.from(
    text.replaceAll('’', '\u0092').replaceAll('“', '\u0093').replaceAll('”', '\u0094'),
    'latin1',
  );

test.each([
  [
    'says it in a meta',
    windows(html('<meta http-equiv=Content-Type content="text/html; charset=windows-1252">')),
  ],
  ['says it in XML', windows(html('', '<?xml version="1.0" encoding="windows-1252"?>'))],
  ['does not say it', windows(html(''))],
  ['is in UTF-8', Buffer.from(html(''))],
  ['is in UTF-8, with a mark', Buffer.from(`\ufeff${html('')}`)],
  ['is in UTF-8 and says otherwise', Buffer.from(html('<meta charset="windows-1252">'))],
  ['is in UTF-16', Buffer.from(`\ufeff${html('')}`, 'utf16le')],
])('HTML is read letter by letter where it %s', async (_, bytes) => {
  expect((await cited(bytes, 'a.htm')).citations).toMatchObject([
    {
      title: 'Privés d’eau',
      published: '2025-02-03',
      passages: ['les détenus étaient privés d’eau en été'],
    },
  ]);
});
