import type { Unavailable } from '../archive/answer.js';
import type { Archive } from '../archive/archive.js';
import type { Memento } from '../archive/memento.js';
import type { Document } from '../model/document.js';
import { emptyVisit } from '../model/visit.js';
import type { Watchlist } from '../model/watchlist.js';
import type { World } from '../world.js';
import { documentOf } from './visit.js';

/** Where the archive is asked from: a night, or a command afterwards. */
export interface Scene {
  readonly world: World;
  readonly watch: Watchlist;
  /** The run under which readings of captures are kept. */
  readonly run: { readonly id: number };
  readonly now: Date;
}

/**
 * What a capture holds, or null when that is an archived error, a redirect, or nothing that has a text. Read once and for
 * all, unless the archive did not give it out tonight; what it means is judged each time anew.
 */
export async function captureText(
  { world, run, now }: Scene,
  archive: Archive,
  capture: Memento,
): Promise<Document | Unavailable | null> {
  const [known] = await world.store.life(capture.url);
  if (known !== undefined) return documentOf(world, known);
  const answer = await archive.read(capture);
  if (answer.kind === 'unavailable') return answer;
  const empty = emptyVisit(run.id, capture.url, now.toISOString());
  if (answer.value.kind !== 'page') {
    await world.store.keepVisit(empty, null);
    return null;
  }
  const { body, contentType } = answer.value;
  const { bytes, sha256 } = body;
  const unread = { bytes, sha256, contentType, url: capture.original };
  const snapshot = await world.thought.read(unread);
  const hasText = snapshot.document.unread === null;
  await world.store.keepVisit(
    { ...empty, snapshot: hasText ? sha256 : null },
    hasText ? { snapshot, bytes, contentType, url: capture.original } : null,
  );
  return hasText ? snapshot.document : null;
}
