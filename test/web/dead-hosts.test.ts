import { describe, expect, it } from 'vitest';
import { answer, failure } from './replies.js';
import { type Host, pages, simulate } from './simulated.js';

const refused: Host = () => ({ reply: failure('connection', 'ECONNREFUSED'), took: 5 });
const silent: Host = () => ({ reply: failure('timeout', 'UND_ERR_CONNECT_TIMEOUT'), took: 30_000 });
const fine: Host = () => ({});
/** Does the one for so many requests, then the other. */
const first =
  (n: number, one: Host, other: Host): Host =>
  (nth, url) =>
    (nth < n ? one : other)(nth, url);

describe('a host to which no connection can be made', () => {
  it.each([
    ['that refuses', refused, 'ECONNREFUSED'],
    ['that is silent', silent, 'UND_ERR_CONNECT_TIMEOUT'],
    ['without a name', () => ({ reply: failure('dns', 'ENOTFOUND'), took: 5 }), 'ENOTFOUND'],
    [
      'with a bad certificate',
      () => ({ reply: failure('tls', 'CERT_HAS_EXPIRED') }),
      'CERT_HAS_EXPIRED',
    ],
  ] as const)(
    '%s is asked twice, and once more at the end, and all its sources are told why',
    async (_, dead, code) => {
      const night = await simulate([...pages('dead.test', 20), ...pages('fine.test', 60)], {
        'dead.test': dead,
        'fine.test': fine,
      });
      const asked = night.sent.filter(({ host }) => host === 'dead.test');
      const others = night.sent.filter(({ host }) => host === 'fine.test');
      expect(asked).toHaveLength(3);
      expect(asked[2]?.end).toBeGreaterThan(others.at(-2)?.end ?? Number.POSITIVE_INFINITY);
      expect(night.told).toHaveLength(80);
      const dead20 = night.told.filter(({ url }) => url.startsWith('http://dead.'));
      expect(new Set(dead20.map(({ url }) => url)).size).toBe(20);
      for (const { reply } of dead20) expect(reply).toMatchObject({ kind: 'failed', code });
      expect(dead20.filter(({ reply }) => reply.requests > 0).length).toBeLessThanOrEqual(3);
    },
  );

  it('is asked as usual when it answers at the end, each source once', async () => {
    const night = await simulate(
      [...pages('back.test', 8), ...pages('fine.test', 40)],
      { 'back.test': first(2, refused, fine), 'fine.test': fine },
      { retries: 0 },
    );
    const back = night.told.filter(({ url }) => url.startsWith('http://back.'));
    expect(back.map(({ reply }) => reply.kind).sort()).toEqual([
      ...Array(6).fill('answered'),
      'failed',
      'failed',
    ]);
    const asked = night.sent.filter(({ host }) => host === 'back.test').map(({ url }) => url);
    expect(asked.toSorted()).toEqual(pages('back.test', 8).toSorted());
  });

  it('has its last try put aside too, where the source that failed first had one left', async () => {
    const night = await simulate(
      [...pages('back.test', 1), ...pages('fine.test', 30)],
      { 'back.test': first(2, refused, fine), 'fine.test': fine },
      { retries: 2 },
    );
    expect(night.told.find(({ url }) => url.startsWith('http://back.'))?.reply).toMatchObject({
      kind: 'answered',
      requests: 3,
    });
  });

  it('is given up when it fails twice more after it had answered the try', async () => {
    const night = await simulate(
      pages('flaky.test', 30),
      { 'flaky.test': (nth, url) => (nth < 2 || nth > 5 ? refused : fine)(nth, url) },
      { retries: 0 },
    );
    expect(night.sent).toHaveLength(8);
    expect(night.told).toHaveLength(30);
  });

  it('is left alone for ten gaps at least before it is tried, with nothing else to do', async () => {
    const night = await simulate(pages('dead.test', 5), { 'dead.test': refused });
    const [, second, third] = night.sent;
    expect((third?.start ?? 0) - (second?.end ?? 0)).toBeGreaterThanOrEqual(10_000);
  });

  it('does not take another port, or the other of http and https, with it', async () => {
    const night = await simulate([...pages('a.test', 6, 'https'), ...pages('a.test', 6)], {
      'a.test': (nth, url) => (url.protocol === 'https:' ? refused : fine)(nth, url),
    });
    const of = (scheme: string) => night.told.filter(({ url }) => url.startsWith(`${scheme}:`));
    expect(of('http').map(({ reply }) => reply.kind)).toEqual(Array(6).fill('answered'));
    expect(of('https').map(({ reply }) => reply.kind)).toEqual(Array(6).fill('failed'));
    expect(night.sent.filter(({ url }) => url.startsWith('https:'))).toHaveLength(3);
  });

  it.each([
    ['500', answer(500)],
    ['429', answer(429)],
    ['a body that is cut off', failure('cut-off')],
    ['a body that comes too slowly', failure('timeout', 'UND_ERR_BODY_TIMEOUT')],
    ['what is no HTTP', failure('protocol')],
  ])('is not meant by %s: that host was there', async (_, reply) => {
    const night = await simulate(pages('a.test', 10), { 'a.test': () => ({ reply, took: 10 }) });
    expect(night.sent).toHaveLength(10);
  });

  it('is not meant where every second connection fails', async () => {
    const night = await simulate(pages('a.test', 10), {
      'a.test': (nth, url) => (nth % 2 === 0 ? refused : fine)(nth, url),
    });
    expect(night.sent).toHaveLength(10);
  });

  it('to which others lead is not asked for each of them, nor do they hold up the rest', async () => {
    const night = await simulate(
      [...pages('doi.test', 40), ...pages('fine.test', 40)],
      { 'dead.test': silent, 'doi.test': fine, 'fine.test': fine },
      { concurrency: 2 },
      (url) => (url.startsWith('http://doi.') ? url.replace('doi', 'dead') : null),
    );
    expect(night.sent.filter(({ host }) => host === 'dead.test')).toHaveLength(3);
    expect(night.told).toHaveLength(80);
    // 80 requests of half a second, three of half a minute, two at once.
    expect(night.length).toBeLessThan(150_000);
  });

  it('does not end the night when more sources lead to such hosts than may wait', async () => {
    const night = await simulate(
      pages('doi.test', 200),
      { 'dead.test': silent, 'doi.test': fine },
      { concurrency: 1, hostDelay: 10 },
      (url) => url.replace('doi', 'dead'),
    );
    expect(night.told).toHaveLength(200);
    expect(night.sent.filter(({ host }) => host === 'dead.test')).toHaveLength(3);
  });
});
