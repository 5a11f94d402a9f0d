import type { Tell } from '../../flow/night.js';
import type { Io } from '../io.js';

/** Cells of the bar. */
const BAR = 24;
/** Below this many characters a line says nothing useful. */
const NARROW = 60;

/** Tells how far a run is: a bar on a terminal, one plain line a visit elsewhere. */
export const progress = (io: Io): Tell => (io.live ? bar(io) : lines(io));

const lines =
  (io: Io): Tell =>
  ({ done, total, visit }) => {
    const count = `${String(done).padStart(String(total).length)}/${total}`;
    io.err(`${count}  ${(visit.verdict?.link.status ?? 'unknown').padEnd(12)}  ${visit.subject}\n`);
  };

const bar =
  (io: Io): Tell =>
  ({ done, total, visit }) => {
    const full = Math.round((BAR * done) / Math.max(1, total));
    const head = `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${done}/${total}`;
    const room = Math.max(0, Math.max(NARROW, io.width) - head.length - 3);
    io.err(`\r\u001b[2K${head}  ${visit.subject.slice(0, room)}${done === total ? '\r\u001b[2K' : ''}`);
  };
