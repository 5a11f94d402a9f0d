/** A value that a statement is given for `$1`, `$2`, …; a list for those of many rows (PostgreSQL). */
export type Value = string | number | boolean | Buffer | null | readonly (string | number | boolean | Buffer | null)[];

/** A statement in the SQL that SQLite and PostgreSQL share. */
export interface Statement<R> {
  readonly text: string;
  all(...values: readonly Value[]): Promise<readonly R[]>;
  /** The first row. */
  first(...values: readonly Value[]): Promise<R | undefined>;
  /** How many rows it wrote. */
  write(...values: readonly Value[]): Promise<number>;
}

/** What the queries that both stores share are asked on. */
export interface Queries {
  prepare<R extends object>(text: string): Statement<R>;
  /** Does several writes in one transaction, all or none. */
  together(...writes: readonly (readonly [Statement<object>, ...Value[]])[]): Promise<void>;
}

/** The steps in the text of a `.sql` file by their names, in their order: each stands behind a line `-- step NAME`. */
export const stepsIn = (sql: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    sql
      .split(/^-- step /mu)
      .slice(1)
      .map((step) => step.split(/\n(.*)/su, 2)),
  );
