import type { Archive } from '../archive/archive.js';
import { provesUnchanged, readingOrder } from '../archive/choose.js';
import type { Memento } from '../archive/memento.js';
import type { Cited } from '../judge/page-similarity.js';
import { carriesAll, carriesAny, type Heard, hear } from '../judge/witness.js';
import type { Document } from '../model/document.js';
import { isUnproven } from '../model/quote-verdict.js';
import { type ArchivedCopy, isOwnPage, type SourceVerdict } from '../model/verdict.js';
import { type Source, type Use, usesOf } from '../model/watchlist.js';
import { captureText, type Scene } from './capture-text.js';
import { historyOf } from './nights-before.js';

/** Captures that are read for one source and night in search of the best copy; those read before cost nothing. */
const MOST_CAPTURES = 4;
/** Captures that are passed over, newest first, in search of one that shows the document: a wall may stand for weeks. */
const MOST_NEWEST = 8;

/** A source's verdict when the archive has been asked. */
export interface ArchiveAsked {
  readonly verdict: SourceVerdict;
  /** The newest capture in which the document is recognised, and when it was made; null when none was needed or found. */
  readonly spoke: { readonly document: Document; readonly at: string } | null;
}

/**
 * The newest capture in which the document is recognised tells how it stands now; the best copy for the citation is the
 * nearest that carries its passage.
 */
export async function askArchive(
  scene: Scene,
  archive: Archive,
  source: Source,
  verdict: SourceVerdict,
  heard: readonly Heard[],
): Promise<ArchiveAsked> {
  const url = source.url as string;
  const uses = usesOf(source, scene.watch);
  const accessed = firstAccessed(uses);
  const listed = await archive.captures(url);
  const found =
    listed.kind === 'answered' && listed.value.length > 0
      ? listed
      : await archive.nearest(url, accessed ?? scene.now.toISOString().slice(0, 10));
  if (found.kind === 'unavailable')
    return { verdict: { ...hear(verdict, heard, null), archiveUnasked: found.reason }, spoke: null };
  const reader = new CaptureReader(scene, archive, source, await citedOf(scene, source));
  const speaks = !isOwnPage(verdict.witness) || verdict.citations.some((use) => use.quotes.some(isUnproven));
  const newest = readingOrder(found.value, null).slice(0, MOST_NEWEST);
  const now = speaks ? await firstThat(newest, (capture) => reader.hear(capture)) : null;
  const order = readingOrder(found.value, accessed).slice(0, MOST_CAPTURES);
  const best = await bestCopy(order, (capture) => reader.hear(capture));
  const proof = accessed === null ? null : provesUnchanged(found.value, accessed);
  const unchanged = proof === null ? {} : { unchanged: { before: proof.before.url, after: proof.after.url } };
  const copy = best === null ? null : { ...best, ...unchanged };
  const complete = hear(verdict, now === null ? heard : [...heard, now], copy);
  const { unread } = reader;
  return {
    verdict: copy === null && unread !== undefined ? { ...complete, archiveUnasked: unread } : complete,
    spoke: now?.place.kind === 'archive' ? { document: now.document, at: now.place.at } : null,
  };
}

const firstAccessed = (uses: readonly Use[]): string | null =>
  uses
    .map(({ citation }) => citation.accessed)
    .filter((date) => date !== null)
    .sort()[0] ?? null;

/** What is known of the document that a capture should show: its title, and its text of the last good night. */
export async function citedOf(
  { world, run }: Pick<Scene, 'run'> & { readonly world: Pick<Scene['world'], 'store'> },
  { id, title, url }: Source,
): Promise<Cited> {
  const { baseline } = await historyOf(world.store, { subject: id, url }, run.id);
  return { title, baseline: baseline?.snapshot.document ?? null };
}

/** Hears captures of one source, each once. */
class CaptureReader {
  /** Why the archive did not give out a capture; the first reason. */
  unread: string | undefined;
  readonly #heard = new Map<string, Promise<Heard | null>>();

  constructor(
    private readonly scene: Scene,
    private readonly archive: Archive,
    private readonly source: Source,
    private readonly cited: Cited,
  ) {}

  /** Null where the document is not recognised. */
  hear(capture: Memento): Promise<Heard | null> {
    const known = this.#heard.get(capture.url) ?? this.#hear(capture);
    this.#heard.set(capture.url, known);
    return known;
  }

  async #hear(capture: Memento): Promise<Heard | null> {
    const document = await captureText(this.scene, this.archive, capture);
    if (document === null) return null;
    if ('kind' in document) {
      this.unread ??= document.reason;
      return null;
    }
    const { url, original, at } = capture;
    const testimony = { place: { kind: 'archive', at }, url, document } as const;
    const { scene, source, cited } = this;
    const series = scene.watch.series.find(({ id }) => id === source.series) ?? null;
    const uses = usesOf(source, scene.watch);
    return scene.world.thought.hearCapture({ testimony, original, uses, cited, source, series });
  }
}

async function firstThat<T, R>(items: readonly T[], ask: (item: T) => Promise<R | null>): Promise<R | null> {
  for (const item of items) {
    const answer = await ask(item);
    if (answer !== null) return answer;
  }
  return null;
}

/** The nearest capture that carries every passage, else one that carries some, else the nearest that shows the document at all. */
async function bestCopy(
  order: readonly Memento[],
  hearIn: (capture: Memento) => Promise<Heard | null>,
): Promise<ArchivedCopy | null> {
  let best: { copy: ArchivedCopy; rank: number } | null = null;
  const [nearest] = order;
  for (const capture of order) {
    const heard = await hearIn(capture);
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
