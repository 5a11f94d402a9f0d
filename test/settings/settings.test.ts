import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/model/watchlist.js';
import { parseConnectTo, parseSettings, type RawOptions } from '../../src/settings/options.js';
import { matchId, selectSources } from '../../src/settings/select.js';
import { problemsOf } from './problems.js';

const parse = (raw: RawOptions) => parseSettings(raw, '1.2.3');

describe('the options of check', () => {
  it('have defaults', () => {
    expect(parse({})).toEqual({
      only: [],
      failOn: 'high',
      againAfter: null,
      staleAfter: 183,
      confirm: 3,
      now: null,
      robots: false,
      archive: 'https://web.archive.org',
      timegates: [],
      browser: null,
      fetch: {
        concurrency: 16,
        perHost: 1,
        hostDelay: 1000,
        timeout: 30_000,
        maxBytes: 20_971_520,
        retries: 2,
        connectTo: [],
        ca: null,
        proxy: null,
        allowPrivate: false,
        userAgent:
          'citewatch/1.2.3 (+https://github.com/asylos/citewatch; checks that cited sources still stand)',
      },
    });
  });

  it('are read', () => {
    const pem = '-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n';
    const settings = parse({
      only: 'a, b,a,',
      failOn: 'never',
      staleAfter: '90d',
      confirm: '1',
      now: '2025-03-26T02:00:00Z',
      concurrency: '4',
      perHost: '2',
      hostDelay: '0',
      timeout: '500',
      maxBytes: '512k',
      retries: '0',
      connectTo: ['a.example:443:127.0.0.1:8443', '::[::1]:8080'],
      cacert: pem,
      proxy: 'proxy.example:3128',
      allowPrivate: true,
      userAgent: 'me/1',
      browser: '/opt/chromium',
    });
    expect(settings).toEqual({
      only: ['a', 'b'],
      failOn: 'never',
      againAfter: null,
      staleAfter: 90,
      confirm: 1,
      now: new Date('2025-03-26T02:00:00Z'),
      robots: false,
      archive: 'https://web.archive.org',
      timegates: [],
      browser: { program: '/opt/chromium' },
      fetch: {
        concurrency: 4,
        perHost: 2,
        hostDelay: 0,
        timeout: 500,
        maxBytes: 524_288,
        retries: 0,
        connectTo: [
          { fromHost: 'a.example', fromPort: '443', toHost: '127.0.0.1', toPort: '8443' },
          { fromHost: '', fromPort: '', toHost: '::1', toPort: '8080' },
        ],
        ca: pem,
        proxy: 'http://proxy.example:3128',
        allowPrivate: true,
        userAgent: 'me/1',
      },
    });
  });

  it('name a browser, or leave it to be found', () => {
    expect(parse({ browser: true }).browser).toEqual({ program: null });
    expect(parse({ browser: false }).browser).toBeNull();
  });

  it('are all complained of at once, by their names', () => {
    const wrong: RawOptions = {
      only: ' , ',
      failOn: 'High',
      staleAfter: 'soon',
      confirm: '0',
      now: '2025-02-30',
      concurrency: '0',
      perHost: '1.5',
      hostDelay: '-1',
      timeout: '9'.repeat(12),
      maxBytes: '50MB',
      retries: 'two',
      connectTo: ['a:b', 'fine:443::1', ':99999::'],
      cacert: 'secret\nkey',
      proxy: 'socks5://127.0.0.1',
      userAgent: 'a\r\nb',
    };
    const problems = problemsOf(() => parse(wrong));
    expect(problems.map((problem) => problem.file).sort()).toEqual(
      [
        '--cacert --concurrency --confirm --connect-to --connect-to --fail-on --host-delay --max-bytes --now',
        '--only --per-host --proxy --retries --stale-after --timeout --user-agent',
      ].flatMap((names) => names.split(' ')),
    );
    expect(problems.every((problem) => problem.line === 0)).toBe(true);
    expect(problems.map((problem) => problem.message).join()).not.toContain('secret');
    expect(() => parse({ failOn: 'High' })).toThrow(
      '--fail-on: must be one of high, medium, low, new-high, new-medium, new-low, never, not "High"',
    );
  });

  it.each([
    ['1', 1],
    ['1k', 1024],
    ['50M', 52_428_800],
    ['2G', 2_147_483_648],
  ])('--max-bytes %s is %i bytes', (text, bytes) => {
    expect(parse({ maxBytes: text }).fetch.maxBytes).toBe(bytes);
  });

  it.each([
    ['2025-03-26', '2025-03-26T00:00:00.000Z'],
    ['2025-03-26T02:00', '2025-03-26T02:00:00.000Z'],
    ['2025-03-26T01:30:00+02:00', '2025-03-25T23:30:00.000Z'],
  ])('--now %s means the same on every machine', (text, instant) => {
    expect(parse({ now: text }).now?.toISOString()).toBe(instant);
  });

  it.each([
    ['2025-01-15T02:00', 'Europe/Brussels', '2025-01-15T01:00:00.000Z'],
    ['2025-07-15', 'Europe/Brussels', '2025-07-14T22:00:00.000Z'],
    ['2025-07-15T02:00:30.5', 'Asia/Kathmandu', '2025-07-14T20:15:30.500Z'],
    ['2025-10-26T02:30', 'Europe/Brussels', '2025-10-26T01:30:00.000Z'],
    ['2025-03-09T23:00', 'America/New_York', '2025-03-10T03:00:00.000Z'],
    ['2025-07-15T02:00Z', 'Europe/Brussels', '2025-07-15T02:00:00.000Z'],
  ])('reads %j in %s, where it does not say otherwise, as %s', (now, timezone, at) => {
    expect(parse({ now, timezone }).now?.toISOString()).toBe(at);
  });

  it('refuses a time zone that there is not', () => {
    expect(() => parse({ timezone: 'Mars/Olympus' })).toThrow(
      'the name of a time zone such as Europe/Brussels',
    );
  });

  it.each([
    'today',
    '26 March 2025',
    '2025-03',
    '2025-02-29',
    '2025-03-26T25:00Z',
    '2025-03-26 02:00',
  ])('--now %s is refused', (now) => {
    expect(problemsOf(() => parse({ now }))).toHaveLength(1);
  });
});

