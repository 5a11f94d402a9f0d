import type { ArchivedCopy } from '../model/verdict.js';
import type { Source, Watchlist } from '../model/watchlist.js';
import type { World } from '../world.js';
import { askArchive } from './archive.js';
import { latestVerdict } from './latest.js';

/** What web archives have of a source. */
export interface CopyFound {
  /** The best copy for its citations, or null when no archive that was asked has a readable one. */
  readonly copy: ArchivedCopy | null;
  /** Why the archive could not be asked, or null. */
  readonly unasked: string | null;
}

/** Looks for the archived copy that carries a source's passages. Null when the source was never looked at. */
export async function findCopy(world: World, watch: Watchlist, source: Source): Promise<CopyFound | null> {
  if (world.archive === null) throw new Error('no archive is set');
  const [run] = await world.store.runs(1);
  const verdict = await latestVerdict(world.store, source.id);
  if (run === undefined || verdict === null) return null;
  const scene = { world, watch, run, now: world.now() };
  const { verdict: asked } = await askArchive(
    scene,
    world.archive,
    source,
    { ...verdict, archive: null },
    [],
  );
  return { copy: asked.archive, unasked: asked.archiveUnasked ?? null };
}

/** What became of the wish for a fresh capture. */
export type CopyMade =
  | { readonly kind: 'made'; readonly url: string }
  | { readonly kind: 'not-made'; readonly reason: string };

/** Has the archive capture an address now. */
export async function makeCopy({ archive }: Pick<World, 'archive'>, url: string): Promise<CopyMade> {
  if (archive === null) throw new Error('no archive is set');
  const saved = await archive.save(url);
  return saved.kind === 'answered'
    ? { kind: 'made', url: saved.value.url }
    : { kind: 'not-made', reason: saved.reason };
}
