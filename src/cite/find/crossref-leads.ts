import * as z from 'zod';
import type { Source } from '../../model/watchlist.js';
import { bestLeads, type Lead } from './lead.js';
import { titleLikeness } from './title.js';

/** Likeness of titles from which on two records are one work; Crossref's search gives its nearest, however far that is. */
const SAME_WORK = 0.8;

const names = z.array(z.string()).nullish().catch(null);
const WORKS = z.object({
  message: z.object({
    items: z.array(
      z
        .object({
          DOI: z.string().regex(/^10\.\d{4,9}\/\S+$/u),
          title: names,
          'container-title': names,
          publisher: z.string().nullish().catch(null),
          institution: z
            .array(z.object({ name: z.string() }))
            .nullish()
            .catch(null),
        })
        .nullable()
        .catch(null),
    ),
  }),
});

/** Where Crossref is asked for works by their title (https://api.crossref.org/swagger-ui/). */
export const crossrefSearch = (title: string): string =>
  `https://api.crossref.org/works?query.bibliographic=${encodeURIComponent(title)}&rows=5&select=DOI,title,container-title,publisher,institution`;

/** Leads in Crossref's answer: DOIs of works of this title. One is vouched for where the record names the source's publisher. */
export function leadsInCrossref(text: string, { title, publisher }: Source): readonly Lead[] {
  const leads = (worksIn(text)?.message.items ?? []).flatMap((item): readonly Lead[] => {
    if (item === null) return [];
    const likeness = titleLikeness(title, item.title?.[0] ?? '');
    const houses = [
      ...(item['container-title'] ?? []),
      item.publisher ?? '',
      ...(item.institution ?? []).map((i) => i.name),
    ];
    const vouched = houses.some((house) => namesOne(house, publisher));
    return [{ url: `https://doi.org/${item.DOI}`, likeness, vouched }];
  });
  return bestLeads(leads, SAME_WORK).toSorted((a, b) => Number(b.vouched) - Number(a.vouched));
}

/** True when one of two names stands in the other, whole words only: `SSRN Electronic Journal` is SSRN. */
function namesOne(house: string, publisher: string): boolean {
  const [there, here] = [house, publisher].map(
    (name) =>
      ` ${name
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()} `,
  );
  return (
    there !== undefined &&
    here !== undefined &&
    there.trim() !== '' &&
    (there.includes(here) || here.includes(there))
  );
}

function worksIn(text: string): z.infer<typeof WORKS> | null {
  try {
    return WORKS.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
