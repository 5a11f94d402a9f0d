import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitLines } from '../../src/commands/run/mcp-lines.js';
import { emptyFolder, start } from '../command-line.js';

/** What comes out of lines in these pieces, and how many were too long. */
async function limited(
  pieces: readonly string[],
  longest: number,
): Promise<readonly [string, number]> {
  let long = 0;
  const input = Readable.from(pieces.map((piece) => Buffer.from(piece)));
  return [await text(input.pipe(limitLines(() => void long++, longest))), long];
}

describe('the lines of an agent', () => {
  it('go through whole, however they are cut, and those that are too long are ended', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', '{'), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        async (lines, size) => {
          const whole = lines.map((one) => `${one}\n`).join('');
          const pieces = whole.match(new RegExp(`[\\s\\S]{1,${size}}`, 'gu')) ?? [];
          const [out, long] = await limited(pieces, 8);
          expect(long).toBe(lines.filter(({ length }) => length >= 8).length);
          const short = (all: readonly string[]) => all.filter(({ length }) => length < 8);
          expect(out.endsWith('\n') || out === '').toBe(true);
          const kept = out.split('\n').slice(0, -1);
          expect(kept).toHaveLength(lines.length);
          expect(short(lines.map((one, i) => (one.length < 8 ? (kept[i] ?? '?') : one)))).toEqual(
            short(lines),
          );
          for (const one of kept) expect(one.length).toBeLessThanOrEqual(8);
        },
      ),
    );
  });

  it('of 30 MB are answered with an error, and the next is served', async () => {
    const { child, ended } = start(['mcp'], { cwd: emptyFolder() });
    const info = {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'a', version: '1' },
    };
    child.stdin?.write(`${'a'.repeat(30_000_000)}\n`);
    child.stdin?.write(
      `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: info })}\n`,
    );
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('"id":1')) child.stdin?.end();
    });
    const { code, out, err } = await ended;
    const [refused, served] = out
      .split('\n')
      .map((line) => (line === '' ? null : JSON.parse(line)));
    expect([code, err]).toEqual([0, '']);
    expect(refused).toEqual({
      jsonrpc: '2.0',
      id: null,
      error: { code: -32_600, message: 'a message has more than 4 MB: it was not read' },
    });
    expect(served).toMatchObject({ id: 1, result: { serverInfo: { name: 'citewatch' } } });
  });
});
