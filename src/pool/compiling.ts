import { setFlagsFromString } from 'node:v8';

/**
 * Bytes of bytecode that a function runs before the V8 of Node 20 compiles it once more, while pages are read and judged. A night without
 * news has more, for it is over sooner: with a million a first night's threads took a tenth longer, with V8's own 67,584 as much longer to
 * compile (`npm run bench:night`).
 */
const BUDGET = 400_000;

/** To be called when a thread that thinks begins. Later versions of V8 have a cheaper compiler between, and are left alone. */
export function compileForThinking(): void {
  if (process.versions.v8.startsWith('11.3.')) setFlagsFromString(`--interrupt-budget=${BUDGET}`);
}
