import { readByHand } from '../judge/by-hand.js';
import type { Heard } from '../judge/witness.js';
import { sameAddress } from '../model/address.js';
import type { Document } from '../model/document.js';
import type { ReadByHand } from '../model/verdict.js';
import { type Source, usesOf } from '../model/watchlist.js';
import { citedOf } from './archive.js';
import type { Scene } from './capture-text.js';

/** What a person handed in last of a source, as it counts tonight. */
interface Testified {
  readonly byHand: ReadByHand;
  /** Null when it is too old, or does not show the document by tonight's rules. */
  readonly heard: Heard | null;
}

/** What hearing takes. */
type HearingScene = Pick<Scene, 'watch' | 'run'> & {
  readonly world: Pick<Scene['world'], 'store' | 'thought'>;
};

/** The line of the log of the page that somebody handed in last, of the address that the source has now; null for none. */
export async function lastHandedIn({ handedIn }: Pick<Scene['world'], 'handedIn'>, { id, url }: Source) {
  const kept = url === null || handedIn === null ? [] : await handedIn.beside(id);
  return kept.findLast((one) => one.role === 'handed-in' && sameAddress(one.url, url ?? '')) ?? null;
}

/** Hears the page that somebody saved of a source, and handed in last; null where nobody did. */
export async function hearByHand(
  scene: HearingScene & Pick<Scene, 'now'> & { readonly world: Pick<Scene['world'], 'handedIn'> },
  source: Source,
): Promise<Testified | null> {
  const { world, now } = scene;
  const record = await lastHandedIn(world, source);
  if (record === null || source.url === null) return null;
  const byHand = readByHand(record, now);
  if (byHand.isStale) return { byHand, heard: null };
  // One that was damaged is silent: the verification names it.
  const kept = await world.handedIn?.readBeside(record.n).catch(() => null);
  if (kept == null) return null;
  // That it is of this address was held when it was handed in, by what was known then.
  const opened = await world.thought.saved({
    bytes: kept.resource.bytes,
    addresses: [record.url],
    isHeld: true,
  });
  const heard = opened.kind === 'read' ? await hearPage(scene, source, opened.document, byHand) : null;
  return { byHand, heard };
}

/** What a saved page says of the quotations; null where it does not show the document. */
export async function hearPage(
  scene: HearingScene,
  source: Source,
  document: Document,
  { at, by }: Pick<ReadByHand, 'at' | 'by'>,
): Promise<Heard | null> {
  const { world, watch } = scene;
  const url = source.url ?? '';
  return world.thought.hearCapture({
    testimony: { place: { kind: 'person', at, by }, url, document },
    original: url,
    uses: usesOf(source, watch),
    cited: await citedOf(scene, source),
    source,
    series: watch.series.find(({ id }) => id === source.series) ?? null,
  });
}
