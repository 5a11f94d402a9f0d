import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AddressMemory,
  applyLinkHistory,
  classifyLink,
  uncheckedLink,
} from '../../../src/judging/link/judge-link.js';
import type { Cited } from '../../../src/judging/page-similarity.js';
import type { Document } from '../../../src/model/document.js';
import { isFailing, type LinkStatus, type LinkVerdict } from '../../../src/model/link.js';
import { EMPTY_MEMORY } from '../../../src/model/visit.js';
import { linkReason } from '../../../src/surfaces/words/links.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';
import { answered, failed, night, redirected } from '../nights.js';
import { ADDRESS, heading, pageOf } from '../pages.js';

const PAGE = pageOf(
  heading('A report'),
  'The government did not release 41 suspects, officials said on Monday.',
);

const LONG =
  'In four counties lenders kept the papers of those who owed them money, and few courts heard of it.';

describe('an error of a program, sent as if all were well', () => {
  const statusOf = (...lines: readonly string[]) =>
    classifyLink(answered(200), pageOf(...lines), false).status;
  test.each([
    'Fatal error: Uncaught PDOException in /srv/www/index.php:41',
    'SQLSTATE[HY000] [1040] Too many connections',
    'Exception at Cms.Render: django.db.utils.OperationalError',
    'at Cms.Web.Handler.Process(Context c) line 212',
    '503 Backend fetch failed',
    'Error 502',
    '500 Internal Server Error',
    '{{ post.title }} by {{ post.author }}',
    '{% include "content/body.html" %}',
  ])('is trouble of its server: %s', (line) => {
    expect(statusOf(line)).toBe('server-error');
  });
  test.each([
    'The error of the judges was an exception, said the clerk.',
    'In 2024 the court heard 503 cases.',
    '5000 families left the delta',
    'The set {1, {2, 3}} has two members, of which 50 % are sets.',
  ])('but not what only sounds so: %s', (line) => {
    expect(statusOf(line)).toBe('alive');
  });
  test('and not where it is what the document is about', () => {
    const page = pageOf(
      heading('Error 1040: too many connections'),
      'SQLSTATE[HY000] [1040] Too many connections',
    );
    const cited = { title: 'Error 1040: too many connections', baseline: null };
    expect(classifyLink(answered(200), page, false, cited).status).toBe('alive');
  });
  test('is a refusal where the status is one', () => {
    expect(classifyLink(answered(200), pageOf('403 Forbidden'), false)).toMatchObject({
      status: 'blocked',
      by: 'bot-wall',
    });
  });
});

test('an answer that is longer than we read is not judged by what was read of it, unless that is the document', () => {
  const cut = answered(200, { body: { bytes: new Uint8Array(9), sha256: 'x', truncated: true } });
  expect(classifyLink(cut, pageOf(''), false).status).toBe('unjudged');
  expect(classifyLink(cut, pageOf(heading('A report'), LONG), true).status).toBe('alive');
});

describe('the status table', () => {
  test.each<[number, LinkStatus]>([
    [200, 'alive'],
    [203, 'alive'],
    [304, 'alive'],
    [300, 'unreachable'],
    [400, 'server-error'],
    [401, 'blocked'],
    [403, 'blocked'],
    [404, 'gone'],
    [410, 'gone'],
    [418, 'server-error'],
    [429, 'blocked'],
    [451, 'blocked'],
    [500, 'server-error'],
    [503, 'server-error'],
    [999, 'blocked'],
  ])('%i is %s', (http, status) => {
    const now = classifyLink(answered(http), PAGE, false);
    expect(now).toMatchObject({ status, http });
    expect(linkReason(ENGLISH, now.why)).toMatch(/^\w/u);
  });
  test('no answer is unreachable, with what went wrong', () => {
    expect(
      classifyLink(failed('dns', { message: 'the name is not known' }), null, false),
    ).toMatchObject({
      status: 'unreachable',
      http: null,
      why: { kind: 'failed', failure: 'dns', message: 'the name is not known' },
    });
  });
  test('an answer cut at the limit is alive, and says so', () => {
    const body = { bytes: new Uint8Array(9), sha256: '', truncated: true };
    expect(classifyLink(answered(200, { body }), PAGE, false).why).toMatchObject({ cut: true });
  });
});

