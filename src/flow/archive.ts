import type { Unavailable } from '../archive/answer.js';
import type { Archive } from '../archive/archive.js';
import { provesUnchanged, readingOrder } from '../archive/choose.js';
import type { Memento } from '../archive/memento.js';
import { carriesAll, carriesAny, type Heard, hear } from '../judge/witness.js';
import type { Document } from '../model/document.js';
import type { Answered } from '../model/outcome.js';
import type { ArchivedCopy, SourceVerdict } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';
import type { Source, Watchlist } from '../model/watchlist.js';
import { usesOf } from '../model/watchlist.js';
import type { World } from '../world.js';
import { documentOf } from './visit.js';

/** Captures that are read for one source and night; those read before cost nothing. */
const MOST_CAPTURES = 4;

/** Where the archive is asked from: a night, or a command afterwards. */
export interface Scene {
  readonly world: World;
  readonly watch: Watchlist;
  /** The run under which readings of captures are kept. */
  readonly run: { readonly id: number };
  readonly now: Date;
}

/** The latest capture tells how the document stands now; the best copy for the citation is the nearest that carries its passage. */
export async function askArchive(
  scene: Scene,
  archive: Archive,
  source: Source,
  verdict: SourceVerdict,
  heard: readonly Heard[],
): Promise<SourceVerdict> {
  const url = source.url as string;
  const uses = usesOf(source, scene.watch);
  const accessed =
    uses
      .map(({ citation }) => citation.accessed)
      .filter((date) => date !== null)
      .sort()[0] ?? null;
  const listed = await archive.captures(url);
  const found =
    listed.kind === 'answered' && listed.value.length > 0
      ? listed
      : await archive.nearest(url, accessed ?? scene.now.toISOString().slice(0, 10));
  if (found.kind === 'unavailable') return { ...verdict, archiveUnasked: found.reason };
  const order = readingOrder(found.value, accessed);
  const latest = readingOrder(found.value, null)[0];
  let unread: string | undefined;
  const read = async (capture: Memento): Promise<Heard | null> => {
    const document = await readCapture(scene, archive, capture);
    if (document === null) return null;
    if ('kind' in document) {
      unread ??= document.reason;
      return null;
    }
    const place = { kind: 'archive', at: capture.at } as const;
    return scene.world.thought.ask({ place, url: capture.url, document }, uses);
  };
  const now = verdict.witness === 'none' && latest !== undefined ? await read(latest) : null;
  const best = await bestCopy(order.slice(0, MOST_CAPTURES), read);
  const proof = accessed === null ? null : provesUnchanged(found.value, accessed);
  const copy: ArchivedCopy | null =
    best === null
      ? null
      : {
          ...best,
          ...(proof === null ? {} : { unchanged: { before: proof.before.url, after: proof.after.url } }),
        };
  const complete = hear(verdict, now === null ? heard : [...heard, now], copy);
  return copy === null && unread !== undefined ? { ...complete, archiveUnasked: unread } : complete;
}

/** The nearest capture that carries every passage, else one that carries some, else the nearest that is a document at all. */
async function bestCopy(
  order: readonly Memento[],
  read: (capture: Memento) => Promise<Heard | null>,
): Promise<ArchivedCopy | null> {
  let best: { copy: ArchivedCopy; rank: number } | null = null;
  const [nearest] = order;
  for (const capture of order) {
    const heard = await read(capture);
    if (heard === null) continue;
    const rank = carriesAll(heard) ? 2 : carriesAny(heard) ? 1 : 0;
    const passedOver = nearest !== undefined && nearest !== capture ? { nearest: nearest.url } : {};
    if (best === null || rank > best.rank)
      best = {
        copy: { url: capture.url, capturedAt: capture.at, carriesPassage: rank > 0, ...passedOver },
        rank,
      };
    if (rank === 2) break;
  }
  return best?.copy ?? null;
}

/**
 * The document in a capture, or null when it holds an error page, a login page or nothing. Read once and for all, unless
 * the archive did not give it out tonight.
 */
async function readCapture(
  { world, run, now }: Scene,
  archive: Archive,
  capture: Memento,
): Promise<Document | Unavailable | null> {
  const [known] = await world.store.life(capture.url);
  if (known !== undefined) return documentOf(world, known);
  const answer = await archive.read(capture);
  if (answer.kind === 'unavailable') return answer;
  const reading = answer.value;
  const at = now.toISOString();
  const empty: Visit = {
    run: run.id,
    subject: capture.url,
    at,
    outcome: null,
    validators: null,
    snapshot: null,
    verdict: null,
    memory: null,
  };
  if (reading.kind !== 'page') {
    await world.store.keepVisit(empty, null);
    return null;
  }
  const { body, contentType, http } = reading;
  const base = {
    url: capture.original,
    finalUrl: capture.original,
    hops: [],
    requests: 1,
    received: body.bytes.length,
    at,
    elapsed: 0,
  };
  const outcome: Answered = { ...base, kind: 'answered', http, headers: {}, body };
  const unread = { bytes: body.bytes, sha256: body.sha256, contentType, url: capture.original };
  const { snapshot, sound } = await world.thought.readCapture(outcome, unread);
  await world.store.keepVisit(
    { ...empty, snapshot: sound ? body.sha256 : null },
    sound ? { snapshot, bytes: body.bytes, contentType, url: capture.original } : null,
  );
  return sound ? snapshot.document : null;
}
