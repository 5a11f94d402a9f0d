import { refuse } from '../model/problem.js';
import { type Source, usesOf, type Watchlist } from '../model/watchlist.js';
import type { ErrorFacts } from '../surfaces/error-report.js';
import { latestFindings, latestVerdict } from './latest.js';
import type { Kept } from './redo.js';

/** What is known of a source on which the judge may have erred, about one kind of finding or all. Throws a `UserError` where there is nothing. */
export async function errorFacts(
  kept: Kept,
  watch: Watchlist,
  source: Source,
  { program, node, about }: { readonly program: string; readonly node: string; readonly about: string | undefined },
): Promise<ErrorFacts> {
  const verdict = await latestVerdict(kept.store, source.id);
  if (verdict === null) return refuse(source.id, 'no run has looked at it yet');
  const all = (await latestFindings(kept.store, source)) ?? [];
  const findings = all.filter(({ kind }) => about === undefined || kind === about);
  if (about !== undefined && findings.length === 0) refuse('--about', `the last run found no ${about} on ${source.id}`);
  const [run] = await kept.store.runs(1);
  return {
    made: { program, rules: run?.rules ?? null, node },
    ...{ source, uses: usesOf(source, watch), verdict, findings },
    page: await pageOf(kept, source.id),
  };
}

/** The page that was last received, from the evidence where that has it; else what was last read of it. Null where nothing is kept. */
async function pageOf({ store, evidence }: Kept, id: string): Promise<ErrorFacts['page']> {
  const [last] = await store.life(id, 1);
  const outcome = last?.outcome?.kind === 'answered' ? last.outcome : null;
  const wanted = outcome?.sha256 ?? last?.snapshot ?? null;
  const record = (await evidence.list(id)).findLast(({ payloadSha256 }) => payloadSha256 === wanted);
  const capture = record === undefined ? null : await evidence.read(record.n).catch(() => null);
  if (capture?.outcome.body) {
    const { at, url, finalUrl, http, headers, body } = capture.outcome;
    return { url, finalUrl, http, contentType: headers['content-type'] ?? null, at, base64: toBase64(body.bytes) };
  }
  const reading = wanted === null ? null : await store.reading(id, wanted);
  if (reading === null) return null;
  const { contentType, bytes, url } = reading;
  return { url, finalUrl: url, http: null, contentType, at: null, base64: toBase64(bytes) };
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
