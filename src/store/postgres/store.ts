import type { Pool } from 'pg';
import { isNight } from '../../model/run.js';
import type { Value } from '../database.js';
import { DamagedStore } from '../locks.js';
import { type Dialect, storeOf } from '../records.js';
import type { VisitRow } from '../rows.js';
import type { Store } from '../store.js';
import {
  countUp,
  type PackedPayload,
  packedPayload,
  payloadBytes,
  putPayloads,
  type ReportRows,
  reclaimPayloads,
  reportRows,
} from './database.js';
import { runLease, sharedLock } from './locks.js';
import type { RideOut } from './outages.js';
import { applyRetention, monthOf } from './retention.js';
import { noteNight, noteUndelivered } from './runs.js';

/** The connections of a report to a shared store. */
interface ReportPools {
  /** What people call the report's store. */
  readonly shown: string;
  /** Connections that see its rows. */
  readonly report: Pool;
  /** A secret of the report where it is private, under which its bytes are kept apart; absent for others. */
  readonly salt?: string;
  /** Opens some that see those of no report. */
  nobody(): Pool;
  /** What becomes of a failure that may pass; absent where it is told at once. */
  readonly ride?: RideOut | undefined;
}

/**
 * The store of a report. A run that was begun is left unfinished by `close`, and can be taken up. `evidence` is the folder in
 * which its runs keep what they receive, or null.
 */
export function sharedStore(
  { shown, report, salt, nobody, ride }: ReportPools,
  evidence: string | null = null,
): Store {
  const db = reportRows(report, shown, ride);
  const locks = { run: runLease(report, db, evidence), post: sharedLock(report, shown, 'post') };
  const store = storeOf(db, sharedDialect(db, salt, nobody), shown, locks, () => report.end());
  return {
    ...store,
    async markDelivery(digest, delivery) {
      await store.markDelivery(digest, delivery);
      await noteUndelivered(db);
    },
  };
}

/** The visit that holds the verdict of visit `v`, found by its month. */
const HELD = `
  LEFT JOIN runs hr ON hr.id = v.held_in
  LEFT JOIN visits h ON h.subject = v.subject AND h.month = hr.month AND h.run = v.held_in`;

/** How visits are found. */
export const SHARED_VISITS = {
  parts: `${HELD} LEFT JOIN memories m ON m.subject = v.subject AND m.run = v.run`,
  landed: 'v.landed',
  latest: 'v.month DESC, v.run DESC',
  readIn: 'NULL::int',
} as const;

/** The month in which the visits of a run that begins in another (`$1`) are kept: a clock that was set back makes none of an earlier one. */
const NEXT_MONTH = 'greatest($1::date, (SELECT month FROM runs ORDER BY id DESC LIMIT 1))';

/** How a report keeps in a shared store what it keeps; `salt` as {@link packedPayload} has it. */
function sharedDialect(
  db: ReportRows,
  salt: string | undefined,
  nobody: () => Pool,
): Dialect<PackedPayload> {
  const packPayload = (bytes: Uint8Array) => packedPayload(bytes, salt);
  return {
    ...SHARED_VISITS,
    // The server looks after what it keeps.
    checkIntegrity: async () => {},
    prepare: (startedAt) => db.rows(`SELECT make_month(${NEXT_MONTH})`, monthOf(startedAt)),
    async addRun(within, startedAt) {
      const id = await countUp(within, 'runs');
      await within.write(
        `INSERT INTO runs (id, month, started_at, state, online) SELECT $2, ${NEXT_MONTH}, $3, 'open', true`,
        monthOf(startedAt),
        id,
        startedAt,
      );
      return id;
    },
    advanceRunNumber: async (run) => void (await countUp(db, 'runs', run)),
    lifeKey: 'report, finding, opened_in',
    noteEnd: async (within, run) => isNight(run) && noteNight(within, run),
    tidy: (startedAt) => applyRetention(db, nobody, startedAt),
    keepVisit: (within, { visit, isJudged, heldIn, packed: bytes }) =>
      within.write(
        `INSERT INTO visits (month, run, subject, judged, snapshot, held_in, visit)
         SELECT month, id, $2, $3, $4, $5, $6 FROM runs WHERE id = $1
         ON CONFLICT (report, subject, month, run) DO UPDATE
         SET judged = excluded.judged, snapshot = excluded.snapshot, held_in = excluded.held_in, visit = excluded.visit`,
        visit.run,
        visit.subject,
        isJudged,
        visit.snapshot,
        heldIn,
        bytes,
      ),
    keepMemory: (within, subject, run, memory) =>
      within.write(
        `INSERT INTO memories (subject, run, former, memory) VALUES ($1, $2, $3, $4)
         ON CONFLICT (report, subject, run) DO UPDATE SET former = excluded.former, memory = excluded.memory`,
        subject,
        run,
        memory.former ?? null,
        JSON.stringify(memory),
      ),
    // Fetched before anybody reads them.
    async findVerdicts(run, sources) {
      const found = await db.rows<VisitRow & { readonly subject: string }>(
        `SELECT v.subject, v.run, v.visit, v.held_in AS "heldIn", h.visit AS held, NULL AS memory
         FROM runs r JOIN visits v ON v.month = r.month AND v.run = r.id ${HELD} WHERE r.id = $1 AND v.subject = ANY($2)`,
        run,
        sources,
      );
      const rows = new Map(found.map((row) => [row.subject, row]));
      return (source) => rows.get(source);
    },
    packDocument: packPayload,
    packBytes: packPayload,
    put: putPayloads,
    column: ({ sha256 }) => sha256,
    select: `SELECT r.sha256, text_sha256 AS "textSha256", content_type AS "contentType", url, p.bytes AS document, r.bytes
      FROM readings r JOIN payloads p ON p.sha256 = r.document WHERE subject = $1 AND r.sha256 = $2`,
    async unpackBytes(sha256: Value) {
      const bytes = await payloadBytes(db.on, String(sha256));
      if (bytes === null) throw new DamagedStore(`the bytes ${sha256} are not in it`);
      return bytes;
    },
    reclaim: (sha256) => reclaimPayloads(db.on, [String(sha256)]),
    // The id is counted up.
    addDigest: `
      WITH next AS (
        INSERT INTO counters (name, value) SELECT 'digests', 1 WHERE NOT EXISTS (SELECT FROM digests WHERE key = $3::text)
        ON CONFLICT (report, name) DO UPDATE SET value = counters.value + 1 RETURNING value)
      INSERT INTO digests (id, created_at, digest, key, part)
      SELECT value, $1::text, $2::bytea, $3::text, $4::boolean FROM next ON CONFLICT DO NOTHING`,
  };
}
