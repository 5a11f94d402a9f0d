import { HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { standIn } from '../stand-in.js';
import { PAGE } from './captures.js';
import { AT, AVAILABLE, capture, html, MEMENTO, open, play, RAW, VIEW } from './wayback-web.js';

standIn();

const JSON_TYPE = { headers: { 'content-type': 'application/json' } };

describe('the nearest capture', () => {
  const closest = (more: object = {}) =>
    HttpResponse.json({
      url: PAGE,
      archived_snapshots: {
        closest: {
          status: '200',
          available: true,
          url: VIEW.replace('https', 'http'),
          timestamp: AT,
          ...more,
        },
      },
    });
  const gate = `https://web.archive.org/web/20250315235959id_/${PAGE}`;
  const mementoLinks =
    `<${PAGE}>; rel="original", ` +
    `<https://web.archive.org/web/20240701000000/${PAGE}>; rel="first prev memento"; datetime="Mon, 01 Jul 2024 00:00:00 GMT", ` +
    `<${VIEW}>; rel="memento"; datetime="Thu, 20 Feb 2025 12:00:00 GMT", ` +
    `<https://archive.ph/20250401000000/${PAGE}>; rel="next memento"; datetime="Tue, 01 Apr 2025 00:00:00 GMT"`;

  it('is told by the availability API', async () => {
    const requests = play(AVAILABLE, () => closest());
    expect(await open().nearest(PAGE, '2025-03-15')).toEqual({
      kind: 'answered',
      note: null,
      value: [{ ...capture, url: VIEW, type: null, digest: null }],
    });
    expect(new URL(requests[0]?.url ?? '').searchParams.get('timestamp')).toBe('20250315235959');
  });

  it.each([
    ['knows none', () => HttpResponse.json({ url: PAGE, archived_snapshots: {} })],
    ['offers an archived 404', () => closest({ status: '404' })],
    ['is overloaded', () => html(429)],
    ['errs', () => html(500)],
    ['is down', () => html(503)],
    ['answers nonsense', () => html(200)],
    [
      'answers half of its JSON',
      () => new HttpResponse('{"archived_snapshots":{"closest":', JSON_TYPE),
    ],
    ['answers JSON of another shape', () => HttpResponse.json({ archived_snapshots: [] })],
  ])('is negotiated with the archive itself when the API %s', async (_, resolve) => {
    play(AVAILABLE, resolve);
    const requests = play(gate, () => html(302, { location: RAW }));
    play(RAW, () => html(200, { ...MEMENTO, link: mementoLinks }));
    expect(await open().nearest(PAGE, '2025-03-15')).toMatchObject({
      kind: 'answered',
      value: [
        { url: VIEW, at: capture.at, status: 200 },
        { at: '2024-07-01T00:00:00.000Z', status: null },
      ],
    });
    expect(requests[0]?.headers.get('accept-datetime')).toBe('Sat, 15 Mar 2025 23:59:59 GMT');
  });

  it('is none when everyone says so', async () => {
    play(AVAILABLE, () => HttpResponse.json({ archived_snapshots: {} }));
    play(gate, () => html(404));
    expect(await open().nearest(PAGE, '2025-03-15')).toEqual({
      kind: 'answered',
      value: [],
      note: null,
    });
  });

  it('is not known when one could not say', async () => {
    play(AVAILABLE, () => HttpResponse.json({ archived_snapshots: {} }));
    play(gate, () => html(503));
    expect(await open().nearest(PAGE, '2025-03-15')).toMatchObject({
      kind: 'unavailable',
      reason: 'web.archive.org (captures) answered 503 (text/html).',
    });
  });

  describe('of a TimeGate', () => {
    const GATE = 'https://timetravel.example.org/timegate/';
    const elsewhere = () => open({ wayback: null, timegates: [GATE] }).nearest(PAGE, '2025-03-15');

    it('may come at once, under its own address', async () => {
      play(`${GATE}${PAGE}`, () =>
        html(200, { ...MEMENTO, 'content-location': '/20250220120000/x' }),
      );
      expect(await elsewhere()).toMatchObject({
        value: [{ url: 'https://timetravel.example.org/20250220120000/x', original: PAGE }],
      });
    });

    it('is never one of archive.today', async () => {
      play(`${GATE}${PAGE}`, () =>
        html(302, { location: `https://archive.ph/20250220120000/${PAGE}` }),
      );
      expect(await elsewhere()).toMatchObject({ reason: expect.stringContaining('archive.today') });
    });

    it.each([
      [
        'redirects for ever',
        () => html(302, { location: `${GATE}${PAGE}` }),
        'redirects without end',
      ],
      [
        'redirects to no web address',
        () => html(302, { location: 'ftp://a.org/' }),
        'instead of a capture',
      ],
      ['answers with a page of its own', () => html(200), 'answered 200 instead of a capture'],
      [
        'gives a date that is none',
        () => html(200, { 'memento-datetime': 'yesterday' }),
        'no answer',
      ],
    ])('is not known when it %s', async (_, resolve, reason) => {
      play(`${GATE}${PAGE}`, resolve);
      const read = await elsewhere();
      expect(read.kind === 'unavailable' && read.reason).toContain(reason);
    });
  });

  it.each([
    ['without an archive', { wayback: null }, '2025-03-15', 'No archive is set.'],
    ['without a date', {}, 'last spring', '“last spring” is no date.'],
  ])('is not known %s', async (_, settings, date, reason) => {
    expect(await open(settings).nearest(PAGE, date)).toEqual({ kind: 'unavailable', reason });
  });
});
