import { describe, expect, it } from 'vitest';
import type { LinkReason, LinkSign, Said } from '../../../src/model/link.js';
import type { FailureCause } from '../../../src/model/outcome.js';
import { linkReason, unaskedReason } from '../../../src/surfaces/words/links.js';
import { createLocale, ENGLISH } from '../../../src/surfaces/words/locale.js';

const NOT_FOUND: Said = { words: 'Page not found', places: ['title', 'heading'], size: 1_234 };
const HOME: LinkSign = { kind: 'home-page', host: 'a.example' };
const WHOLE = { cut: false, part: null };

const WORDS: readonly [LinkReason, string][] = [
  [{ kind: 'answered', http: 200, at: null, ...WHOLE }, 'answered 200'],
  [
    { kind: 'answered', http: 200, at: 'https://b.example/', cut: true, part: '#top' },
    'answered 200 at https://b.example/, longer than the limit: only its beginning was read, but the page has no part named #top',
  ],
  [
    { kind: 'moved', to: 'https://b.example/', ...WHOLE },
    'leads for good to https://b.example/; whether the document stands there is not known',
  ],
  [
    { kind: 'moved', to: 'https://b.example/', stands: true, ...WHOLE },
    'moved for good to https://b.example/, and the document stands there',
  ],
  [
    {
      kind: 'not-the-document',
      signs: [{ kind: 'retired', http: 200, said: NOT_FOUND, successor: 'archive.example' }],
    },
    'it answered 200, but its publisher says goodbye: the page says “Page not found” (title, heading), and the text is 1,234 characters; it sends its readers to archive.example',
  ],
  [
    { kind: 'not-the-document', signs: [{ kind: 'other-year', cited: '2023', found: '2024' }] },
    'it leads to a page of 2024, and the document is of 2023',
  ],
  [
    { kind: 'blocked', why: { kind: 'notice', http: 200, by: 'region', said: NOT_FOUND } },
    'it is not shown in this country (200): the page says “Page not found” (title, heading), and the text is 1,234 characters',
  ],
  [{ kind: 'gone', http: 404 }, 'answered 404: not found'],
  [{ kind: 'gone', http: 410 }, 'answered 410: gone for good'],
  [
    {
      kind: 'not-the-document',
      signs: [HOME, { kind: 'says', http: 200, what: 'parked', said: NOT_FOUND }],
    },
    'it leads to the home page of a.example instead of the document; it answered 200, but the domain is parked or for sale: the page says “Page not found” (title, heading), and the text is 1,234 characters',
  ],
  [
    { kind: 'shown-for-anything', signs: [HOME] },
    'it leads to the home page of a.example instead of the document; and its site shows the same page at an address that was made up',
  ],
  [
    { kind: 'shown-at-home', host: 'a.example', signs: [{ kind: 'unlike', size: 2_100 }] },
    'it shows 2,100 characters that have nothing of the document that is cited; and a.example shows the same as its home page',
  ],
  [
    { kind: 'blocked', why: { kind: 'refused', http: 403 } },
    'it refuses programs like this one (403)',
  ],
  [
    { kind: 'blocked', why: { kind: 'refused', http: 451 } },
    'it is withheld for legal reasons (451)',
  ],
  [
    { kind: 'blocked', why: { kind: 'offer', size: 300, words: 'to continue reading' } },
    'it shows 300 characters and an offer (“to continue reading”)',
  ],
  [
    { kind: 'flapping', why: { kind: 'gone', http: 404 }, spells: 2, nights: 5 },
    'answered 404: not found; it comes and goes: it failed 2 times in 5 nights',
  ],
  [
    { kind: 'twice', why: { kind: 'gone', http: 410 }, http: 410, seconds: 5 },
    'answered 410 twice, 5 seconds apart: gone for good',
  ],
  [
    { kind: 'twice', why: { kind: 'gone', http: 410 }, http: null, seconds: 1 },
    'answered 410: gone for good; asked again after 1 second, it was still dead',
  ],
  [
    { kind: 'unasked', why: { kind: 'captive-portal' } },
    'every site showed the same page, as the login page of a network does (a captive portal)',
  ],
];

it.each(WORDS)('%j is said', (why, words) => {
  expect(linkReason(ENGLISH, why)).toBe(words);
});

describe('a failure', () => {
  const told = (cause?: FailureCause, locale = ENGLISH) =>
    linkReason(locale, {
      kind: 'failed',
      failure: 'tls',
      message: 'A sentence that was kept.',
      ...(cause && { cause }),
    });
  const expired: FailureCause = {
    kind: 'expired',
    host: 'a.test',
    on: '2025-09-01',
    issuer: 'Example CA',
  };

  it('is told in the language of its reader', () => {
    expect(told(expired)).toBe(
      'The certificate of a.test expired on 2025-09-01 (issued by Example CA).',
    );
    expect(told(expired, createLocale('fr'))).toBe(
      'Le certificat de a.test a expiré le 2025-09-01 (émis par Example CA).',
    );
    expect(told({ kind: 'no-answer', host: 'a.test', seconds: 30 }, createLocale('de'))).toBe(
      'a.test hat die Verbindung angenommen, aber innerhalb von 30 s keine Antwort gesendet.',
    );
    expect(told({ kind: 'unknown-name', host: 'a.test' }, createLocale('ar'))).toMatch(
      /^لم يُعثر على الاسم a\.test/u,
    );
    const offline = {
      kind: 'same-failure',
      message: 'Kept.',
      cause: { kind: 'no-way', host: 'a.test' },
    } as const;
    expect(unaskedReason(createLocale('fr'), offline)).toContain(
      'Aucun chemin du réseau ne mène à a.test.',
    );
  });

  it('says as much as is known of a certificate', () => {
    expect(told({ kind: 'expired', host: 'a.test' })).toBe('The certificate of a.test expired.');
    expect(told({ kind: 'not-yet-valid', host: 'a.test' })).toBe(
      'The certificate of a.test is not valid yet.',
    );
    expect(told({ kind: 'expired', host: 'a.test', on: null, issuer: null })).toBe(
      'The certificate of a.test expired on an unreadable date (issued by an unnamed issuer).',
    );
    expect(told({ kind: 'other-host', host: 'a.test', names: ['b.test', 'c.test'], more: 4 })).toBe(
      'The certificate that a.test shows is for another host: b.test, c.test and 4 more.',
    );
    expect(told({ kind: 'other-host', host: 'a.test', names: [], more: 0 })).toBe(
      'The certificate that a.test shows is for another host.',
    );
  });

  it('of a store of before is told in the sentence that was kept', () => {
    expect(told()).toBe('A sentence that was kept.');
    expect(told(undefined, createLocale('fr'))).toBe('A sentence that was kept.');
  });
});
