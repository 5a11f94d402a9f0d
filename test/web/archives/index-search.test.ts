import { delay, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { CDX_FIELDS } from '../../../src/web/archives/wayback/wayback.js';
import { SETTINGS } from '../fetching.js';
import { standIn } from '../stand-in.js';
import { PAGE } from './captures.js';
import { fakeClock } from './manual-clock.js';
import { AT, CDX, html, open, play, VIEW } from './wayback-web.js';

standIn();

describe('the index', () => {
  it('is asked for every capture, uncollapsed, by an honest name', async () => {
    const requests = play(CDX, () =>
      HttpResponse.json([CDX_FIELDS, [AT, PAGE, 'text/html', '200', 'A']]),
    );
    const read = await open().captures(PAGE);
    expect(read).toMatchObject({ kind: 'answered', value: [{ url: VIEW, digest: 'A' }] });
    const query = Object.fromEntries(new URL(requests[0]?.url ?? '').searchParams);
    expect(query).toEqual({
      url: PAGE,
      output: 'json',
      fl: 'timestamp,original,mimetype,statuscode,digest,length',
      limit: '10000',
    });
    expect(requests[0]?.headers.get('user-agent')).toBe(SETTINGS.userAgent);
  });

  it('that lists nothing says that there is nothing', async () => {
    play(CDX, () => HttpResponse.json([]));
    expect(await open().captures(PAGE)).toEqual({ kind: 'answered', value: [], note: null });
  });

  it('says when it was cut', async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => [
      `2024${String(Math.floor(i / 2800) + 1).padStart(2, '0')}${String((Math.floor(i / 100) % 28) + 1).padStart(2, '0')}0000${String(i % 60).padStart(2, '0')}`,
      `${PAGE}?${i}`,
      'text/html',
      '200',
      'A',
    ]);
    play(CDX, () => HttpResponse.json([CDX_FIELDS, ...rows]));
    expect(await open().captures(PAGE)).toMatchObject({
      note: 'The index was cut after 10000 captures.',
    });
  });

  it.each([
    [
      'an HTML page with status 200',
      () => html(200),
      'answered 200 (text/html), which is no answer',
    ],
    [
      'malformed JSON',
      () => new HttpResponse('[["timestamp"', { status: 200 }),
      'which is no answer',
    ],
    ['404 with an empty list', () => HttpResponse.json([], { status: 404 }), 'answered 404'],
    ['an empty body', () => new HttpResponse('', { status: 200 }), 'which is no answer'],
    ['429 without Retry-After', () => html(429), 'answered 429'],
    ['429 with Retry-After', () => html(429, { 'retry-after': '20' }), 'answered 429'],
    ['503', () => html(503), 'answered 503'],
    ['a broken connection', () => HttpResponse.error(), 'could not be reached'],
  ])('that answers %s is unavailable, with the reason', async (_, resolve, reason) => {
    play(CDX, resolve);
    const read = await open().captures(PAGE);
    expect(read.kind === 'unavailable' && read.reason).toContain(reason);
  });

  it('that never answers is given up after the time limit', async () => {
    play(CDX, async () => {
      await delay('infinite');
      return html(200);
    });
    expect(await open({}, { timeout: 50 }).captures(PAGE)).toEqual({
      kind: 'unavailable',
      reason: 'web.archive.org (index) took too long (ERR_DEADLINE).',
    });
  });

  it('that may not tell of an address keeps working for others', async () => {
    const blocked = {
      'x-archive-wayback-runtime-error': 'AdministrativeAccessControlException: Blocked Site Error',
    };
    const requests = play(CDX, () => html(403, blocked));
    const archive = open();
    for (let i = 0; i < 6; i++)
      expect(await archive.captures(PAGE)).toMatchObject({
        reason: expect.stringContaining('does not give out'),
      });
    expect(requests).toHaveLength(6);
  });

  it('is asked at most 24 times a minute', async () => {
    const clock = fakeClock();
    const at: number[] = [];
    play(CDX, () => {
      at.push(clock.now());
      return HttpResponse.json([]);
    });
    const archive = open(clock);
    await Promise.all(Array.from({ length: 10 }, () => archive.captures(PAGE)));
    expect((at[9] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual((9 * 60_000) / 24);
  });
});
