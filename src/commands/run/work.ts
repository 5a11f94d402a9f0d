import { parseWork, type RawWork } from '../../load/settings.js';
import { workOn } from '../../world/fleet.js';
import { whatFailed } from '../end-well.js';
import { type Io, lineStart } from '../io.js';
import { VERSION } from '../version.js';
import { withCertificates } from './prepare.js';

/** The options of `citewatch work` as commander gives them. */
export interface WorkOptions extends RawWork {
  readonly db: string;
  readonly once?: boolean;
  readonly verbose?: boolean;
}

/** Works until stopped, and ends the requests under way then; gives the exit code. */
export async function runWork(options: WorkOptions, io: Io): Promise<number> {
  const settings = withCertificates(options, (raw) => parseWork(raw, VERSION));
  const stop = new AbortController();
  io.stop.addEventListener('abort', () => stop.abort(), { once: true });
  const say = (sentence: string): void => io.err(`${lineStart(io)}${sentence}\n`);
  let answered = 0;
  await workOn(
    { ...settings, db: options.db, once: options.once === true },
    (news) => {
      switch (news.kind) {
        case 'begun':
          return options.once === true ? undefined : say(`working for ${news.shown}; stop with Ctrl-C`);
        case 'away':
          return say(`the store cannot be reached (${whatFailed(news.error)}); it is tried again`);
        case 'back':
          return say('the store is back');
        case 'walked':
          answered += news.walked.answered;
          if (options.verbose === true) say(lineOf(news.walked));
      }
    },
    stop.signal,
  );
  if (options.verbose === true) say(`${answered} answered in all`);
  return 0;
}

const lineOf = ({ host, answered, left }: { host: string; answered: number; left: number | null }): string =>
  `${host}: ${answered} answered, ${left === null ? 'taken by another worker' : `${left} left`}`;
