import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import type { Answered, Fetch } from '../model/outcome.js';
import { createHear, type Hear, type SanitizedText } from '../model/sanitized-text.js';

/** A tag of an item; `type` is 1 for one that a program set. */
export type ZoteroTag = z.infer<typeof TAG>;
const TAG = z.object({ tag: z.string(), type: z.int().optional() });

/** An item or a note, as Zotero sends it. */
const ITEM = z.object({
  key: z.string(),
  version: z.int(),
  data: z.object({
    note: z.string().default(''),
    tags: z.array(TAG).default([]),
    deleted: z.union([z.boolean(), z.int()]).default(false),
  }),
});
/** By its place in what was sent. */
const WRITTEN = z.object({
  failed: z.record(z.string(), z.object({ code: z.int(), message: z.string() })),
});
const OWNER = z.object({ userID: z.int() });

export interface KeptItem {
  readonly key: string;
  readonly version: number;
  readonly note: string;
  readonly tags: readonly ZoteroTag[];
  readonly isTrashed: boolean;
}

/** What is written of an item: the fields that are named, if it still has this version. Version 0 makes it. */
export interface ItemChange {
  readonly key: string;
  readonly version: number;
  readonly itemType?: 'note';
  readonly parentItem?: string;
  readonly note?: string;
  readonly tags?: readonly ZoteroTag[];
  readonly deleted?: boolean;
}

/** Where the API is, and the key, a secret that is in no message. */
export interface ZoteroSettings {
  readonly api: string;
  readonly key: string;
}

/** Zotero's libraries, through its Web API, version 3 (www.zotero.org/support/dev/web_api/v3). All reject with a sentence. */
export interface Zotero {
  /** The library of who owns the key: `users/7`. */
  ownLibrary(): Promise<string>;
  /** Those of these items that are there, in the trash too; {@link AT_ONCE} at most. */
  read(library: string, keys: readonly string[]): Promise<ReadonlyMap<string, KeptItem>>;
  /** Writes as many at most, and gives those that were not written, by their keys, with the status of each: 412 for another version. */
  write(
    library: string,
    changes: readonly ItemChange[],
  ): Promise<ReadonlyMap<string, { readonly code: number; readonly why: SanitizedText }>>;
}

/** Items of a request (www.zotero.org/support/dev/web_api/v3/write_requests). */
export const AT_ONCE = 50;
/** Statuses that pass: a library that is locked, limits, maintenance. */
const PASSING = new Set([409, 429, 503]);
/** Milliseconds, where Zotero names no time; our choice. */
const USUAL_WAIT = 10_000;
/** Milliseconds that a run waits for Zotero altogether, our choice: the next run takes up what is left. */
const LONGEST_WAIT = 180_000;

/** Opens them through the door to the web; `sleep` is how it waits, `now` in milliseconds since 1970. */
export function openZotero(
  fetch: Fetch,
  { api, key }: ZoteroSettings,
  heard: Hear = createHear(),
  sleep: (ms: number) => Promise<void> = (ms) => wait(ms),
  now: () => number = Date.now,
): Zotero {
  const hear = heard.knowing([key]);
  const home = api.replace(/(?<!\/)\/+$/u, '');
  const headers = { accept: 'application/json', 'zotero-api-version': '3', 'zotero-api-key': key };
  let [patience, restUntil] = [LONGEST_WAIT, 0];

  async function rest(): Promise<void> {
    const asked = Math.max(0, restUntil - now());
    if (asked > patience)
      throw new Error(`Zotero asks to be left alone for ${Math.ceil(asked / 1000)} seconds`);
    patience -= asked;
    if (asked > 0) await sleep(asked);
  }

  async function ask<T>(shape: z.ZodType<T>, path: string, body?: readonly object[]): Promise<T> {
    const post = body && { type: 'application/json', body: JSON.stringify(body) };
    const asked = `${post ? 'POST' : 'GET'} ${path.replace(/\?.*/u, '')}`;
    for (;;) {
      await rest();
      const outcome = await fetch({
        url: `${home}/${path}`,
        validators: null,
        headers,
        post,
        once: true,
      });
      if (outcome.kind === 'failed')
        throw new Error(hear(`Zotero could not be asked: ${outcome.message}`));
      restUntil = now() + waitAskedFor(outcome);
      const text = new TextDecoder().decode(outcome.body?.bytes);
      if (outcome.http === 200) return parseShape(shape, text);
      if (!PASSING.has(outcome.http) || restUntil - now() > patience)
        throw new Error(hear(`Zotero answered ${outcome.http} to ${asked}: ${text.slice(0, 200)}`));
    }
  }

  return {
    ownLibrary: async () => `users/${(await ask(OWNER, 'keys/current')).userID}`,
    read: async (library, keys) => {
      const path = `${library}/items?itemKey=${keys.join(',')}&includeTrashed=1&format=json&limit=${AT_ONCE}`;
      const found = await ask(z.array(ITEM), path);
      return new Map(
        found.map(({ key, version, data: { note, tags, deleted } }) => [
          key,
          { key, version, note, tags, isTrashed: Boolean(deleted) },
        ]),
      );
    },
    write: async (library, changes) => {
      const { failed } = await ask(WRITTEN, `${library}/items`, changes);
      return new Map(
        Object.entries(failed).flatMap(([at, { code, message }]) => {
          const key = changes[Number(at)]?.key;
          return key === undefined ? [] : [[key, { code, why: hear(`${code} ${message}`) }]];
        }),
      );
    },
  };
}

function parseShape<T>(shape: z.ZodType<T>, text: string): T {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    throw new Error('Zotero’s answer has another shape than was expected');
  }
}

/** Milliseconds for which Zotero asks to be left alone: `Retry-After` when it refuses, `Backoff` with any answer. */
function waitAskedFor({ http, headers, retryAfter }: Answered): number {
  const backoff = Number(headers.backoff ?? 0) * 1000 || 0;
  return PASSING.has(http) ? Math.max(backoff, retryAfter ?? USUAL_WAIT) : backoff;
}
