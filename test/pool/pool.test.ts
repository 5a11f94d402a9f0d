import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createPool, type Pool, type PoolOptions } from '../../src/pool/pool.js';

const MISBEHAVING = new URL('./misbehaving-worker.mjs', import.meta.url);
const hint = { contentType: 'text/plain', url: 'https://example.org/' };
const bytesOf = (text: string) => new TextEncoder().encode(text);

const pools: Pool[] = [];
const poolOf = (options: PoolOptions = {}): Pool => {
  const pool = createPool({ threads: 1, workerUrl: MISBEHAVING, ...options });
  pools.push(pool);
  return pool;
};
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

describe('a pool', () => {
  it('reads documents, each with its hint', async () => {
    const pool = poolOf({ threads: 2 });
    const read = await Promise.all(
      ['a', 'b', 'c', 'd'].map((text) => pool.read(bytesOf(text), { ...hint, url: `https://${text}/` })),
    );
    expect(read.map((d) => [d.title, d.blocks[0]?.text])).toEqual(
      ['a', 'b', 'c', 'd'].map((text) => [`https://${text}/`, text]),
    );
  });

  it('leaves the caller its bytes, whatever buffer they are a part of', async () => {
    const pool = poolOf();
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), fc.nat(20), async (text, before) => {
        // Not a Buffer of Node's pool: those cannot be taken over anyway.
        const words = bytesOf(`read: ${text}`);
        const whole = new Uint8Array(before + words.length + 5);
        whole.set(words, before);
        const part = whole.subarray(before, before + words.length);
        expect((await pool.read(part, hint)).blocks[0]?.text).toBe(`read: ${text}`);
        expect(part).toEqual(words);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['never ends', 'loop', /took longer than 2 s/],
    ['waits for ever', 'hang', /took longer than 2 s/],
    ['eats memory', 'eat', /took more than 64 MB of memory/],
    ['makes its reader throw', 'throw', /Maximum call stack size exceeded/],
    ['ends its thread', 'exit', /exited with code: 7/],
    ['crashes its thread out of turn', 'crash', /out of turn/],
  ])('gives a document that %s back unread, and reads the next', async (_, order, reason) => {
    const timeout = order === 'loop' || order === 'hang' ? 2_000 : 20_000;
    const pool = poolOf({ timeout, memory: 64 });
    const document = await pool.read(bytesOf(order), hint);
    expect(document).toMatchObject({ type: 'other', blocks: [], links: [] });
    expect(document.unread).toMatch(reason);
    expect((await pool.read(bytesOf('next'), hint)).blocks[0]?.text).toBe('next');
  });

  it('counts a document’s time from when a thread is free for it', async () => {
    const pool = poolOf({ timeout: 2_000 });
    const [slow, patient] = await Promise.all(
      ['hang', 'patient'].map((order) => pool.read(bytesOf(order), hint)),
    );
    expect(slow?.unread).toMatch(/took longer/);
    expect(patient?.blocks[0]?.text).toBe('patient');
  });

  it('says so when its reader cannot be loaded', async () => {
    const pool = poolOf({ workerUrl: new URL('./nowhere.mjs', import.meta.url) });
    expect((await pool.read(bytesOf('a'), hint)).unread).toMatch(/nowhere\.mjs/);
    expect((await pool.read(bytesOf('b'), hint)).unread).toMatch(/nowhere\.mjs/);
  });

  it('gives everything back unread when it is closed', async () => {
    const pool = poolOf();
    const waiting = ['hang', 'a', 'b'].map((order) => pool.read(bytesOf(order), hint));
    await pool.close();
    for (const document of await Promise.all(waiting)) expect(document.unread).toMatch(/was stopping/);
  });
});

const BUILT = new URL('../../dist/pool/pool.js', import.meta.url);
if (!existsSync(BUILT)) console.warn('pool: dist/ is not built, so the real reader is not tested here');

describe.skipIf(!existsSync(BUILT))('the pool as it is shipped', () => {
  const page = '<!doctype html><title>Report</title><body><main><p>The passage stands here.</p></main>';

  it('reads a page', async () => {
    const pool = poolOf({ workerUrl: new URL('./worker.js', BUILT) });
    const document = await pool.read(bytesOf(page), {
      contentType: 'text/html',
      url: 'https://example.org/',
    });
    expect(document).toMatchObject({ type: 'html', title: 'Report', unread: null });
    expect(document.blocks.map((b) => b.text)).toContain('The passage stands here.');
  });

  it('lets the process end although it was never closed, without a word on stderr', async () => {
    const script = `
      import { createPool } from ${JSON.stringify(BUILT.href)};
      const page = new TextEncoder().encode(${JSON.stringify(page)});
      const { title } = await createPool().read(page, { contentType: 'text/html', url: 'https://example.org/' });
      console.log(title);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk) => (said.out += chunk));
    child.stderr.on('data', (chunk) => (said.err += chunk));
    const [code] = await once(child, 'close');
    expect({ code, ...said }).toEqual({ code: 0, out: 'Report\n', err: '' });
  });
});