describe('redirects', () => {
  const NEW = 'https://new.example/report';
  test('that are permanent mean moved, with the new address', () => {
    for (const http of [301, 308]) {
      const now = classifyLink(redirected(NEW, http), PAGE, false);
      expect(now).toMatchObject({ status: 'moved', hops: [{ url: ADDRESS, http }] });
      expect(now.why).toMatchObject({ to: NEW });
    }
  });
  test('say that the document stands there only where it was recognised', () => {
    const cited = { title: 'Moneylenders of the border counties', baseline: null };
    const named = pageOf(heading('Moneylenders of the border counties'), LONG);
    const stands = (page: Document, known = false, of: Cited | null = cited): unknown => {
      const { status, why } = classifyLink(redirected(NEW), page, known, of);
      return status === 'moved' && why.kind === 'moved' ? why.stands : status;
    };
    expect(stands(named)).toBe(true);
    expect(stands(pageOf(LONG), true)).toBe(true);
    expect(stands(pageOf(LONG), false, null)).toBe(false);
    expect(
      stands(
        pageOf(heading('Rain on the roofs'), 'It fell on the harbour all night, and nobody slept.'),
      ),
    ).toBe('soft-404');
  });
  test.each([
    [
      'the list of all news',
      'https://source.example/2024/03/a-report',
      'https://source.example/news/',
      undefined,
    ],
    [
      'a search',
      'https://source.example/2024/03/a-report',
      'https://source.example/search?q=a',
      'soft-404',
    ],
    [
      'another year’s address',
      'https://source.example/tip/2023/china',
      'https://source.example/tip/2024/china',
      undefined,
    ],
  ])('to %s are no moves', (_, from, to, status) => {
    const now = classifyLink(redirected(to, 301, from), pageOf(LONG), false);
    expect(now.status).toBe(status ?? 'alive');
    if (status === undefined) expect(now.signs).toHaveLength(1);
  });
  test('to another year’s edition are none either, however like the titles are', () => {
    const title = (year: number): string => `Trafficking in persons report ${year}: China`;
    const led = (year: number): string =>
      classifyLink(redirected(NEW), pageOf(heading(title(year)), LONG), false, {
        title: title(2023),
        baseline: null,
      }).status;
    expect(led(2024)).toBe('soft-404');
    expect(led(2023)).toBe('moved');
  });
  test('that are not do not', () => {
    expect(classifyLink(redirected(NEW, 302), PAGE, false).status).toBe('alive');
    const mixed = answered(200, {
      finalUrl: NEW,
      hops: [
        { url: ADDRESS, http: 301 },
        { url: NEW, http: 302 },
      ],
    });
    expect(classifyLink(mixed, PAGE, false).status).toBe('alive');
  });
  test.each([
    'http://source.example/report',
    'https://www.source.example/report',
    'https://source.example/report/',
    'https://source.example/report?utm_source=mail',
    'https://source.example/report#top',
  ])('from %s are not worth a word', (from) => {
    expect(classifyLink(redirected(ADDRESS, 301, from), PAGE, false).status).toBe('alive');
  });
});

describe('a page that is recognised', () => {
  test('is not called missing or blocked for its looks', () => {
    const odd = { ...pageOf('Access denied'), title: 'Page not found' };
    expect(classifyLink(answered(), odd, false).status).toBe('blocked');
    expect(classifyLink(answered(), odd, true).status).toBe('alive');
    expect(classifyLink(redirected('https://source.example/', 302), PAGE, true).status).toBe(
      'alive',
    );
  });
  test('but its status code is believed', () => {
    expect(classifyLink(answered(404), PAGE, true).status).toBe('gone');
    expect(classifyLink(answered(403), PAGE, true).status).toBe('blocked');
  });
});

type Nights = readonly (readonly [day: number, outcome: 'ok' | 'fails' | 'blocked'])[];

/** The verdicts of a row of nights, each the n-th given. */
const lives = (nights: Nights): readonly LinkVerdict[] => live(nights).verdicts;

/** The same, and what is remembered after them. */
function live(nights: Nights): {
  readonly verdicts: readonly LinkVerdict[];
  readonly memory: AddressMemory;
} {
  const verdicts: LinkVerdict[] = [];
  let memory: AddressMemory = EMPTY_MEMORY;
  for (const [day, what] of nights) {
    const at = night(day).toISOString();
    const outcome = what === 'ok' ? answered() : what === 'fails' ? answered(404) : answered(403);
    const judged = applyLinkHistory(classifyLink(outcome, PAGE, false), memory, at, 3);
    verdicts.push(judged.verdict);
    memory = judged.memory;
  }
  return { verdicts, memory };
}

