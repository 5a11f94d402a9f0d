import { setFlagsFromString } from 'node:v8';

/**
 * undici parses HTTP in WebAssembly, which V8 compiles in a millisecond, and after some ten answers once more, optimised: 0.15 s of
 * processor time and 35 MB, which no night earns back (20,000 answers over loopback took no longer without). To be called before the
 * first connection; what V8 cannot compile quickly it still compiles the other way.
 */
export function compileOnce(): void {
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
}
