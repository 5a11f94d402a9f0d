/** A clock that only sleeping moves. */
export interface FakeClock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Every sleep so far, in milliseconds. */
  readonly slept: readonly number[];
  readonly advance: (milliseconds: number) => void;
}

/** A clock at the start of 2 March 2025. */
export function fakeClock(): FakeClock {
  let time = Date.UTC(2025, 2, 2);
  const slept: number[] = [];
  return {
    now: () => time,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      time += milliseconds;
    },
    slept,
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}
