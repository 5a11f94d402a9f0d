import { afterEach, describe, expect, it } from 'vitest';
import {
  type Archive,
  createArchive,
  provesUnchanged,
  readingOrder,
} from '../../../src/web/archives/archive.js';
import type { Memento } from '../../../src/web/archives/archive-client.js';
import { PAGE } from './captures.js';
import { loopbackDoor } from './door.js';
import {
  type LoopbackArchive,
  type LoopbackCapture,
  type LoopbackOptions,
  startArchive,
} from './loopback-archive.js';
import { fakeClock } from './manual-clock.js';

const body = '<p>Authorities screened for PRC victims.</p>';
const CAPTURES: readonly LoopbackCapture[] = [
  { url: PAGE, at: '2024-07-01T00:00:00Z', body },
  { url: PAGE, at: '2025-02-20T08:00:00Z', body, revisit: true },
  { url: PAGE, at: '2025-03-10T08:00:00Z', status: 404, body: '<h1>Page not found</h1>' },
  { url: PAGE, at: '2025-03-12T08:00:00Z', status: 301, location: 'https://www.state.gov/' },
  {
    url: PAGE,
    at: '2025-04-01T08:00:00Z',
    body: '<p>Authorities screened for Chinese victims.</p>',
  },
  { url: PAGE, at: '2025-05-01T08:00:00Z', body: '<p>Broken.</p>', unplayable: true },
];

const running: LoopbackArchive[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((archive) => archive.close()));
});

async function open(
  options: LoopbackOptions = {},
): Promise<{ archive: Archive; loopback: LoopbackArchive }> {
  const loopback = await startArchive({ captures: CAPTURES, ...options });
  running.push(loopback);
  const archive = createArchive(loopbackDoor(), {
    wayback: `${loopback.base}/`,
    save: { key: 'key', secret: 'secret' },
    ...fakeClock(),
  });
  return { archive, loopback };
}

async function captures(archive: Archive, url = PAGE): Promise<readonly Memento[]> {
  const read = await archive.captures(url);
  if (read.kind === 'unavailable') throw new Error(read.reason);
  return read.value;
}

const textOf = async (archive: Archive, capture: Memento): Promise<string> => {
  const read = await archive.read(capture);
  if (read.kind === 'unavailable') return read.reason;
  return read.value.kind === 'page'
    ? new TextDecoder().decode(read.value.body.bytes)
    : read.value.kind;
};

describe('an archive that behaves', () => {
  it('gives the passage as it stood on the day of access, not the nearer error page', async () => {
    const { archive } = await open();
    const [first, second] = readingOrder(await captures(archive), '2025-03-15');
    expect(first?.at).toBe('2025-02-20T08:00:00.000Z');
    expect(first && (await textOf(archive, first))).toBe(body);
    expect(second && (await textOf(archive, second))).toContain('Chinese victims');
  });

  it('tells what was archived of errors and redirects', async () => {
    const { archive } = await open();
    const all = await captures(archive);
    expect(all.map(({ status }) => status)).toEqual([200, 200, 404, 301, 200, 200]);
    const [, , error, redirect] = all;
    expect(error && (await archive.read(error))).toMatchObject({
      value: { kind: 'error', http: 404 },
    });
    expect(redirect && (await archive.read(redirect))).toMatchObject({
      value: { kind: 'redirect', location: 'https://www.state.gov/' },
    });
  });

  it('tells that another capture came for one that cannot be replayed', async () => {
    const { archive } = await open();
    const broken = (await captures(archive)).at(-1);
    expect(broken && (await archive.read(broken))).toMatchObject({
      value: { kind: 'page', exact: false, mementoDatetime: '2025-04-01T08:00:00.000Z' },
    });
  });

  it('proves that a page did not change between two captures', async () => {
    const { archive } = await open();
    expect(provesUnchanged(await captures(archive), '2024-12-24')).toMatchObject({
      before: { at: '2024-07-01T00:00:00.000Z' },
      after: { at: '2025-02-20T08:00:00.000Z' },
    });
    expect(provesUnchanged(await captures(archive), '2025-03-15')).toBeNull();
  });

  it('knows what it does not have, and does not give out what is excluded', async () => {
    const { archive } = await open({ excluded: [PAGE] });
    expect(await captures(archive, 'https://example.org/')).toEqual([]);
    expect(await archive.nearest('https://example.org/', '2025')).toMatchObject({ value: [] });
    expect(await archive.captures(PAGE)).toMatchObject({
      reason: expect.stringContaining('does not give out'),
    });
  });

  it('makes a capture that can be read at once', async () => {
    const { archive } = await open({
      live: () => ({ body: '<p>today</p>' }),
      now: () => '2025-03-02T00:00:00Z',
    });
    const saved = await archive.save('https://example.org/new');
    expect(saved.kind === 'answered' && (await textOf(archive, saved.value))).toBe('<p>today</p>');
    expect(await captures(archive, 'https://example.org/new')).toHaveLength(1);
  });

  it('makes one capture after the other', async () => {
    const { archive, loopback } = await open({ live: () => ({ body: '<p>today</p>' }) });
    await Promise.all([
      archive.save('https://example.org/a'),
      archive.save('https://example.org/b'),
    ]);
    const steps = loopback.requests.map((request) => request.replace(/spn2-\w+|\?.*/g, ''));
    const one = steps.slice(0, steps.length / 2);
    expect(one).toContain('POST /save');
    expect(steps).toEqual([...one, ...one]);
  });

  it('says why it could not make one', async () => {
    const { archive } = await open();
    expect(await archive.save('https://example.org/dead')).toMatchObject({
      reason: expect.stringContaining('error:not-found'),
    });
  });
});

