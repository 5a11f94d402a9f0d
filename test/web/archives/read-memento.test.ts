import { HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { standIn } from '../stand-in.js';
import { PAGE } from './captures.js';
import { fakeClock } from './manual-clock.js';
import {
  AT,
  AVAILABLE,
  CDX,
  capture,
  html,
  MEMENTO,
  open,
  play,
  RAW,
  VIEW,
} from './wayback-web.js';

standIn();

describe('reading a capture', () => {
  it('gives the bytes as captured, and asks for them unpacked', async () => {
    const bytes = new Uint8Array([0xd6, 0xd0, 0xb9, 0xfa]);
    const headers = { ...MEMENTO, 'content-type': 'text/html; charset=gb2312' };
    const requests = play(RAW, () => new HttpResponse(bytes, { headers }));
    const read = await open().read(capture);
    expect(read).toMatchObject({
      kind: 'answered',
      value: {
        kind: 'page',
        url: VIEW,
        rawUrl: RAW,
        mementoDatetime: capture.at,
        exact: true,
        http: 200,
        contentType: 'text/html; charset=gb2312',
        body: {
          truncated: false,
          sha256: 'f2856104a1ef1761186f3fa28ac3a2ed13b44c94708af9d65d76e709ef10fe61',
        },
      },
    });
    expect(requests[0]?.headers.get('accept-encoding')).toBe('identity');
  });

  it('stops at the size limit', async () => {
    play(RAW, () => new HttpResponse('x'.repeat(50_000), { headers: MEMENTO }));
    const read = await open({}, { maxBytes: 1_000 }).read(capture);
    expect(read).toMatchObject({ value: { kind: 'page', body: { truncated: true } } });
    expect(
      read.kind === 'answered' && read.value.kind === 'page' && read.value.body.bytes.length,
    ).toBe(1_000);
  });

  it.each([
    ['as long as the limit', ['x'.repeat(600), 'x'.repeat(400)], false],
    ['one byte longer', ['x'.repeat(600), 'x'.repeat(400), 'x'], true],
  ])('knows a body that is %s', async (_, pieces, truncated) => {
    const stream = new ReadableStream({
      start: (controller) => {
        for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
        controller.close();
      },
    });
    play(RAW, () => new HttpResponse(stream, { headers: MEMENTO }));
    const read = await open({}, { maxBytes: 1_000 }).read(capture);
    expect(read).toMatchObject({ value: { body: { truncated, bytes: { length: 1_000 } } } });
  });

  it.each([404, 429, 503])('tells an archived %d from the archive’s own', async (status) => {
    play(RAW, () => html(status, MEMENTO));
    expect(await open().read(capture)).toMatchObject({
      value: { kind: 'error', http: status, exact: true },
    });
  });

  it('tells where an archived redirect led', async () => {
    const location = `https://web.archive.org/web/${AT}id_/https://www.state.gov/moved`;
    play(RAW, () => html(301, { ...MEMENTO, location }));
    play(location, () => html(404));
    expect(await open().read(capture)).toMatchObject({
      value: { kind: 'redirect', http: 301, location: 'https://www.state.gov/moved' },
    });
  });

  it('tells when the archive gave another capture than was asked for', async () => {
    const other = RAW.replace(AT, '20250120120000');
    play(RAW, () =>
      html(302, {
        location: other,
        'x-archive-redirect-reason': 'found capture at 20250120120000',
      }),
    );
    play(other, () => html(200, { 'memento-datetime': 'Mon, 20 Jan 2025 12:00:00 GMT' }));
    expect(await open().read(capture)).toMatchObject({
      value: {
        kind: 'page',
        exact: false,
        mementoDatetime: '2025-01-20T12:00:00.000Z',
        rawUrl: other,
      },
    });
  });

  it('is dated by the address that answered where the archive gives a date that is none', async () => {
    play(RAW, () => html(200, { 'memento-datetime': 'yesterday' }));
    expect(await open().read(capture)).toMatchObject({
      value: { kind: 'page', mementoDatetime: capture.at },
    });
  });

  it('follows one archived redirect to another capture, and no second', async () => {
    const [led, on] = ['20250110120000', '20250111120000'].map((at) => RAW.replace(AT, at)) as [
      string,
      string,
    ];
    play(RAW, () => html(301, { ...MEMENTO, location: led }));
    const at = { 'memento-datetime': 'Fri, 10 Jan 2025 12:00:00 GMT' };
    play(led, () => html(200, at));
    expect(await open().read(capture)).toMatchObject({
      value: {
        kind: 'page',
        exact: false,
        rawUrl: led,
        mementoDatetime: '2025-01-10T12:00:00.000Z',
      },
    });
    play(led, () => html(302, { ...at, location: on }));
    expect(await open().read(capture)).toMatchObject({
      value: { kind: 'redirect', rawUrl: led, exact: false },
    });
  });

  it.each([
    ['out of the archive', 'https://www.state.gov/moved'],
    ['to a page of the archive’s own', 'https://web.archive.org/donate'],
    ['to another archive', `https://archive.example/web/${AT}id_/https://www.state.gov/moved`],
  ])('follows no archived redirect %s', async (_, location) => {
    play(RAW, () => html(301, { ...MEMENTO, location }));
    expect(await open().read(capture)).toMatchObject({
      value: { kind: 'redirect', rawUrl: RAW, exact: true },
    });
  });

  it.each([
    ['has it no more', () => html(404), 'does not have this capture'],
    [
      'excluded the address',
      () => new HttpResponse('This URL has been excluded from the Wayback Machine.'),
      'does not give out',
    ],
    ['shows a page of its own', () => html(200), 'answered 200 (text/html), which is no answer'],
    [
      'sends to another host',
      () => html(302, { location: 'https://elsewhere.example.org/' }),
      'which is no answer',
    ],
    ['redirects for ever', () => html(302, { location: RAW }), 'redirects without end'],
    ['asks for patience', () => html(429, { 'retry-after': '20' }), 'answered 429'],
    ['errs', () => html(500), 'answered 500'],
    ['is down', () => html(503), 'answered 503'],
    ['breaks off', () => HttpResponse.error(), 'could not be reached'],
  ])('is not possible when the archive %s', async (_, resolve, reason) => {
    play(RAW, resolve);
    const read = await open().read(capture);
    expect(read.kind === 'unavailable' && read.reason).toContain(reason);
  });

  it('gives up a body that stops coming', async () => {
    const stalled = () =>
      new HttpResponse(
        new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode('<p>')) }),
        {
          headers: MEMENTO,
        },
      );
    play(RAW, stalled);
    expect(await open({}, { timeout: 50 }).read(capture)).toMatchObject({
      reason: 'web.archive.org (captures) took too long (ERR_DEADLINE).',
    });
  });

  it('is refused for archive.today', async () => {
    const url = `https://archive.is/20250220120000/${PAGE}`;
    expect(await open().read({ ...capture, url })).toMatchObject({
      reason: expect.stringContaining('archive.today'),
    });
  });
});

it('a night completes when nothing of an archive answers, after a few requests', async () => {
  const clock = fakeClock();
  const requests = [CDX, AVAILABLE, `https://web.archive.org/web/*`].map((a) =>
    play(a, () => html(503)),
  );
  const archive = open(clock);
  const answers = [];
  for (let source = 0; source < 100; source++) {
    answers.push(
      await archive.captures(PAGE),
      await archive.nearest(PAGE, '2025-03-15'),
      await archive.read(capture),
    );
  }
  expect(answers.every(({ kind }) => kind === 'unavailable')).toBe(true);
  expect(requests.flat().length).toBeLessThan(30);
  expect(clock.slept.reduce((a, b) => a + b, 0)).toBeLessThan(5 * 60_000);
});
