import type { Unavailable } from './answer.js';
import { unavailable } from './answer.js';
import type { ArchiveReply, Silence } from './exchange.js';

/** Milliseconds for which archives that give no answer may keep a night waiting, all their requests together. */
export const ARCHIVE_PATIENCE = 30_000;
/** Milliseconds after which there is patience again: longer than a night's run, shorter than the way to the next night. */
const RENEWED = 6 * 3_600_000;

type Answer = ArchiveReply | Silence | Unavailable;

/** The patience of one night with all archives together. */
export interface Patience {
  /** Why nothing is asked any more, or null while there is patience left. */
  over(): Unavailable | null;
  /** Waits for an answer as long as there is patience; what never came is taken from it. */
  waitFor(ask: () => Promise<Answer>): Promise<Answer>;
}

/** Patience of so many milliseconds; `now` in milliseconds since 1970. */
export function patienceOf(total: number, now: () => number): Patience {
  let left = total;
  let lostAt = Number.NEGATIVE_INFINITY;
  const seconds = `${Math.round(total / 1000)} s`;
  const lose = (milliseconds: number): void => {
    left -= milliseconds;
    lostAt = now();
  };
  return {
    over() {
      if (now() - lostAt >= RENEWED) left = total;
      if (left > 0) return null;
      return unavailable(
        `No archive was asked: they kept this night waiting for ${seconds} without an answer.`,
      );
    },
    async waitFor(ask) {
      const [began, most] = [now(), left];
      let timer: NodeJS.Timeout | undefined;
      const end = new Promise<null>((resolve) => {
        timer = setTimeout(() => resolve(null), most);
      });
      const answer = await Promise.race([ask(), end]);
      clearTimeout(timer);
      if (answer === null || answer.kind === 'silence') lose(answer === null ? most : now() - began);
      return (
        answer ?? {
          kind: 'silence',
          slow: true,
          unreachable: false,
          what: `gave no answer within ${seconds}`,
        }
      );
    },
  };
}
