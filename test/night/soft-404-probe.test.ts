import { describe, expect, test } from 'vitest';
import { isToBeAsked } from '../../src/judging/link/site.js';
import { homePageProbe, soft404Probe } from '../../src/night/agenda.js';
import { judgeNight } from '../judging/nights.js';
import { pageOf } from '../judging/pages.js';

const verdict = judgeNight(1, {
  document: pageOf('A page of a document that is long enough to be one.'),
});
const doubtful = (url: string | null) => ({
  ...verdict,
  url,
  link: { ...verdict.link, signs: [{ kind: 'home-page', host: 'a.example' }] as const },
});

describe('the address that a doubtful page’s site is asked for', () => {
  test.each([
    ['https://a.example/news/2019/report.html', 'https://a.example/news/2019/'],
    ['https://a.example/news/2019/', 'https://a.example/news/'],
    ['https://a.example/report?id=7#part', 'https://a.example/'],
    ['https://a.example', 'https://a.example/'],
  ])('stands beside %s', (url, folder) => {
    const probe = soft404Probe(doubtful(url), '2025-10-01');
    expect(probe?.url.startsWith(folder)).toBe(true);
    expect(probe?.url.slice(folder.length)).toMatch(/^[\w-]+$/u);
  });
  test('is another one on another day, for sites that remember what they were asked', () => {
    const on = (date: string) => soft404Probe(doubtful('https://a.example/x'), date)?.url;
    expect(on('2025-10-01')).not.toBe(on('2025-10-02'));
    expect(on('2025-10-01')).toBe(on('2025-10-01'));
  });
  test('is recorded once a host', () => {
    const subject = (url: string) => soft404Probe(doubtful(url), '2025-10-01')?.subject;
    expect(subject('https://a.example/x')).toBe(subject('https://a.example/y/z'));
    expect(subject('https://a.example/x')).not.toBe(subject('https://b.example/x'));
  });
  test('is none where there is no address', () => {
    expect(soft404Probe(doubtful(null), '2025-10-01')).toBeNull();
  });
});

describe('the home page of a doubtful page’s site', () => {
  test.each([
    ['https://a.example/news/2019/report.html', 'https://a.example/'],
    ['https://a.example/en/report', 'https://a.example/en/'],
    ['https://a.example/zh-hans/report', 'https://a.example/zh-hans/'],
    ['https://a.example/?p=712', 'https://a.example/'],
    ['https://a.example/', null],
    ['https://a.example/en/', null],
    ['https://a.example/index.html', null],
  ])('above %s is %s', (url, home) => {
    expect(homePageProbe(doubtful(url))?.url ?? null).toBe(home);
  });
});

describe('a site is asked', () => {
  const dead = {
    ...verdict.link,
    status: 'soft-404',
    why: { kind: 'empty-body', http: 200 },
    since: 'before',
  } as const;
  test.each([
    ['not for a page without a doubt', { ...verdict.link, signs: undefined }, false],
    ['for one with a doubt', doubtful('https://a.example/x').link, true],
    ['not for one that its server calls gone', { ...dead, status: 'gone' } as const, false],
    ['for a death of the night on which it would be believed', { ...dead, failures: 3 }, true],
    ['not for one that was believed before', { ...dead, failures: 4 }, false],
    ['for one that was doubtful until now', { ...dead, failures: 4, since: 'tonight' }, true],
    [
      'not for an error of its server',
      { ...dead, status: 'server-error', why: { kind: 'server-trouble', http: 503 } } as const,
      false,
    ],
  ])('%s', (_, link, asked) => {
    expect(isToBeAsked(link, 'tonight', 3)).toBe(asked);
  });
});
