import { moment } from '../dates.js';
import { count } from '../words.js';

/** What the good time stamps of a log say: how many, from when to when (ISO), up to which line, and whether they were held against roots. */
interface Cover {
  readonly count: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly upTo: number;
  readonly pinned: boolean;
}

/** The period that time stamps cover, for people; nothing where there are none. `end` is the last line of the log. */
export function coverLines(
  { count: stamps, first, last, upTo, pinned }: Cover,
  end: number,
): readonly string[] {
  if (first === null || last === null) return [];
  const rest = end > upTo ? `; ${count(end - upTo, 'later line has', 'later lines have')} none yet` : '';
  const who = pinned
    ? 'Each leads to one of the roots that were named.'
    : 'Nobody vouches here for who signed them: name the roots of the authorities (--tsa-roots).';
  const period = stamps === 1 ? moment(first) : `${moment(first)} to ${moment(last)}`;
  return [
    `${count(stamps, 'good time stamp', 'good time stamps')} (${period}) over lines 1 to ${upTo}${rest}. ${who}`,
  ];
}
