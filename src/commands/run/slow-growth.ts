import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Per cent by which the heap may outgrow what was found alive in it before it is looked through again. V8's own rule lets it grow up
 * to fourfold where a machine has much memory: of an unchanged night of 100,000 sources, of which 200 MB are alive, that is 800 MB.
 */
const GROWTH = 40;
/** Per cent where hundreds of megabytes are alive, our choice: the visits of a first night of 100,000 sources took 465 MB with it. */
const LITTLE_GROWTH = 20;

const growBy = (percent: number): void => setFlagsFromString(`--heap-growing-percent=${percent}`);

/** Has a night take little more memory than what it holds, its threads included. */
export const growSlowly = (): void => growBy(GROWTH);

/**
 * For a night of many sources: still less, and gives back at once what is held no more. What reading a long file leaves behind would
 * else be there until the night is well under way.
 */
export function holdLittle(): void {
  growBy(LITTLE_GROWTH);
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
}
