import { describe, expect, test } from 'vitest';
import { homePageProbe, soft404Probe } from '../../src/night/agenda.js';
import { judgeNight } from '../judging/nights.js';
import { pageOf } from '../judging/pages.js';

const verdict = judgeNight(1, { document: pageOf('A page of a document that is long enough to be one.') });
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
  test('is not needed without a doubt, for a page that is not alive, or without an address', () => {
    expect(soft404Probe(verdict, '2025-10-01')).toBeNull();
    expect(soft404Probe(doubtful(null), '2025-10-01')).toBeNull();
    const gone = doubtful('https://a.example/x');
    expect(soft404Probe({ ...gone, link: { ...gone.link, status: 'gone' } }, '2025-10-01')).toBeNull();
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
  test('is not asked without a doubt', () => {
    expect(homePageProbe(verdict)).toBeNull();
  });
});
