import { createHash } from 'node:crypto';
import {
  AT_ONCE,
  type ItemChange,
  type KeptItem,
  openZotero,
  type Zotero,
  type ZoteroSettings,
} from '../delivery/zotero.js';
import { ZOTERO_ITEM } from '../model/address.js';
import type { JudgedRun } from '../model/run.js';
import type { Hear } from '../model/sanitized-text.js';
import type { FetchSettings } from '../model/settings.js';
import type { Watchlist } from '../model/watchlist.js';
import { bySource, groupItems, type Publication } from '../surfaces/publication.js';
import {
  type ItemFate,
  type ItemNews,
  isOurTag,
  itemNews,
  nameInNote,
  readNote,
} from '../surfaces/zotero.js';
import { createFetcher } from '../web/fetcher.js';

/** What an item is to say; null for nothing. */
interface Wish {
  readonly library: string;
  readonly key: string;
  readonly news: ItemNews | null;
}

interface Plan {
  readonly kind: ItemFate['kind'];
  readonly why?: string;
  readonly changes: readonly ItemChange[];
}

interface Telling {
  readonly watch: Pick<Watchlist, 'reports' | 'sources'>;
  readonly run: JudgedRun;
  readonly publication: Publication;
  /** True where nothing is written, and only said what would be. */
  readonly rehearsed: boolean;
}

/** Opens the libraries for as long as `work` takes. */
export async function withZotero<T>(
  settings: ZoteroSettings,
  fetch: FetchSettings,
  hear: Hear,
  work: (zotero: Zotero) => Promise<T>,
): Promise<T> {
  const door = createFetcher(fetch);
  try {
    return await work(openZotero(door.fetch, settings, hear));
  } finally {
    await door.close();
  }
}

/** Has the items of a run's sources say in their libraries what was found, and nothing where they stand. What Zotero refuses is an item's fate. */
export async function tellLibraries(
  zotero: Zotero,
  telling: Telling,
): Promise<readonly ItemFate[]> {
  const { watch, rehearsed } = telling;
  const reports = watch.reports.map(({ id }) => id);
  const named = watch.sources.flatMap(({ id, zotero: item }) => {
    const [, library = null, key = ''] = ZOTERO_ITEM.exec(item ?? '') ?? [];
    return key === '' ? [] : [{ id, library, key }];
  });
  const own = named.some(({ library }) => library === null)
    ? await zotero.ownLibrary().catch((error: Error) => error)
    : '';
  const known = named.flatMap((one) => {
    const library = one.library ?? own;
    return library instanceof Error ? [] : [{ ...one, library }];
  });
  const fates: ItemFate[] = named.flatMap(({ library, key }) =>
    library === null && own instanceof Error
      ? [{ item: `items/${key}`, kind: 'refused', news: null, why: own.message }]
      : [],
  );
  for (const [library, wishes] of groupItems(
    wishesOf(known, reports, telling),
    (wish) => wish.library,
  ))
    fates.push(...(await tellLibrary(zotero, library, wishes, reports, rehearsed)));
  return fates;
}

/** One for each item of which a source was looked at. */
function wishesOf(
  named: readonly { readonly id: string; readonly library: string; readonly key: string }[],
  reports: readonly string[],
  { run, publication }: Telling,
): readonly Wish[] {
  const verdicts = new Map([...run.sources].map((verdict) => [verdict.id, verdict]));
  const findings = bySource(run.findings);
  const seen = named.flatMap(({ id, ...item }) => {
    const verdict = verdicts.get(id);
    return verdict === undefined
      ? []
      : [{ ...item, source: { verdict, findings: findings.get(id) ?? [] } }];
  });
  return [...groupItems(seen, ({ library, key }) => `${library}/${key}`).values()].map((same) => {
    const [{ library, key }] = same;
    const sources = same.map(({ source }) => source);
    return { library, key, news: itemNews(sources, reports, publication) };
  });
}

/** Times that an item is read anew which somebody changed while it was written, our choice. */
const ROUNDS = 3;
/** HTTP, 15.5.13: it has another version than it was read with. */
const CHANGED = 412;

