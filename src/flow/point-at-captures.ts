import type { Consequence, FindingLife, Observation } from '../model/finding.js';
import type { World } from '../world.js';
import { captureWith, type JudgedCapture, judgedCaptures } from './carrying.js';

/** Sources whose captures are looked through in a night, our choice: their nights are read in seconds. */
const SOURCES = 200;

/** Names beside each finding about a passage, and beside what explains it, the latest capture in which the passage stands. */
export async function pointAtCaptures(
  { store, evidence }: Pick<World, 'store' | 'evidence'>,
  lives: readonly FindingLife[],
): Promise<readonly FindingLife[]> {
  if (evidence === null) return lives;
  const concerned = lives.flatMap(({ finding }) => [finding, ...(finding.consequences ?? [])]);
  const sources = [...new Set(concerned.filter(isOfPassage).map(({ source }) => source))];
  const captures = new Map<string, readonly JudgedCapture[]>();
  for (const source of sources.slice(0, SOURCES))
    captures.set(source, judgedCaptures(await evidence.list(source), await store.life(source)));
  const pointed = <O extends Observation>({ capture: _, ...one }: O): O => {
    const capture = one.quote === null ? null : captureWith(captures.get(one.source) ?? [], one.quote);
    return { ...one, ...(capture === null ? {} : { capture }) } as O;
  };
  return lives.map((life) => {
    const { consequences, ...finding } = pointed(life.finding);
    const explained = consequences?.map((one): Consequence => pointed(one));
    return { ...life, finding: explained === undefined ? finding : { ...finding, consequences: explained } };
  });
}

const isOfPassage = ({ quote }: Observation): boolean => quote !== null;
