import * as z from 'zod';
import { hostOf } from '../../../model/address.js';
import { jsonIn } from '../../../model/problem.js';
import {
  type ArchiveAnswered,
  answered,
  type Memento,
  replyText,
  timestampOf,
} from '../archive-client.js';
import { capturesOf } from '../cdx.js';
import type { ArchivePlace, ArchiveProvider, Captures } from '../provider.js';

/** The archives by pywb whose index is known to be open: Arquivo.pt, the Portuguese Web Archive (arquivo.pt/cdxserverapi). */
const HOSTS: ReadonlySet<string> = new Set(['arquivo.pt']);

/**
 * An archive by pywb. It is asked where `--timegate` names it; its index lists what a TimeGate does not: every capture, each with
 * its digest.
 */
export const PYWB: ArchiveProvider = {
  // None of them names a limit, so each gets that of the Wayback Machine's index.
  gaps: { index: 2_500 },
  addressesIn: ({ timegates }) => timegates.filter((gate) => HOSTS.has(hostOf(gate))).map(asFolder),
  index: searchIndex,
};

const asFolder = (gate: string): string => (gate.endsWith('/') ? gate : `${gate}/`);

/** Rows that are asked for at once; without a limit Arquivo.pt sends up to 100,000 (arquivo.pt/cdxserverapi). */
const MOST_ROWS = 10_000;

async function searchIndex({ base, breaker }: ArchivePlace, url: string): Promise<Captures> {
  const query = new URLSearchParams({ url, output: 'json', limit: `${MOST_ROWS}` });
  return breaker('index').ask({ url: `${base}cdx?${query}` }, (reply) => {
    // pywb's index said so until 2.5, and lists nothing since.
    if (reply.http === 404 && NOTHING.test(replyText(reply))) return answered([]);
    return reply.http === 200 ? parseCdxj(replyText(reply), base) : null;
  });
}

const NOTHING = /^\s*\{"message": "No Captures found for: /;

const ROW = z.object({
  timestamp: z.string(),
  url: z.string(),
  mime: z.string().optional(),
  status: z.string().optional(),
  digest: z.string().optional(),
  length: z.string().optional(),
});

/** A digest as other archives have it. One of another kind compares with none, and is left out. */
const SHA1 = /^(?:sha1:)?([A-Z2-7]{32})$/i;

/** What pywb's `output=json` lists: an object a line ({@link capturesOf}). Null when no line is one. */
export function parseCdxj(text: string, base: string): ArchiveAnswered<readonly Memento[]> | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const rows = lines.map((line) => {
    const { success, data } = ROW.safeParse(jsonIn(line));
    if (!success) return {};
    const { url: original, mime: type, digest } = data;
    return { ...data, original, type, digest: SHA1.exec(digest ?? '')?.[1]?.toUpperCase() };
  });
  return capturesOf(rows, (at, original) => `${base}${timestampOf(at)}/${original}`);
}
