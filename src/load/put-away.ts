import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Source, usesAsJson, type Watchlist } from '../model/watchlist.js';

/**
 * Sources whose uses are packed together: a third of their bytes, and 25 µs to read those of one. By itself each would take more than half of
 * them, and ten together a quarter and 35 µs.
 */
const TOGETHER = 5;

/** Sources of which the citations take no memory to speak of, our choice: of so many it is ten megabytes. */
const FEW = 10_000;

/** Of zlib's levels the quickest: the others save a twentieth. */
const LEVEL = 1;

/**
 * A watchlist for those who need the uses of one source at a time: they are put away as packed bytes, and its reports list no citations.
 * Of 100,000 sources that is more than half the memory, and none of it is gone through again and again for what is alive.
 * One of few sources stays as it is.
 */
export function putAway(watch: Watchlist, few = FEW): Watchlist {
  const { sources } = watch;
  if (sources.length <= few) return watch;
  const packs: Uint8Array[] = [];
  for (let n = 0; n < sources.length; n += TOGETHER)
    packs.push(packed(sources.slice(n, n + TOGETHER), watch));
  const places = new Map(sources.map(({ id }, n) => [id, n]));
  return {
    ...watch,
    reports: watch.reports.map((report) => ({ ...report, citations: [] })),
    uses: (source) => {
      const n = places.get(source);
      return n === undefined
        ? '[]'
        : (linesIn(packs[Math.floor(n / TOGETHER)] as Uint8Array)[n % TOGETHER] ?? '[]');
    },
  };
}

/** The uses of each source as JSON, of which none has an end of a line in it. A copy: what zlib gives lies in 16 kB of its own. */
const packed = (sources: readonly Source[], watch: Watchlist): Uint8Array =>
  new Uint8Array(
    deflateRawSync(sources.map((source) => usesAsJson(source, watch)).join('\n'), { level: LEVEL }),
  );

const linesIn = (pack: Uint8Array): readonly string[] => inflateRawSync(pack).toString().split('\n');
