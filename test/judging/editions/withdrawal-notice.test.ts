import { expect, test } from 'vitest';
import { noticeIn } from '../../../src/judging/editions/withdrawal-notice.js';
import { furniture, heading, pageOf } from '../pages.js';

test.each([
  ['This note has been superseded by version 3.0.', 'superseded'],
  ['A newer version of this report is available.', 'superseded'],
  ['This is not the latest version.', 'superseded'],
  ['You are viewing an old version of this page', 'superseded'],
  ['Superseded by: Country note, August 2026', 'superseded'],
  ['This is archived content.', 'archived'],
  ['This page has been archived', 'archived'],
  ['Withdrawn on 5 May 2026', 'withdrawn'],
])('“%s” says that the document is %s', (text, kind) => {
  expect(noticeIn(pageOf(heading('A note'), text))).toEqual({ kind, words: text });
});

test.each([
  'The 1997 law has been superseded by the 2012 Act.',
  'The complaint was withdrawn on 5 May 2026 by the family.',
  'The ministry archived the petition.',
  'A newer version of the app was released that year.',
  'He was replaced by his deputy.',
  'Visitors now read: “This publication was withdrawn on 12 June”.',
  'On its page stands ‘This guidance has been withdrawn’ and nothing else.',
  'The note said: "This document was superseded by a later one."',
])('but not “%s”', (text) => {
  expect(noticeIn(pageOf(heading('A note'), text))).toBeNull();
});

test('a page that ends its own decision says so outside its text, where another one may be told of', () => {
  const ended = 'Set aside. This decision was set aside by the Court of Appeal on 30 March 2026.';
  expect(noticeIn(pageOf(furniture(ended), heading('K. v. Minister')))).toEqual({
    kind: 'withdrawn',
    words: ended,
  });
  expect(noticeIn(pageOf(ended, heading('K. v. Minister')))?.kind).toBe('withdrawn');
  expect(noticeIn(pageOf(heading('K. v. Minister'), ended))).toBeNull();
  expect(
    noticeIn(pageOf(furniture('The 2019 decision was set aside in March.'), heading('K.'))),
  ).toBeNull();
});

test('a notice may quote, and may stand beside what is quoted', () => {
  for (const text of [
    'This guidance was withdrawn because its chapter “Return to the northern districts” was wrong.',
    '“A note on the northern districts”: this document was withdrawn.',
  ])
    expect(noticeIn(pageOf(heading('A note'), text))?.kind).toBe('withdrawn');
});

test('the graver of two notices counts, with the explanation that follows its heading', () => {
  const page = pageOf(
    'This is archived content.',
    heading('This publication was withdrawn on 1 June 2026', 2),
    'It is out of date.',
  );
  expect(noticeIn(page)).toEqual({
    kind: 'withdrawn',
    words: 'This publication was withdrawn on 1 June 2026. It is out of date.',
  });
});

test('what follows a heading that is no notice, or a notice that is none, explains nothing', () => {
  const notice = 'This publication was withdrawn on 1 June 2026';
  for (const page of [
    pageOf(heading(notice, 2), heading('Contents', 2), 'It is out of date.'),
    pageOf(notice, 'It is out of date.'),
  ])
    expect(noticeIn(page)?.words).toBe(notice);
});

test('a notice stands at the top: what the text says further down is no notice', () => {
  const prose = Array.from({ length: 60 }, (_, i) => `Paragraph ${i}.`);
  expect(noticeIn(pageOf(...prose, 'This document was withdrawn.'))).toBeNull();
});
