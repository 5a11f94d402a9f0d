import { type Source, usesAsJson, type Watchlist } from '../model/watchlist.js';

/** Sources whose uses share one piece of memory: each by itself takes a third more. */
const TOGETHER = 1_000;

/** Sources of which the citations take no memory to speak of, our choice: of so many it is ten megabytes. */
const FEW = 10_000;

/**
 * A watchlist for those who need the uses of one source at a time: they are put away as bytes, and its reports list no citations.
 * Of 100,000 sources that is half the memory, and none of it is gone through again and again for what is alive.
 * One of few sources stays as it is.
 */
export function putAway(watch: Watchlist, few = FEW): Watchlist {
  const { sources } = watch;
  if (sources.length <= few) return watch;
  const bytes = new Map<string, Buffer>();
  for (let n = 0; n < sources.length; n += TOGETHER)
    for (const [id, own] of packed(sources.slice(n, n + TOGETHER), watch)) bytes.set(id, own);
  return {
    ...watch,
    reports: watch.reports.map((report) => ({ ...report, citations: [] })),
    uses: (source) => bytes.get(source)?.toString() ?? '[]',
  };
}

/** The uses of each source as JSON. */
function packed(sources: readonly Source[], watch: Watchlist): readonly [id: string, own: Buffer][] {
  const texts = sources.map((source) => usesAsJson(source, watch));
  const all = Buffer.from(texts.join(''));
  let end = 0;
  return sources.map(({ id }, i) => {
    const start = end;
    end += Buffer.byteLength(texts[i] ?? '');
    return [id, all.subarray(start, end)];
  });
}
