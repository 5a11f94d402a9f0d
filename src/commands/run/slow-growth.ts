import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Per cent by which the heap may outgrow what was found alive in it before it is looked through again. V8's own rule lets it grow up
 * to fourfold where a machine has much memory: of an unchanged night of 100,000 sources, of which 200 MB are alive, that is 800 MB.
 */
const GROWTH = 40;
/**
 * Per cent of that limit at which V8 begins to look through the heap, and at which it stops the thread for it. Its own rule begins as soon
 * as less is left than the young objects may take, 16 to 32 MB, so that a small heap is looked through all the time: 24 times in a first
 * night of 2,000 sources, of which this leaves a third.
 */
const LOOK = { begin: 95, stop: 100 };
/** Per cent where hundreds of megabytes are alive, our choice: the first night of 100,000 sources took 471 MB with it. */
const LITTLE_GROWTH = 20;

const growBy = (percent: number): void => setFlagsFromString(`--heap-growing-percent=${percent}`);

/** Its own rule. */
const V8S_OWN = { begin: 0, stop: 0 };

function lookAt({ begin, stop }: typeof LOOK): void {
  setFlagsFromString(`--incremental-marking-soft-trigger=${begin}`);
  setFlagsFromString(`--incremental-marking-hard-trigger=${stop}`);
}

/**
 * Bytes of bytecode that a function runs before the V8 of Node 20 compiles it once more, fifteen times what it takes by itself (67,584):
 * a night on which nothing changed is over before that pays. It was a quarter of its processor time; left to the functions that run most,
 * such a night takes 20 % less (`npm run bench:night`). Later ones have a cheaper compiler between.
 */
const BUDGET = 1_000_000;

/**
 * Has a night take little more memory than what it holds, its threads included, and compile again only what runs most. To be called when
 * all is loaded, here and by the thread that asks: under other flags than it was made with V8 takes none of what Node keeps compiled of its
 * own modules, and compiles them anew, for 25 ms here and as much on each thread.
 */
export function growSlowly(): void {
  if (process.versions.v8.startsWith('11.3.')) setFlagsFromString(`--interrupt-budget=${BUDGET}`);
  // The threads that copy the young objects together wait for each other: in a first night they took twice the processor time of one.
  setFlagsFromString('--no-parallel-scavenge');
  growBy(GROWTH);
  lookAt(LOOK);
}

/**
 * For a night of many sources: still less, and gives back at once what is held no more. What reading a long file leaves behind would
 * else be there until the night is well under way.
 */
export function holdLittle(): void {
  growBy(LITTLE_GROWTH);
  lookAt(V8S_OWN);
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
}
