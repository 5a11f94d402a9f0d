import { HttpResponse } from 'msw';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createArchive, provesUnchanged } from '../../../src/web/archives/archive.js';
import { parseCdxj } from '../../../src/web/archives/pywb/pywb.js';
import { recordingProxy } from '../recording-proxy.js';
import { standIn } from '../stand-in.js';
import { PAGE } from './captures.js';
import { loopbackDoor } from './door.js';
import { startArchive } from './loopback-archive.js';
import { AT, CDX, html, open, play, VIEW } from './wayback-web.js';

standIn();

const GATE = 'https://arquivo.pt/wayback/';
const INDEX = `${GATE}cdx`;
const SAME = 'HLKEOU75YEIIHLBIGLW2L6LHVAOK33LN';
const chosen = { timegates: [GATE] };

const line = (timestamp: string, more: object = {}) =>
  JSON.stringify({
    urlkey: 'gov,state)/reports',
    timestamp,
    status: '200',
    url: PAGE,
    mime: 'text/html',
    digest: SAME,
    ...more,
  });
const lines = (...all: readonly string[]) => new HttpResponse(`${all.join('\n')}\n`);
const wayback = (...rows: readonly (readonly string[])[]) =>
  HttpResponse.json([['timestamp', 'original', 'mimetype', 'statuscode', 'digest'], ...rows]);
const daysOf = (read: Awaited<ReturnType<ReturnType<typeof open>['captures']>>) =>
  read.kind === 'answered' ? read.value.map(({ url }) => url) : read.reason;

describe("Arquivo.pt's index", () => {
  it('is asked beside the other, and their captures are one list, oldest first', async () => {
    play(CDX, () => wayback([AT, PAGE, 'text/html', '200', SAME]));
    const requests = play(INDEX, () => lines(line('20250301000000'), line('20240624090000')));
    expect(daysOf(await open(chosen).captures(PAGE))).toEqual([
      `${GATE}20240624090000/${PAGE}`,
      VIEW,
      `${GATE}20250301000000/${PAGE}`,
    ]);
    const query = Object.fromEntries(new URL(requests[0]?.url ?? '').searchParams);
    expect(query).toEqual({ url: PAGE, output: 'json', limit: '10000' });
  });

  it('is asked at the same address where the last slash was left out', async () => {
    play(CDX, () => wayback());
    play(INDEX, () => lines(line('20240624090000')));
    expect(daysOf(await open({ timegates: [GATE.slice(0, -1)] }).captures(PAGE))).toEqual([
      `${GATE}20240624090000/${PAGE}`,
    ]);
  });

  it('is not asked where nobody chose it, or another TimeGate', async () => {
    play(CDX, () => wayback());
    const requests = play(INDEX, () => lines());
    await open().captures(PAGE);
    await open({ timegates: ['https://timetravel.mementoweb.org/timegate/'] }).captures(PAGE);
    expect(requests).toEqual([]);
  });

  it('that lists nothing has nothing, as it said until pywb 2.5 with a 404', async () => {
    play(CDX, () => wayback());
    play(INDEX, () => lines());
    expect(await open(chosen).captures(PAGE)).toEqual({ kind: 'answered', value: [], note: null });
    play(
      INDEX,
      () => new HttpResponse(`{"message": "No Captures found for: ${PAGE}"}`, { status: 404 }),
    );
    expect(await open(chosen).captures(PAGE)).toEqual({ kind: 'answered', value: [], note: null });
  });

  it('that is not where it was is not taken for one that has nothing', async () => {
    play(CDX, () => wayback());
    play(INDEX, () => html(404));
    expect(await open(chosen).captures(PAGE)).toEqual({
      kind: 'unavailable',
      reason: 'arquivo.pt (index) answered 404 (text/html), which is no answer.',
    });
  });

  it('that gives no answer hides nothing of the other, and the note names it', async () => {
    play(CDX, () => wayback([AT, PAGE, 'text/html', '200', SAME]));
    play(INDEX, () => html(503));
    expect(await open(chosen).captures(PAGE)).toMatchObject({
      kind: 'answered',
      value: [{ url: VIEW }],
      note: 'arquivo.pt (index) answered 503 (text/html).',
    });
  });

  it('knows what it cannot read, and says how much of it', () => {
    expect(parseCdxj('<html>\n<p>Sorry</p>\n', GATE)).toBeNull();
    expect(parseCdxj(`${line('20250301000000')}\n{"timestamp":\n`, GATE)).toMatchObject({
      value: [{ at: '2025-03-01T00:00:00.000Z' }],
      note: '1 of 2 rows of the index made no sense.',
    });
  });
});

describe('the proof that a page did not change, from two archives', () => {
  const proofOf = async (digest: string) => {
    play(CDX, () =>
      wayback(
        ['20250220120000', PAGE, 'text/html', '200', SAME],
        ['20250401000000', PAGE, 'text/html', '200', SAME],
      ),
    );
    play(INDEX, () => lines(line('20250316000000', { digest })));
    const read = await open(chosen).captures(PAGE);
    return read.kind === 'answered' && provesUnchanged(read.value, '2025-03-15');
  };

  it('stands where the other saw the same bytes in between', async () => {
    expect(await proofOf(SAME)).toMatchObject({ before: { url: VIEW } });
    expect(await proofOf(`sha1:${SAME}`)).toMatchObject({ before: { url: VIEW } });
  });

  it.each([
    ['other bytes', 'AAAAOU75YEIIHLBIGLW2L6LHVAOK33LN'],
    ['bytes of which it has no digest that compares', '0cc175b9c0f1b6a831c399e269772661'],
  ])('does not stand where it saw %s', async (_, digest) => {
    expect(await proofOf(digest)).toBeNull();
  });
});

describe('a capture of Arquivo.pt', () => {
  it('is listed, and read as it was captured', async () => {
    const server = await startArchive({
      captures: [{ url: PAGE, at: '2024-06-24T09:00:00Z', body: '<p>as it was</p>' }],
    });
    onTestFinished(() => server.close());
    const proxy = await recordingProxy(() => Number(new URL(server.base).port));
    const archive = createArchive(loopbackDoor({ proxy: proxy.origin, allowPrivate: false }), {
      wayback: null,
      timegates: ['http://arquivo.pt/wayback/'],
      sleep: async () => {},
    });
    const listed = await archive.captures(PAGE);
    const [capture] = listed.kind === 'answered' ? listed.value : [];
    expect(capture?.url).toBe(`http://arquivo.pt/wayback/20240624090000/${PAGE}`);
    const read = capture === undefined ? null : await archive.read(capture);
    expect(read).toMatchObject({
      kind: 'answered',
      value: { kind: 'page', exact: true, mementoDatetime: '2024-06-24T09:00:00.000Z' },
    });
    expect(proxy.forwarded).toEqual([
      `GET http://arquivo.pt/wayback/cdx?${new URLSearchParams({ url: PAGE, output: 'json', limit: '10000' })}`,
      `GET http://arquivo.pt/wayback/20240624090000id_/${PAGE}`,
    ]);
  });
});
