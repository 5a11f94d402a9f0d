import type { SourceVerdict } from '../../model/verdict.js';
import type { Visit } from '../../model/visit.js';
import { renderAhead } from '../../report/json.js';

/** Verdicts that are rendered ahead, our choice: of a longer list they would take more than 12 MB until the night is over. */
const AHEAD = 4_000;

/**
 * Renders what `latest.json` says of each source once its visit has landed, while the web is waited for: when all have, nothing else is
 * under way, and the processors beside the one that renders have nothing to do.
 */
export function rendersAhead(): (visit: Visit) => void {
  let landed: SourceVerdict[] = [];
  let left = AHEAD;
  const render = (): void => {
    for (const verdict of landed) renderAhead(verdict);
    landed = [];
  };
  return ({ verdict }) => {
    if (verdict === null || left === 0) return;
    left--;
    // What landed together asks on first.
    if (landed.push(verdict) === 1) setImmediate(render);
  };
}