describe('an archive that misbehaves', () => {
  it('finds the nearest capture with its index and its API down', async () => {
    const down = { kind: 'status', status: 503 } as const;
    const { archive } = await open({ manners: { cdx: down, available: down } });
    expect(await archive.captures(PAGE)).toMatchObject({ kind: 'unavailable' });
    const near = await archive.nearest(PAGE, '2025-02-25');
    const times = near.kind === 'answered' ? near.value.map(({ at }) => at.slice(0, 10)) : [];
    expect(times).toEqual(['2025-02-20', '2024-07-01', '2025-03-10', '2025-05-01']);
  });

  it('is asked once more after a complaint', async () => {
    const { archive, loopback } = await open({
      manners: { cdx: { kind: 'status', status: 429, retryAfter: '3', times: 1 } },
    });
    expect(await captures(archive)).toHaveLength(6);
    expect(loopback.requests).toHaveLength(2);
  });

  it('does not keep one service’s failure from another', async () => {
    const { archive, loopback } = await open();
    const [first] = await captures(archive);
    loopback.behave({ cdx: { kind: 'nonsense' } });
    for (let i = 0; i < 5; i++) expect((await archive.captures(PAGE)).kind).toBe('unavailable');
    expect(first && (await textOf(archive, first))).toBe(body);
  });

  it('does not hold up a night by silence', async () => {
    const loopback = await startArchive({ manners: { cdx: { kind: 'silent' } } });
    running.push(loopback);
    const archive = createArchive(loopbackDoor({ timeout: 50 }), {
      wayback: loopback.base,
      ...fakeClock(),
    });
    for (let i = 0; i < 20; i++) expect((await archive.captures(PAGE)).kind).toBe('unavailable');
    expect(loopback.requests).toHaveLength(3);
  });
});

describe('a TimeGate of another archive', () => {
  const near = async (date: string) => {
    const { loopback } = await open();
    const archive = createArchive(loopbackDoor(), {
      wayback: null,
      timegates: [loopback.timegate],
      ...fakeClock(),
    });
    const answer = await archive.nearest(PAGE, date);
    return { archive, captures: answer.kind === 'answered' ? answer.value : [] };
  };

  it('leads to its captures', async () => {
    const { archive, captures } = await near('2025-04-02');
    expect(captures[0]?.at).toBe('2025-04-01T08:00:00.000Z');
    expect(captures[0] && (await textOf(archive, captures[0]))).toContain('Chinese victims');
  });

  it('is not taken in by the page that stands for an archived redirect', async () => {
    const { captures } = await near('2025-03-12');
    expect(captures[0]).toMatchObject({ at: '2025-03-12T08:00:00.000Z', status: 301 });
    expect(readingOrder(captures, '2025-03-12').map(({ at }) => at)).not.toContain(
      '2025-03-12T08:00:00.000Z',
    );
  });
});
