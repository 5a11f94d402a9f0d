import * as z from 'zod';
import { type ArchiveAnswer, answered } from './answer.js';
import { originalOf } from './archive-address.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import { jsonOf } from './exchange.js';
import { instantOf, type Memento, timestampOf, viewAddress } from './memento.js';

const AVAILABILITY = z.object({
  archived_snapshots: z.object({
    closest: z
      .object({
        url: z.string(),
        timestamp: z.string(),
        status: z
          .string()
          .regex(/^\d{3}$/)
          .optional(),
      })
      .optional(),
  }),
});

/** The Wayback Machine's captures are served by web.archive.org, this question by archive.org. */
const addressAt = (base: string): string =>
  `${base === 'https://web.archive.org' ? 'https://archive.org' : base}/wayback/available`;

/** The capture nearest to an instant, by the availability API; it may be one of an error. Empty when there is none. */
export function askAvailability(
  breaker: CircuitBreaker,
  base: string,
  url: string,
  at: string,
): Promise<ArchiveAnswer<readonly Memento[]>> {
  const query = new URLSearchParams({ url, timestamp: timestampOf(at) });
  return breaker.ask({ url: `${addressAt(base)}?${query}` }, (reply) => {
    const read = AVAILABILITY.safeParse(reply.status === 200 ? jsonOf(reply) : undefined);
    if (!read.success) return null;
    const { closest } = read.data.archived_snapshots;
    if (closest === undefined) return answered([]);
    const captured = instantOf(closest.timestamp);
    if (captured === null) return null;
    const original = originalOf(closest.url) ?? url;
    const view = viewAddress(base, captured, original);
    return answered([
      {
        url: view,
        original,
        at: captured,
        status: closest.status === undefined ? null : Number(closest.status),
        type: null,
        digest: null,
      },
    ]);
  });
}
