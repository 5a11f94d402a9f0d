import { load } from 'cheerio/slim';
import * as z from 'zod';
import { parseAddress } from '../../../model/address.js';
import type { PartialDate } from '../../../model/watchlist.js';
import type { About, Listed, Listing } from './register.js';

const SITE = 'https://www.gov.uk';

const text = z.string().nullish().catch(null);
const listOf = <T extends z.ZodType>(shape: T) => z.array(shape).nullish().catch(null);
const attachment = z.object({ title: z.string(), url: z.string() });
const child = z.object({ title: z.string(), base_path: z.string(), public_updated_at: text });
/** The parts of a content item that tell of editions (https://content-api.publishing.service.gov.uk). */
const CONTENT = z.object({
  base_path: z.string(),
  title: text,
  withdrawn_notice: z.object({ explanation: text, withdrawn_at: text }).nullish().catch(null),
  details: z
    .object({
      attachments: listOf(attachment),
      change_history: listOf(z.object({ note: z.string(), public_timestamp: z.string() })),
    })
    .nullish()
    .catch(null),
  links: z
    .object({ children: listOf(child), documents: listOf(child) })
    .nullish()
    .catch(null),
});
type Content = z.infer<typeof CONTENT>;

const dayOf = (stamp: string | null | undefined): PartialDate | null =>
  /^\d{4}-\d{2}-\d{2}/u.exec(stamp ?? '')?.[0] ?? null;

/** Reads a content item of GOV.UK's API; null when the text is none. */
export function readContent(json: string): Omit<Listing, 'url'> | null {
  const content = parse(json);
  if (content === null) return null;
  const { base_path, title, details, links } = content;
  const attachments = (details?.attachments ?? []).map((a) => ({ title: a.title, path: a.url, at: null }));
  const pages = [...(links?.children ?? []), ...(links?.documents ?? [])];
  const items = [
    ...attachments,
    ...pages.map((p) => ({ title: p.title, path: p.base_path, at: p.public_updated_at ?? null })),
  ];
  const listed = items.flatMap(({ title: name, path, at }): Listed[] => {
    const url = parseAddress(path, SITE)?.href;
    return url === undefined ? [] : [{ url, text: name, rel: '', published: dayOf(at) ?? undefined }];
  });
  const about = { ...aboutOf(content), page: SITE + base_path, complete: attachments.length > 0 };
  return { title: title ?? '', links: listed, about };
}

function parse(json: string): Content | null {
  try {
    return CONTENT.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}

function aboutOf({ withdrawn_notice: notice, details }: Content): Pick<About, 'withdrawn' | 'change'> {
  const explanation = load(notice?.explanation ?? '')
    .text()
    .replace(/\s+/gu, ' ')
    .trim();
  const on = dayOf(notice?.withdrawn_at);
  const change = (details?.change_history ?? [])
    .map((entry) => ({ on: dayOf(entry.public_timestamp) ?? '', note: entry.note.trim() }))
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .at(-1);
  // GOV.UK writes an empty notice for pages that are not withdrawn.
  return {
    withdrawn: on === null && explanation === '' ? null : { on, explanation },
    change: change ?? null,
  };
}
