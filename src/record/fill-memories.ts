import { brotliDecompressSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';

/** What a verdict carried from night to night when memories had no table of their own. */
interface OldVisit {
  readonly at: string;
  readonly verdict: {
    readonly link: {
      readonly status: string;
      readonly since: string;
      readonly failures: number;
      readonly lately?: string;
    };
    readonly content: { readonly restless?: Readonly<Record<string, string>>; readonly shrunk?: number };
    readonly citations: readonly {
      readonly quotes: readonly { readonly id: string; readonly stood?: string }[];
    }[];
  } | null;
}

/**
 * The two latest visits to each subject, and the two latest that were judged: what the next run may ask for, and what a run
 * may that was killed and is taken up.
 */
const LATEST = `
  SELECT id FROM (
    SELECT v.id, v.judged, row_number() OVER (PARTITION BY v.subject ORDER BY v.run DESC) AS n,
           row_number() OVER (PARTITION BY v.subject, v.judged ORDER BY v.run DESC) AS m
    FROM visits v JOIN runs r ON r.id = v.run WHERE r.online = 1)
  WHERE n <= 2 OR (judged = 1 AND m <= 2)`;

/**
 * A step of the schema: fills the memories of a store whose verdicts carried them, so that its next night goes on from
 * what its last one knew. It was released, so it keeps its own idea of both shapes.
 */
export function fillMemories(db: Database): void {
  const visit = db.prepare<[number], { subject: string; run: number; visit: Buffer }>(
    'SELECT subject, run, visit FROM visits WHERE id = ?',
  );
  const add = db.prepare<[string, number, string]>(
    'INSERT INTO memories (subject, run, memory) VALUES (?, ?, ?)',
  );
  for (const id of db.prepare<[], number>(LATEST).pluck().all()) {
    const row = visit.get(id);
    const memory =
      row === undefined ? null : memoryIn(JSON.parse(brotliDecompressSync(row.visit).toString()));
    if (row !== undefined && memory !== null) add.run(row.subject, row.run, JSON.stringify(memory));
  }
}

function memoryIn({ at, verdict }: OldVisit): object | null {
  if (verdict === null) return null;
  const { link, content, citations } = verdict;
  const { status, since, failures, lately = '' } = link;
  const { restless = {}, shrunk = 0 } = content;
  const quotes = citations.flatMap((citation) => citation.quotes);
  return {
    link: { status, since, failures, at },
    nights: lately,
    volatile: restless,
    shrunken: shrunk,
    stood: Object.fromEntries(quotes.flatMap(({ id, stood }) => (stood === undefined ? [] : [[id, stood]]))),
  };
}
