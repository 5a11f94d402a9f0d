import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder, start } from '../command-line.js';
import { packedNothing, pdfAround } from '../reading/pdf-bomb.js';
import { citation, page, source, watchlist } from '../world.js';

const PASSAGE =
  'In that year the authorities prosecuted 16,349 people for the offence, and 41 were acquitted.';
const ORDINARY = Array.from({ length: 12 }, (_, i) => `ordinary-${i + 1}`);
/** The longest that three such sources may make a night longer, in milliseconds. */
const LONGER = 60_000;
/** Megabytes that the process may have at its peak. */
const MOST = 600;
/** The same, where a thread took all that it may have before anybody saw it: buffers double between two looks. */
const MOST_UNSEEN = 900;

const QUOTED = Array.from(
  { length: 10 },
  (_, i) =>
    `The ministry reported in volume ${i} that ${i + 3},${i}41 cases were heard by the provincial courts, of which most ended without a conviction or were withdrawn.`,
);
/** A passage over and over, each time with words changed in the middle: it resembles the quotation everywhere, and stands nowhere. */
const nearMisses = (): string => {
  const lines: string[] = [];
  for (let i = 0, length = 0; length < 3 * 2 ** 20; i++) {
    const line = (QUOTED[i % QUOTED.length] as string)
      .replace('provincial', `municipal${i}`)
      .replace('most', 'none');
    lines.push(`<p>${line}`);
    length += line.length + 3;
  }
  return `<!doctype html><title>Near misses</title><main>${lines.join('\n')}</main>`;
};

interface Heavy {
  readonly type: string;
  readonly body: Uint8Array | string;
}
const HEAVY: Readonly<Record<string, () => Heavy>> = {
  'bomb-pdf': () => ({ type: 'application/pdf', body: pdfAround(packedNothing(3 * 2 ** 30)) }),
  'long-title': () => ({
    type: 'text/html',
    body: page(PASSAGE, `example.org${' example.org is for'.repeat(2 ** 20 / 19)} sale`),
  }),
  'near-misses': () => ({ type: 'text/html', body: nearMisses() }),
};

/** Packed once more: no scan of the file sees it, only the memory that it takes. */
const hiddenBomb = (): Heavy => ({
  type: 'application/pdf',
  body: pdfAround(Buffer.from(`${packedNothing(3 * 2 ** 30).toString('hex')}>`), {
    dictionary: '/Filter [/ASCIIHexDecode /FlateDecode]',
  }),
});

/** Serves each source at its own path. */
async function serve(heavy: ReadonlyMap<string, Heavy>): Promise<Server> {
  const server = createServer(({ url = '' }, response) => {
    const id = url.slice(1);
    const { type, body } = heavy.get(id) ?? {
      type: 'text/html',
      body: page(PASSAGE, `Title of ${id}`),
    };
    response.setHeader('content-type', type).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

interface Night {
  readonly milliseconds: number;
  readonly peak: number;
  readonly sources: readonly {
    readonly id: string;
    readonly link: { readonly status: string; readonly reason: string };
    readonly content: { readonly change: string; readonly reason: string };
    readonly citations: readonly {
      readonly quotes: readonly { readonly verdict: string; readonly reason: string }[];
    }[];
  }[];
}

const peakOf = (pid: number | undefined): number => {
  try {
    return (
      Number(/VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
    );
  } catch {
    return 0;
  }
};

async function night(port: number, ids: readonly string[]): Promise<Night> {
  const folder = emptyFolder();
  const sources = ids.map((id) => source(id, { url: `http://${id}.example:${port}/${id}` }));
  const quotes = (id: string) =>
    (id === 'near-misses' ? QUOTED : [PASSAGE]).map((text) => ({ text }));
  const citations = ids.map((id, i) => citation(i + 1, id, '', { quotes: quotes(id) }));
  await writeFile(join(folder, 'sources.json'), JSON.stringify(watchlist(sources, citations)));
  const began = performance.now();
  const args = ['check', '--json', '--fail-on', 'never', '--host-delay', '0', '--archive', 'none'];
  const { child, ended } = start([...args, '--connect-to', `::127.0.0.1:${port}`], { cwd: folder });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid));
  }, 10);
  const { code, out, err } = await ended.finally(() => clearInterval(watch));
  expect([code, err]).toEqual([0, expect.not.stringMatching(/heap|FATAL/)]);
  return { milliseconds: performance.now() - began, peak, sources: JSON.parse(out).sources };
}

const figures = ({ peak, milliseconds }: Night): string =>
  `${peak.toFixed()} MB, ${milliseconds.toFixed()} ms`;
const verdictsOf = ({ sources }: Night, id: string): readonly string[] =>
  sources.find((s) => s.id === id)?.citations.flatMap((c) => c.quotes.map((q) => q.verdict)) ?? [];
const saidOf = (night: Night, id: string): readonly [string, string, readonly string[]] => {
  const found = night.sources.find((s) => s.id === id);
  return [found?.link.status ?? '', found?.content.change ?? '', verdictsOf(night, id)];
};

describe.skipIf(!existsSync('/proc/self/status'))(
  'a night with sources that take all they can get',
  () => {
    let server: Server;
    let calm: Night;
    let heavy: Night;
    beforeAll(async () => {
      server = await serve(new Map(Object.entries(HEAVY).map(([id, make]) => [id, make()])));
      const { port } = server.address() as AddressInfo;
      calm = await night(port, ORDINARY);
      heavy = await night(port, [...Object.keys(HEAVY), ...ORDINARY]);
      console.log(`heavy night: ${figures(heavy)}; without them ${figures(calm)}`);
    }, 400_000);
    afterAll(() => server.close());

    it('judges every other source', () => {
      expect(heavy.sources).toHaveLength(ORDINARY.length + Object.keys(HEAVY).length);
      for (const id of ORDINARY) expect([id, verdictsOf(heavy, id)]).toEqual([id, ['intact']]);
    });

    it('says of each of them what it could not do', () => {
      expect(saidOf(heavy, 'bomb-pdf')).toEqual(['alive', 'unread', ['unverifiable']]);
      expect(saidOf(heavy, 'long-title')).toEqual(['alive', 'first-visit', ['intact']]);
      const [status, , verdicts] = saidOf(heavy, 'near-misses');
      expect(status).toBe('alive');
      for (const verdict of verdicts)
        expect(['altered', 'missing', 'unverifiable']).toContain(verdict);
    });

    it(`stays below ${MOST} MB`, () => {
      expect(calm.peak).toBeGreaterThan(20);
      expect(heavy.peak).toBeLessThan(MOST);
    });

    it('ends at most a minute later', () => {
      expect(heavy.milliseconds - calm.milliseconds).toBeLessThan(LONGER);
    });
  },
);

describe.skipIf(!existsSync('/proc/self/status'))(
  'a bomb that nobody sees before it goes off',
  () => {
    it('ends its thread, and nothing else', async () => {
      const server = await serve(new Map([['hidden', hiddenBomb()]]));
      const ended = await night((server.address() as AddressInfo).port, ['hidden', ...ORDINARY]);
      server.close();
      console.log(`hidden bomb: ${figures(ended)}`);
      expect(saidOf(ended, 'hidden')).toEqual(['alive', 'unread', ['unverifiable']]);
      expect(ended.sources[0]?.content.reason).toContain('MB of memory');
      for (const id of ORDINARY) expect([id, verdictsOf(ended, id)]).toEqual([id, ['intact']]);
      expect(ended.peak).toBeLessThan(MOST_UNSEEN);
    }, 200_000);
  },
);
