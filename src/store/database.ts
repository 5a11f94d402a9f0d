/** A value that a statement is given for `$1`, `$2`, …; a list for those of many rows (PostgreSQL). */
export type Value = Single | readonly Single[];

type Single = string | number | boolean | Date | Buffer | null;

/** Asks statements, in the SQL that SQLite and PostgreSQL share where both stores do. */
export interface Statements {
  /** The rows that a statement gives. */
  rows<R extends object>(text: string, ...values: readonly Value[]): Promise<readonly R[]>;
  /** The first of them. */
  row<R extends object>(text: string, ...values: readonly Value[]): Promise<R | undefined>;
  /** How many rows it wrote. */
  write(text: string, ...values: readonly Value[]): Promise<number>;
}

/** What is kept of one report. */
export interface Records extends Statements {
  /** Does several things in one transaction, all or none. */
  together<T>(work: (within: Statements) => Promise<T>): Promise<T>;
}
