import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { BUDGET } from '../../src/pool/budget.js';
import { createPool } from '../../src/pool/pool.js';
import { thoughtIn } from '../../src/pool/thought.js';

const BUILT = new URL('../../dist/pool/', import.meta.url);
if (!existsSync(BUILT))
  console.warn('pool: dist/ is not built, so the real thread is not tested here');

describe.skipIf(!existsSync(BUILT))('the pool as it is shipped', () => {
  const page =
    '<!doctype html><title>Report</title><body><main><p>The passage stands here.</p></main>';
  const pool = createPool({ workerUrl: new URL('worker.js', BUILT) });
  afterAll(() => pool.close());

  it('reads a page', async () => {
    const { document } = await thoughtIn(pool).read({
      bytes: new TextEncoder().encode(page),
      sha256: 'of the bytes',
      contentType: 'text/html',
      url: 'https://example.org/',
    });
    expect(document).toMatchObject({ type: 'html', title: 'Report', unread: null });
    expect(document.blocks.map((b) => b.text)).toContain('The passage stands here.');
  });

  it('has a thread’s own time counted: what never ends is refused for that, not for the clock', async () => {
    // The clock waits ten times as long, in which a thread begins on a machine that six others keep busy;
    // and a fast one fills the usual memory before its time is over.
    const hard = createPool({
      workerUrl: new URL('worker.js', BUILT),
      budget: { ...BUDGET, reading: 800, memory: 2_000 },
    });
    onTestFinished(() => hard.close());
    const bytes = new TextEncoder().encode(
      page + '<p>Another passage, <b>in bold</b>, stands here.'.repeat(160_000),
    );
    const { document } = await thoughtIn(hard).read({
      bytes,
      sha256: '',
      contentType: 'text/html',
      url: '',
    });
    expect(document.unread).toEqual({ kind: 'beyond-budget', why: { kind: 'time', seconds: 0.8 } });
  });

  it('lets the process end although it was never closed, without a word on stderr', async () => {
    const script = `
      import { createPool } from ${JSON.stringify(new URL('pool.js', BUILT).href)};
      import { thoughtIn } from ${JSON.stringify(new URL('thought.js', BUILT).href)};
      const bytes = new TextEncoder().encode(${JSON.stringify(page)});
      const unread = { bytes, sha256: '', contentType: 'text/html', url: 'https://example.org/' };
      console.log((await thoughtIn(createPool()).read(unread)).document.title);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk) => (said.out += chunk));
    child.stderr.on('data', (chunk) => (said.err += chunk));
    const [code] = await once(child, 'close');
    expect({ code, ...said }).toEqual({ code: 0, out: 'Report\n', err: '' });
  });
});
