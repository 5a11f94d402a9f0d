import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { blockOf, detectPaywall } from '../../../src/judging/link/block-page.js';
import { addNight, classifyLink } from '../../../src/judging/link/judge-link.js';
import {
  detectOffline,
  detectSharedRefusal,
  oneTextForMany,
  type SeenText,
} from '../../../src/judging/link/offline.js';
import { saying } from '../../../src/judging/link/page-words.js';
import { detectSoft404 } from '../../../src/judging/link/soft-404.js';
import { pageFeatures, sketchOf } from '../../../src/judging/page-similarity.js';
import type { SourceVerdict } from '../../../src/model/verdict.js';
import { EMPTY_MEMORY, type OutcomeFacts } from '../../../src/model/visit.js';
import { answered, failed, judgeNight, night, redirected, useOf } from '../nights.js';
import { furniture, heading, pageOf } from '../pages.js';

/** A line of so many characters that says nothing of the page. */
const line = (length: number): string =>
  'Boats lay in the harbour all night. '
    .repeat(200)
    .slice(0, length - 1)
    .concat('x');

describe('how much text speaks against a wall', () => {
  test.each([0, 60, 90, 99, 100, 110, 400])(
    'a guard’s header counts below a hundred characters: %i',
    (length) => {
      const guarded = answered(200, {
        headers: { 'x-iinfo': '1-2-3', 'x-cdn': 'Incapsula', server: 'Sucuri/Cloudproxy' },
      });
      const page = length === 0 ? pageOf() : pageOf(line(length));
      expect(blockOf(guarded, page)?.why.kind === 'guard').toBe(length < 100);
    },
  );
  test.each([100, 270, 299, 300, 330, 900])(
    'a password form alone below three hundred: %i',
    (length) => {
      const page = { ...pageOf(line(length)), passwordForm: true };
      expect(blockOf(answered(), page, 'other')?.by).toBe(length < 300 ? 'login' : undefined);
      expect(blockOf(answered(), { ...page, passwordForm: false }, 'other')).toBeNull();
    },
  );
  test.each([
    [100, 'unsure', true],
    [600, 'unsure', false],
    [600, 'other', true],
    [1_700, 'other', false],
  ] as const)(
    'a sentence of a notice by the page around it: %i characters, like the document: %s',
    (length, like, is) => {
      const page = pageOf(
        heading('Harbour'),
        'Leider ist dieser Inhalt in Ihrem Land nicht verfügbar.',
        line(length),
      );
      expect(blockOf(answered(), page, like)?.by).toBe(is ? 'region' : undefined);
    },
  );
  test.each([60, 470, 530, 900])('a number of the request up to five hundred: %i', (length) => {
    const number = 'Your support ID is: 7268453299812349871';
    const page = pageOf(number, line(length - number.length));
    expect(blockOf(answered(), page, 'other')?.why.kind).toBe(
      length <= 500 ? 'request-number' : undefined,
    );
  });

  const offer = 'Subscribe to read the rest of this story.';
  test.each([200, 2_200, 2_400, 2_600, 2_800])(
    'an offer counts below less than 2,500 characters: %i',
    (above) => {
      expect(detectPaywall(pageOf(line(above), offer)) !== null).toBe(above < 2_500);
    },
  );
  test.each([50, 350, 390, 410, 450])('and above less than four hundred: %i', (below) => {
    expect(detectPaywall(pageOf(line(200), offer, line(below))) !== null).toBe(below < 400);
  });
  test.each([0, 10, 22, 23, 24, 30])(
    'and in the last 24 lines of a page, before %i others',
    (n) => {
      const rest = Array.from({ length: n }, (_, i) => furniture(`Menu ${i}`));
      expect(detectPaywall(pageOf(line(200), offer, ...rest)) !== null).toBe(n < 24);
    },
  );
});

describe('what a page says', () => {
  test.each([2, 8, 11, 13, 16, 40])(
    'is loud where it is half of a title or more: twelve letters and %i',
    (n) => {
      const page = { ...pageOf(line(1_600)), title: `Page not found ${'x'.repeat(n)}` };
      expect(saying(pageFeatures(page), 'not-here')?.weight).toBe(n <= 12 ? 3 : 1);
    },
  );
  test.each([1, 10, 17, 19, 20, 22, 40])('is nothing below twenty characters: %i', (length) => {
    expect(detectSoft404(answered(), pageOf(line(length))) !== null).toBe(length < 20);
  });
});

test.each([1, 11, 12, 13, 14, 15, 30])('the nights of two weeks are remembered, of %i', (n) => {
  const nights = Array.from({ length: n }).reduce<string>((before) => addNight(before, 'gone'), '');
  expect(nights).toBe('-'.repeat(Math.min(n, 14)));
});

test('pages that lead on to where the visit has been lead in a circle', () => {
  const hop = 'https://source.example/report';
  const on = (refresh: string | null) =>
    classifyLink(
      redirected('https://source.example/2', 302),
      { ...pageOf(line(400)), refresh },
      false,
    );
  expect(on(hop)).toMatchObject({ status: 'unreachable', why: { kind: 'circle', url: hop } });
  expect(on('https://source.example/3').status).toBe('alive');
  expect(on(null).status).toBe('alive');
});

test.each([1, 2, 3, 4])('%i hosts that fail alike are this machine’s fault from three on', (n) => {
  const down = Array.from({ length: n }, (_, i) =>
    failed('dns', { url: `https://h${i}.example/` }),
  );
  expect(detectOffline(down)).toEqual(n < 3 ? null : { kind: 'offline' });
  expect(detectOffline([...down, ...down])).toEqual(n < 3 ? null : { kind: 'offline' });
});

