import type { Evidence } from '../evidence/evidence.js';
import { refuse } from '../model/problem.js';
import { type Source, usesOf, type Watchlist } from '../model/watchlist.js';
import type { Store } from '../store/store.js';
import type { ErrorFacts, PackedPage } from '../surfaces/error-report.js';
import { latestFindings, latestVerdict } from './latest.js';

interface Kept {
  readonly store: Store;
  readonly evidence: Evidence;
}

/** What is known of a source on which the judge may have erred, about one kind of finding or all. Throws a `UserError` where there is nothing. */
export async function errorFacts(
  kept: Kept,
  { watch, source }: { readonly watch: Watchlist; readonly source: Source },
  { program, node, about }: { readonly program: string; readonly node: string; readonly about: string | undefined },
): Promise<ErrorFacts> {
  const { store } = kept;
  const verdict = await latestVerdict(store, source.id);
  if (verdict === null) return refuse(source.id, 'no run has looked at it yet');
  const all = (await latestFindings(store, source)) ?? [];
  const findings = all.filter(({ kind }) => about === undefined || kind === about);
  if (about !== undefined && findings.length === 0) refuse('--about', `the last run found no ${about} on ${source.id}`);
  const [run] = await store.runs(1);
  return {
    made: { program, rules: run?.rules ?? null, node },
    ...{ source, uses: usesOf(source, watch), verdict, findings },
    page: await pageOf(kept, source.id),
  };
}

/** The page that was last received, from the evidence where that has it; else what was last read of it. Null where nothing is kept. */
async function pageOf({ store, evidence }: Kept, id: string): Promise<PackedPage | null> {
  const [last] = await store.life(id, 1);
  const outcome = last?.outcome?.kind === 'answered' ? last.outcome : null;
  const wanted = outcome?.sha256 ?? last?.snapshot ?? null;
  const record = (await evidence.list(id)).findLast(({ payloadSha256 }) => payloadSha256 === wanted);
  const capture = record === undefined ? null : await evidence.read(record.n).catch(() => null);
  if (capture?.outcome.body) {
    const { at, url, finalUrl, http, headers, body } = capture.outcome;
    return { url, finalUrl, http, contentType: headers['content-type'] ?? null, at, bytes: body.bytes };
  }
  const reading = wanted === null ? null : await store.reading(id, wanted);
  if (reading === null) return null;
  const { contentType, bytes, url } = reading;
  return { url, finalUrl: url, http: null, contentType, at: null, bytes };
}
