/** Nights of a play. */
export const NIGHTS = 60;

const FIRST = Date.UTC(2025, 9, 1, 2);
const DAY = 86_400_000;

/** When a night begins; nights are counted from 1. */
export const dateOf = (night: number): Date => new Date(FIRST + (night - 1) * DAY);

/** The night of an instant, ISO. */
export const nightOf = (at: string): number => Math.floor((Date.parse(at) - FIRST) / DAY) + 1;
