import { expect, it } from 'vitest';
import type { FindingReason } from '../../../src/model/finding.js';
import { LANGUAGES } from '../../../src/model/languages.js';
import type { LinkReason } from '../../../src/model/link.js';
import { actionOf, messageOf } from '../../../src/surfaces/words/findings.js';
import { createLocale, ENGLISH } from '../../../src/surfaces/words/locale.js';

const SILENT: LinkReason = {
  kind: 'failed',
  failure: 'timeout',
  message: 'a.example accepted the connection but sent no answer within 30 s.',
};
const failing = (link: LinkReason, days: number, confirmed: boolean): FindingReason => ({
  kind: 'failing',
  status: 'unreachable',
  days,
  confirmed,
  link,
});

it.each([
  [
    failing(SILENT, 3, true),
    'The page is out of reach: a.example accepted the connection but sent no answer within 30 s, on 3 days in a row.',
  ],
  [
    failing({ kind: 'server-trouble', http: 503 }, 1, true),
    'The page is out of reach: answered 503: the site is in trouble, on 1 day in a row.',
  ],
  [
    failing(SILENT, 1, false),
    'The page failed: a.example accepted the connection but sent no answer within 30 s. One bad day proves nothing.',
  ],
  [
    {
      kind: 'unread',
      content: { kind: 'document', why: { kind: 'file', sort: 'image', type: '' } },
    } satisfies FindingReason,
    'The page answers, but its text could not be read: the answer is an image: its text is not read, its bytes are compared.',
  ],
])('%j ends with one full stop', (why, words) => {
  expect(messageOf(ENGLISH, { why })).toBe(words);
});

/** The same of a look that no night follows. */
const once = (twice: boolean): FindingReason => ({
  kind: 'failing',
  status: 'gone',
  days: 1,
  confirmed: false,
  single: true,
  twice,
  link: { kind: 'gone', http: 404 },
});

it.each([
  [
    true,
    'The page is gone: answered 404: not found.',
    'Cite an archived copy, or find where it went, and correct the citation.',
  ],
  [
    false,
    'The page was not there: answered 404: not found. It was asked once.',
    'Open the page in a browser: nothing is known of it.',
  ],
])('a single look promises no other (dead twice: %s)', (twice, message, todo) => {
  const [why, night] = [once(twice), { ...once(twice), single: undefined, twice: undefined }];
  expect([messageOf(ENGLISH, { why }), actionOf(ENGLISH, { why })]).toEqual([message, todo]);
  expect(actionOf(ENGLISH, { why: night })).toBe('Nothing yet: the next check will show.');
  for (const language of LANGUAGES) {
    const locale = createLocale(language);
    expect([messageOf(locale, { why }), actionOf(locale, { why })]).not.toContain('');
    expect(messageOf(locale, { why })).not.toBe(messageOf(locale, { why: night }));
    expect(actionOf(locale, { why })).not.toBe(actionOf(locale, { why: night }));
  }
});

const ofHost = (each: FindingReason): FindingReason => ({
  kind: 'host',
  host: 'a.example',
  sources: 3,
  each,
});

it.each([
  [
    failing(SILENT, 4, true),
    'All 3 sources of a.example are out of reach: a.example accepted the connection but sent no answer within 30 s, on as many as 4 days in a row.',
  ],
  [
    failing({ kind: 'server-trouble', http: 503 }, 1, false),
    'All 3 sources of a.example failed: answered 503: the site is in trouble. None of them is believed to be gone yet.',
  ],
  [
    { kind: 'told', message: 'Nobody answers.', action: 'Look again.' } satisfies FindingReason,
    'All 3 sources of a.example came to the same: Nobody answers.',
  ],
])('of a whole host, %j is said of all of them in one sentence', (each, words) => {
  expect(messageOf(ENGLISH, { why: ofHost(each) })).toBe(words);
});

it('what one page of a host was handed in for is not said of the others', () => {
  const byHand = { at: '2025-11-20T02:00:00.000Z', by: null, days: 4, isStale: false } as never;
  const why = ofHost({ kind: 'blocked', link: { kind: 'server-trouble', http: 403 }, byHand });
  expect(messageOf(ENGLISH, { why })).toMatch(
    /^All 3 sources of a\.example could not be read: (?!.*by hand)/u,
  );
  expect(actionOf(ENGLISH, { why })).toMatch(/^Open each that nobody has handed in yet/u);
});