async function tellLibrary(
  zotero: Zotero,
  library: string,
  wishes: readonly Wish[],
  reports: readonly string[],
  rehearsed: boolean,
): Promise<readonly ItemFate[]> {
  const fates = new Map<string, ItemFate>();
  const end = ({ key, news }: Wish, kind: ItemFate['kind'], why = ''): void =>
    void fates.set(key, { item: `${library}/items/${key}`, kind, news, why });
  const tell = async (batch: readonly Wish[], round: number): Promise<readonly Wish[]> => {
    const found = await zotero.read(
      library,
      batch.flatMap(({ key }) => [key, noteKey(library, key)]),
    );
    const plans = batch.map((wish) => ({ wish, ...planOf(wish, found, reports) }));
    const changes = plans.flatMap((plan) => plan.changes);
    const failed =
      rehearsed || changes.length === 0 ? new Map() : await zotero.write(library, changes);
    return plans.flatMap(({ wish, kind, why, changes: own }) => {
      const refused = own.flatMap(({ key }) => failed.get(key) ?? []);
      const final =
        refused.find(({ code }) => code !== CHANGED) ?? (round < ROUNDS ? undefined : refused[0]);
      if (refused.length > 0 && final === undefined) return [wish];
      if (final === undefined) end(wish, kind, why);
      else end(wish, 'refused', final.why);
      return [];
    });
  };
  try {
    let left = wishes;
    for (let round = 1; left.length > 0; round++) {
      const again: Wish[] = [];
      // Each has its note beside it.
      for (let at = 0; at < left.length; at += AT_ONCE / 2)
        again.push(...(await tell(left.slice(at, at + AT_ONCE / 2), round)));
      left = again;
    }
  } catch (error) {
    for (const wish of wishes)
      if (!fates.has(wish.key)) end(wish, 'refused', (error as Error).message);
  }
  return wishes.flatMap(({ key }) => fates.get(key) ?? []);
}

/** What is to be written of an item and its note, by what is there. */
function planOf(
  { library, key, news }: Wish,
  found: ReadonlyMap<string, KeptItem>,
  reports: readonly string[],
): Plan {
  const [item, note] = [found.get(key), found.get(noteKey(library, key))];
  const ours = note && readNote(note.note);
  const isOwn = (name: string): boolean => reports.some((id) => nameInNote(id) === name);
  // One that names a report of ours is ours, though another report was taken out of the file since.
  const others = note?.isTrashed === true || ours?.reports.some(isOwn) ? [] : (ours?.reports ?? []);
  const isThere = item?.isTrashed === false;
  if (!isThere || others.length > 0) {
    if (news === null) return { kind: 'same', changes: [] };
    return { kind: isThere ? 'others' : 'missing', why: others.join(', '), changes: [] };
  }
  const changes = [
    ...tagChange(item, news),
    ...(ours === null ? [] : noteChange(library, key, note, news)),
  ];
  if (ours === null && news !== null) return { kind: 'edited', changes };
  if (changes.length === 0) return { kind: 'same', changes };
  return { kind: news === null ? 'cleared' : 'written', changes };
}

function tagChange({ key, version, tags }: KeptItem, news: ItemNews | null): readonly ItemChange[] {
  const wanted = news?.tags ?? [];
  const ours = tags.map(({ tag }) => tag).filter(isOurTag);
  if (ours.toSorted().join('\n') === wanted.join('\n')) return [];
  const others = tags.filter(({ tag }) => !isOurTag(tag));
  return [{ key, version, tags: [...others, ...wanted.map((tag) => ({ tag, type: 1 }))] }];
}

/** Into the trash and out of it, where people find what went. One that a person put there stays until it has something else to say. */
function noteChange(
  library: string,
  parentItem: string,
  note: KeptItem | undefined,
  news: ItemNews | null,
): readonly ItemChange[] {
  const key = noteKey(library, parentItem);
  if (note === undefined)
    return news === null
      ? []
      : [{ key, version: 0, itemType: 'note', parentItem, note: news.note }];
  const { version } = note;
  if (news === null) return note.isTrashed ? [] : [{ key, version, deleted: true }];
  const isSaid = readNote(note.note)?.says === readNote(news.note)?.says;
  return isSaid ? [] : [{ key, version, note: news.note, deleted: false }];
}

/** The signs of Zotero's keys. */
const SIGNS = '23456789ABCDEFGHIJKLMNPQRSTUVWXYZ';

/** The key of our note at an item, always the same: a run that was killed finds the note that it made, and nobody makes a second one. */
export const noteKey = (library: string, item: string): string =>
  [...createHash('sha256').update(`citewatch ${library}/items/${item}`).digest().subarray(0, 8)]
    .map((byte) => SIGNS[byte % SIGNS.length])
    .join('');