describe('hosts that all refuse with one status and one text', () => {
  const page = pageOf(line(200));
  const EMPTY = createHash('sha256').digest('hex');
  const refused = (n: number, http: number, shown = page, more: object = {}) =>
    Array.from({ length: n }, (_, i) => {
      const url = `https://h${i}.example/x`;
      const { body: __, ...facts } = answered(http, { url, finalUrl: url, ...more });
      const verdict = judgeNight(1, { outcome: answered(http, more), document: shown });
      const outcome: OutcomeFacts = facts;
      return {
        outcome,
        verdict: { ...verdict, url },
        memory: { ...EMPTY_MEMORY, shown: sketchOf(shown) },
      };
    });
  const silent = (n: number, http: number, sha256 = () => EMPTY) =>
    refused(n, http).map(({ outcome, ...one }) => ({
      ...one,
      outcome: { ...outcome, sha256: sha256() },
      memory: null,
    }));
  test.each([500, 502, 503])('or without a word are all broken down, %i', (http) => {
    expect(detectSharedRefusal(silent(3, http))).toEqual({ kind: 'same-refusal', http });
  });
  test.each([400, 403, 404, 451, 500, 503])('are one filter between, with %i', (http) => {
    expect(detectSharedRefusal(refused(3, http))).toEqual({ kind: 'same-refusal', http });
  });
  test.each<[string, Parameters<typeof detectSharedRefusal>[0]]>([
    ['where they are two', refused(2, 403)],
    ['where they answer', refused(3, 200)],
    ['where one refuses otherwise', [...refused(3, 403), ...refused(1, 404)]],
    [
      'where one did not answer',
      [...refused(3, 403), { outcome: failed(), verdict: null, memory: null }],
    ],
    [
      'where one shows another text',
      [...refused(3, 403), ...refused(4, 403, pageOf('Roses need little water.')).slice(3)],
    ],
    [
      'where one shows none',
      [
        ...refused(3, 403),
        ...refused(4, 403)
          .slice(3)
          .map((one) => ({ ...one, memory: null })),
      ],
    ],
    [
      'where a guard that many hire says so',
      refused(3, 403, page, { headers: { 'cf-mitigated': 'challenge' } }),
    ],
    ['where nothing was asked', []],
    ['where they turn programs away without a word', silent(3, 403)],
    ['where two break down without a word', silent(2, 502)],
    ['where each breaks down in its own way', silent(3, 502, randomUUID)],
  ])('but not %s', (_, seen) => {
    expect(detectSharedRefusal(seen)).toBeNull();
  });
});

describe('one text at several addresses', () => {
  const QUOTE =
    'The government did not release 41 suspects, officials said on Monday in Chongqing.';
  const titles = ['Moneylenders of the border', 'Fishing quotas explained', 'Gardens under glass'];
  const at = (
    i: number,
    more: Partial<SourceVerdict['content']> = {},
    given: Partial<SourceVerdict> = {},
  ): SeenText => {
    const verdict = judgeNight(1, { uses: [useOf(QUOTE)], document: pageOf(line(400)) });
    const content = { ...verdict.content, ...more };
    const [url, title] = [`https://h${i}.example/x`, titles[i % 3] as string];
    return {
      verdict: { ...verdict, id: `s${i}`, url, title, content, ...given },
      memory: EMPTY_MEMORY,
    };
  };
  const told = (...seen: readonly SeenText[]) => [...oneTextForMany(seen).keys()];
  const replaced = { change: 'replaced' } as const;
  const stranger = (
    i: number,
    more: Partial<SourceVerdict['content']>,
    shown = line(400),
  ): SeenText => ({
    ...at(i, { change: 'unread', textSha256: null, ...more }),
    memory: {
      ...EMPTY_MEMORY,
      stranger: { since: '', at: night(1).toISOString(), days: 1, sketch: sketchOf(pageOf(shown)) },
    },
  });
  const doubted = { why: { kind: 'stranger', days: 1 } } as const;

  test.each<[string, readonly SeenText[], readonly string[]]>([
    ['two of them, on a first visit', [at(0), at(1)], ['s0', 's1']],
    ['three', [at(0), at(1), at(2)], ['s0', 's1', 's2']],
    ['by one title, which it may have', [at(0), at(3)], []],
    ['by one title, where each had another text', [at(0, replaced), at(3, replaced)], ['s0', 's3']],
    [
      'one address that is cited twice',
      [at(0), at(1, {}, { url: 'http://www.h0.example/x/' })],
      [],
    ],
    ['of different texts', [at(0), at(1, { textSha256: 'other' })], []],
    ['of one that it had before', [at(0, { change: 'cosmetic' }), at(1)], []],
    [
      'of one that is a later state',
      [at(0, { change: 'edited' }), at(1, { change: 'edited' })],
      [],
    ],
    ['without a text', [at(0, { textSha256: null }), at(1, { textSha256: null })], []],
    ['an unknown page', [stranger(0, doubted), stranger(1, doubted)], ['s0', 's1']],
    [
      'two unknown pages',
      [stranger(0, doubted), stranger(1, doubted, 'Roses need little water.')],
      [],
    ],
    [
      'one that is not unknown tonight',
      [stranger(0, doubted), stranger(1, { why: { kind: 'cut' } })],
      [],
    ],
  ])('%s', (_, seen, expected) => {
    expect(told(...seen)).toEqual(expected);
  });
  test('where a passage stands on it, that is the document', () => {
    const carrying = judgeNight(1, {
      uses: [useOf(QUOTE)],
      document: pageOf(heading('A report'), QUOTE),
    });
    expect(
      told(at(0), { ...at(1), verdict: { ...at(1).verdict, citations: carrying.citations } }),
    ).toEqual(['s0']);
  });
});