describe('--connect-to', () => {
  it.each([
    ['A.Example:443:b.example:8443', ['a.example', '443', 'b.example', '8443']],
    [':::', ['', '', '', '']],
    ['::127.0.0.1:8080', ['', '', '127.0.0.1', '8080']],
    ['[2001:DB8::0]:443:[::1]:1', ['2001:db8::', '443', '::1', '1']],
    ['münchen.example:::', ['xn--mnchen-3ya.example', '', '', '']],
  ])('%s is read', (rule, [fromHost, fromPort, toHost, toPort]) => {
    expect(parseConnectTo(rule)).toEqual({ fromHost, fromPort, toHost, toPort });
  });

  it.each([
    '',
    'a',
    'a:1:b',
    'a:1:b:2:3',
    '::1:443:b:1',
    'a:x:b:1',
    'a:0:b:1',
    'a:1:b:65536',
    '[a]:1:b:1',
    'a/b:::',
    ' :::',
  ])('%j is refused', (rule) => {
    expect(parseConnectTo(rule)).toBeNull();
  });

  it('keeps every part of any rule of host names', () => {
    const host = fc.oneof(fc.constant(''), fc.domain());
    const port = fc.oneof(fc.constant(''), fc.integer({ min: 1, max: 65_535 }).map(String));
    fc.assert(
      fc.property(host, port, host, port, (fromHost, fromPort, toHost, toPort) => {
        const rule = parseConnectTo([fromHost, fromPort, toHost, toPort].join(':'));
        expect(rule).toEqual({
          fromHost: fromHost.toLowerCase(),
          fromPort,
          toHost: toHost.toLowerCase(),
          toPort,
        });
      }),
    );
  });
});

describe('--only', () => {
  const source = (id: string): Source => ({
    id,
    publisher: 'P',
    title: 'T',
    url: null,
    published: null,
    lang: null,
    series: null,
    edition: null,
    copies: [],
  });
  const watchlist = {
    reports: [],
    sources: ['aa', 'bb', 'cc'].map(source),
    series: [],
    decisions: [],
  };
  const idsOf = (only: string[]) => selectSources(watchlist, only).map(({ id }) => id);

  it('keeps the order of the file; nothing named is everything', () => {
    expect(idsOf(['cc', 'aa'])).toEqual(['aa', 'cc']);
    expect(idsOf([])).toEqual(['aa', 'bb', 'cc']);
  });

  it('complains of every unknown id', () => {
    expect(problemsOf(() => idsOf(['ab', 'bb', 'zzz'])).map((problem) => problem.message)).toEqual([
      'unknown source "ab"; did you mean "aa"?',
      'unknown source "zzz"',
    ]);
  });

  it('takes the beginning of an id that no other begins with', () => {
    const known = ['usdos-2023', 'usdos-2024', 'dfat-2024', 'dfat-2024-annex'];
    expect(matchId('dfat-2024', known)).toEqual({ id: 'dfat-2024' });
    expect(matchId('dfat-2024-', known)).toEqual({ id: 'dfat-2024-annex' });
    expect(matchId('usdos', known)).toEqual({
      suggestion: '; did you mean one of usdos-2023, usdos-2024?',
    });
    expect(matchId('', known)).toEqual({ suggestion: '' });
    expect(matchId('2023', known)).toEqual({ suggestion: '' });
  });

  it('suggests five ids at most, and says how many more there are', () => {
    const known = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'];
    expect(matchId('a', known)).toEqual({
      suggestion: '; did you mean one of a1, a2, a3, a4, a5 and 2 more?',
    });
  });
});
