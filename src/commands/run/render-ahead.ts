import type { Tell } from '../../flow/night.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { renderAhead } from '../../report/json.js';

/** Sources up to which all are rendered ahead, our choice: until the night is over they take 3 kB each. */
const MOST = 4_000;

/**
 * Renders what `latest.json` says of each source once its visit has landed, while the web is waited for: when all have, nothing else is
 * under way, and the processors beside the one that renders have nothing to do.
 */
export function rendersAhead(): Tell {
  let landed: SourceVerdict[] = [];
  const render = (): void => {
    for (const verdict of landed) renderAhead(verdict);
    landed = [];
  };
  return ({ total, visit: { verdict } }) => {
    if (verdict === null || total > MOST) return;
    // What landed together asks on first.
    if (landed.push(verdict) === 1) setImmediate(render);
  };
}
