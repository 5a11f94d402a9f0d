/** An archive said what it knows. */
export interface ArchiveAnswered<T> {
  readonly kind: 'answered';
  readonly value: T;
  /** What limits the answer, in one sentence: rows that made no sense, a list that was cut. */
  readonly note: string | null;
}

/** Nothing is known: the archive was down, slow, talked nonsense, or does not give this out. */
export interface Unavailable {
  readonly kind: 'unavailable';
  /** One sentence for people. */
  readonly reason: string;
}

/** What came of asking an archive. "It has none" is an answer; "it could not be asked" is not. */
export type ArchiveAnswer<T> = ArchiveAnswered<T> | Unavailable;

/** An answer, with what limits it. */
export const answered = <T>(value: T, note: string | null = null): ArchiveAnswered<T> => ({
  kind: 'answered',
  value,
  note,
});

/** No answer, and why. */
export const unavailable = (reason: string): Unavailable => ({ kind: 'unavailable', reason });
