import { absoluteAddress, bestLeads, type Lead } from './lead.js';
import { titleLikeness } from './title.js';

// Where the numbers of this file come from: docs/judging.md, 13.

/** Things in an answer that are looked at: a page of results has some hundred. */
const MOST_THINGS = 5_000;
/** Lists in objects in lists: deeper ones are no answer of a search. */
const DEEPEST = 12;

const NAMES = ['title', 'name', 'headline'] as const;
const ADDRESSES = ['url', 'link', 'href'] as const;
/** Tags with which searches mark what they found. */
const TAG = /<[^<>]{0,200}>/g;

/**
 * Leads in the JSON answer of a search: every entry, wherever it stands, that has a title and an address. China Daily gives
 * `content: [{ title, url }]`, SearXNG `results: [{ title, url }]`, Brave `web: { results: [{ title, url }] }`; Sixth Tone's
 * entries have a `name` and a `contId`, of which `article` (with `{id}`) makes an address. What is no JSON has none.
 */
export function leadsInJson(text: string, title: string, base: string, article?: string): readonly Lead[] {
  return bestLeads(
    entriesIn(parsed(text)).flatMap((entry) => {
      const name = firstText(entry, NAMES)?.replace(TAG, '');
      const url = addressIn(entry, base, article);
      return name === undefined || url === null ? [] : [{ url, likeness: titleLikeness(title, name) }];
    }),
  );
}

type Entry = Readonly<Record<string, unknown>>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function entriesIn(json: unknown): readonly Entry[] {
  const entries: Entry[] = [];
  let left = MOST_THINGS;
  const walk = (thing: unknown, depth: number): void => {
    if (typeof thing !== 'object' || thing === null || depth > DEEPEST || left-- <= 0) return;
    if (!Array.isArray(thing)) entries.push(thing as Entry);
    for (const inside of Object.values(thing)) walk(inside, depth + 1);
  };
  walk(json, 0);
  return entries;
}

const firstText = (entry: Entry, fields: readonly string[]): string | undefined =>
  fields.map((field) => entry[field]).find((value): value is string => typeof value === 'string');

function addressIn(entry: Entry, base: string, article: string | undefined): string | null {
  const { contId } = entry;
  const isId = (typeof contId === 'number' || typeof contId === 'string') && /^\d{1,12}$/.test(`${contId}`);
  if (article !== undefined && isId) return article.replace('{id}', `${contId}`);
  const url = firstText(entry, ADDRESSES);
  return url === undefined ? null : absoluteAddress(url, base);
}