describe('death takes several days', () => {
  const failures = (nights: Parameters<typeof lives>[0]): readonly number[] =>
    lives(nights).map((v) => v.failures);
  test('each failing day counts, and a working one forgets them', () => {
    const nights = lives([
      [1, 'ok'],
      [2, 'fails'],
      [3, 'fails'],
      [4, 'fails'],
      [5, 'fails'],
      [6, 'ok'],
    ]);
    expect(nights.map((v) => v.failures)).toEqual([0, 1, 2, 3, 4, 0]);
    expect(nights.map((v) => v.confirmed)).toEqual([false, false, false, true, true, false]);
  });
  test('several runs on one day count once', () => {
    expect(
      failures([
        [1, 'fails'],
        [1, 'fails'],
        [1, 'fails'],
        [2, 'fails'],
      ]),
    ).toEqual([1, 1, 1, 2]);
  });
  test('a blocked night neither adds nor forgets', () => {
    expect(
      failures([
        [1, 'fails'],
        [2, 'blocked'],
        [3, 'blocked'],
        [4, 'fails'],
        [5, 'fails'],
      ]),
    ).toEqual([1, 1, 1, 2, 3]);
    expect(
      failures([
        [1, 'blocked'],
        [2, 'blocked'],
        [3, 'blocked'],
        [4, 'blocked'],
      ]),
    ).toEqual([0, 0, 0, 0]);
  });
  test('“since” is when the present status began', () => {
    const since = lives([
      [1, 'ok'],
      [2, 'fails'],
      [3, 'fails'],
      [4, 'ok'],
    ]).map((v) => v.since.slice(8, 10));
    expect(since).toEqual(['01', '02', '02', '04']);
  });
  test('a whole site that is down is believed to be on its twenty-first day, and counts no day of its documents', () => {
    const down = {
      ...classifyLink(answered(500), PAGE, false),
      why: { kind: 'whole-site', host: 'a.example', size: 0 },
    };
    let memory: AddressMemory = EMPTY_MEMORY;
    const verdicts = Array.from({ length: 22 }, (_, n) => {
      const judged = applyLinkHistory(down as never, memory, night(n + 1).toISOString(), 3);
      memory = judged.memory;
      return judged.verdict;
    });
    expect(verdicts.map((v) => v.failures)).toEqual(verdicts.map((_, n) => n + 1));
    expect(verdicts.findIndex((v) => v.confirmed)).toBe(20);
    expect(memory.link?.failures).toBe(0);
  });
  test('one failing day confirms when one is asked for', () => {
    const dead = applyLinkHistory(
      classifyLink(answered(404), PAGE, false),
      EMPTY_MEMORY,
      night(1).toISOString(),
      1,
    );
    expect(dead.verdict.confirmed).toBe(true);
  });
  test('a night on which nothing was asked neither adds nor forgets', () => {
    const { memory } = live([[1, 'fails']]);
    const offline = applyLinkHistory(
      uncheckedLink({ kind: 'offline' }),
      memory,
      night(2).toISOString(),
      3,
    );
    expect(offline.verdict).toMatchObject({ status: 'unjudged', failures: 1, confirmed: false });
  });
  test('what has no address never fails', () => {
    expect(
      applyLinkHistory(uncheckedLink(null), EMPTY_MEMORY, night(1).toISOString(), 1).verdict,
    ).toMatchObject({
      status: 'no-url',
      failures: 0,
      confirmed: false,
    });
  });
  test('property: failures never exceed the days that failed, and only failing nights are confirmed', () => {
    const anyNight = fc.constantFrom('ok' as const, 'fails' as const, 'blocked' as const);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1), anyNight), { maxLength: 20 }), (steps) => {
        let day = 1;
        const nights = steps.map(([later, what]) => {
          day += later;
          return [day, what] as const;
        });
        for (const [i, verdict] of lives(nights).entries()) {
          const failing = new Set(
            nights
              .slice(0, i + 1)
              .filter(([, what]) => what === 'fails')
              .map(([d]) => d),
          );
          if (isFailing(verdict.status)) expect(verdict.failures).toBeGreaterThan(0);
          expect(verdict.failures).toBeLessThanOrEqual(failing.size);
          if (verdict.confirmed) expect(failing.size).toBeGreaterThanOrEqual(3);
        }
      }),
    );
  });
});

describe('a short page that is not the document', () => {
  const before = pageOf(
    heading('A report'),
    ...Array.from({ length: 20 }, (_, n) => `${LONG} It was so in year ${n}.`),
  );
  const cited: Cited = {
    title: 'A report',
    baseline: before,
    isStranger: true,
    isShortened: false,
  };
  const notice = pageOf(heading('Another word'), 'Choose how to go on from here.');
  const statusOf = (page: Document, known = cited): string =>
    classifyLink(answered(200), page, false, known).status;
  test('is a wall where it asks something that the document did not', () => {
    expect(statusOf({ ...notice, asks: 'answer' })).toBe('blocked');
    expect(statusOf({ ...notice, passwordForm: true })).toBe('blocked');
  });
  test('and no wall where it asks nothing, or what the document asked too', () => {
    expect(statusOf(notice)).toBe('soft-404');
    expect(
      statusOf(
        { ...notice, asks: 'answer' },
        { ...cited, baseline: { ...before, asks: 'answer' } },
      ),
    ).toBe('soft-404');
  });
});
