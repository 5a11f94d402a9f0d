import { UserError } from '../model/problem.js';

/** The largest number of a port. */
const LAST = 65_535;

/** True for the number of a port. */
export const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= LAST;

/** The port that `--port` names; 0 is any that is free. Throws a `UserError` for what is none. */
export function parsePort(text: string): number {
  if (isPort(text)) return Number(text);
  const message = `must be a number from 0 (any that is free) to ${LAST}, not ${JSON.stringify(text)}`;
  throw new UserError([{ file: '--port', line: 0, column: 0, message }]);
}
