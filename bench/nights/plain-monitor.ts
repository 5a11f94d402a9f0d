import { createHash } from 'node:crypto';
import type { Page } from '../../test/world.js';
import { type Claim, mustBeTold } from './claim.js';

/** What a plain monitor keeps of a page: its status, and a hash of its text. */
interface Seen {
  readonly good: boolean;
  readonly hash: string | null;
}

const sha = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

function look(page: Page | null): Seen {
  if (page === null || typeof page !== 'object') return { good: false, hash: null };
  const {
    kind,
    http = 200,
    body,
    headers,
  } = page as {
    kind?: string;
    http?: number;
    body?: { bytes: Uint8Array };
    headers?: Record<string, string>;
  };
  if (kind === 'failed' || http >= 400 || body === undefined) return { good: false, hash: null };
  if (headers?.['content-type'] === 'application/pdf') return { good: true, hash: sha(body.bytes) };
  const text = new TextDecoder()
    .decode(body.bytes)
    .replace(/<(script|style)\b.*?<\/\1>/gsu, '')
    .replace(/<[^>]+>/gu, ' ')
    .replace(/\s+/gu, ' ');
  return { good: true, hash: sha(text) };
}

/** A monitor of status and text hash, as people run them: it alarms when a page begins to fail, and when its text differs. */
export class PlainMonitor {
  alarms = 0;
  falseAlarms = 0;
  readonly #last = new Map<string, Seen>();
  readonly #told = new Set<Claim>();

  constructor(readonly claims: readonly Claim[]) {}

  get told(): number {
    return this.#told.size;
  }

  visit(source: string, page: Page | null, night: number): void {
    const seen = look(page);
    const last = this.#last.get(source);
    this.#last.set(source, seen.good ? seen : { good: false, hash: last?.hash ?? null });
    if (last === undefined) return;
    if (!(seen.good ? seen.hash !== last.hash : last.good)) return;
    this.alarms += 1;
    const begun = this.claims.filter(
      (claim) => claim.source === source && claim.from === night && mustBeTold(claim),
    );
    for (const claim of begun) this.#told.add(claim);
    if (begun.length === 0) this.falseAlarms += 1;
  }
}
