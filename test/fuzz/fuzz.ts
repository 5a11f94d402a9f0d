import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PARSERS, type Parser } from './parsers.js';

/** Milliseconds in which anything this small is read, on a machine that does other things too. */
const LONG = 5_000;

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const wild = fc.oneof(
  bytes,
  fc.string({ unit: 'binary', maxLength: 100 }).map((string) => Buffer.from(string)),
);

/** What is whole with a stretch of it replaced, doubled or left out. */
const altered = (whole: string | Uint8Array) => {
  const original = Buffer.from(whole as string);
  const place = fc.nat({ max: original.length });
  return fc
    .tuple(
      place,
      fc.nat({ max: 20 }),
      fc.oneof(
        bytes,
        place.map((at) => original.subarray(at, at + 40)),
      ),
    )
    .map(([at, cut, put]) =>
      Buffer.concat([original.subarray(0, at), put, original.subarray(at + cut)]),
    );
};

const inputFor = ({ whole, pieces = [] }: Parser) =>
  fc.oneof(
    wild,
    ...whole.map(altered),
    ...(pieces.length === 0
      ? []
      : [
          fc
            .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })), {
              maxLength: 60,
            })
            .map((parts) => Buffer.from(parts.join(''))),
          fc
            .tuple(fc.constantFrom(...pieces), fc.nat({ max: 2_000 }))
            .map(([piece, times]) => Buffer.from(piece.repeat(times))),
        ]),
  );

/** Gives every parser of what others wrote so many inputs: none ends in anything but what the parser says, none takes long. */
export function describeFuzz(runs: number): void {
  describe.each(PARSERS.map((parser) => [parser.name, parser] as const))('%s', (_, parser) => {
    it('whatever comes, are read or refused in a moment', async () => {
      const property = fc.asyncProperty(inputFor(parser), async (input) => {
        const began = performance.now();
        try {
          await parser.read(input);
        } catch (error) {
          if (parser.may?.(error) !== true) throw error;
        }
        expect(performance.now() - began).toBeLessThan(LONG);
      });
      await fc.assert(property, { numRuns: runs });
    });
  });
}
