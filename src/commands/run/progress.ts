import type { Tell } from '../../flow/night.js';
import { outcomeName } from '../../model/service-state.js';
import { type Io, lineStart } from '../io.js';
import type { CheckOptions } from '../options.js';

/** Cells of the bar. */
const BAR = 24;
/** Below this many characters a line says nothing useful. */
const NARROW = 60;

/**
 * Tells how far a run is: a bar on a terminal, one plain line a visit elsewhere, nothing where it is to be quiet. Programs that read a log
 * have an entry a visit, quiet or not.
 */
export function progress(io: Io, { quiet }: Pick<CheckOptions, 'quiet'> = {}): Tell {
  if (quiet === true && !io.asJson) return () => {};
  const show = io.asJson ? entries(io) : io.live ? bar(io) : lines(io);
  // What lands while a run is stopped comes after the sentence that says so.
  return (landed) => {
    if (!io.stop.aborted) show(landed);
  };
}

const entries =
  (io: Io): Tell =>
  ({ done, total, visit: { run, subject, outcome, verdict } }) => {
    const link = verdict?.link.status ?? null;
    const came = outcome === null ? 'unasked' : outcomeName(outcome);
    const http = outcome?.kind === 'answered' ? outcome.http : null;
    const of = { run, source: subject, done, total };
    io.tell({
      level: 'info',
      event: 'visited',
      message: `${done}/${total} ${subject}: ${link ?? came}`,
      fields: { ...of, outcome: came, http, link, ms: Math.round(outcome?.elapsed ?? 0) },
    });
  };

/** Visits land as many together as are kept together, and are told so: a write for each took a fiftieth of the time of a night on which nothing changed. */
function lines(io: Io): Tell {
  let landed = '';
  const tell = (): void => {
    if (landed !== '') io.err(landed);
    landed = '';
  };
  return ({ done, total, visit }) => {
    if (landed === '') setImmediate(tell);
    const count = `${String(done).padStart(String(total).length)}/${total}`;
    landed += `${count}  ${(visit.verdict?.link.status ?? 'unknown').padEnd(12)}  ${visit.subject}\n`;
    if (done === total) tell();
  };
}

const bar =
  (io: Io): Tell =>
  ({ done, total, visit }) => {
    const full = Math.round((BAR * done) / Math.max(1, total));
    const head = `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${done}/${total}`;
    const room = Math.max(0, Math.max(NARROW, io.width) - head.length - 3);
    const start = lineStart(io);
    io.err(`${start}${head}  ${visit.subject.slice(0, room)}${done === total ? start : ''}`);
  };
