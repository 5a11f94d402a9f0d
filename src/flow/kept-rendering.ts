import type { Evidence } from '../evidence/evidence.js';
import type { Render, Rendered, Rendering } from '../model/rendering.js';
import type { Visit } from '../model/visit.js';

/** What a browser showed on the night of a visit; null where none did, or what it showed is not kept any more. */
export async function keptRendering(evidence: Evidence, visit: Visit): Promise<Rendered | null> {
  const state = visit.verdict?.content.rendered;
  if (state === undefined) return null;
  const beside = await evidence.beside(visit.subject);
  // What is as it was is not kept again.
  const record = beside.findLast(({ role, run }) => role === 'rendered' && run <= visit.run);
  const kept = record === undefined ? null : await evidence.readBeside(record.n).catch(() => null);
  if (kept === null) return null;
  const { at, url, bytes, by = '' } = kept.resource;
  return { kind: 'rendered', at, url, html: bytes, screenshot: null, by, ...state };
}

/** A browser in which pages are as they were then; `visitOf` knows whose page was found at an address. */
export const asShownThen =
  (evidence: Evidence, visitOf: (url: string) => Promise<Visit | null>): Render =>
  async ({ url }) => {
    const visit = await visitOf(url);
    return visit === null ? null : ((await keptRendering(evidence, visit)) ?? unrenderedThen(visit));
  };

function unrenderedThen({ verdict }: Visit): Rendering | null {
  const why = verdict?.content.why;
  const browser = why?.kind === 'document' && why.why.kind === 'script' ? why.why.browser : undefined;
  // A page that is as empty there was shown, and what it showed is gone.
  return browser === undefined || browser.kind === 'still-empty'
    ? null
    : { kind: 'unrendered', why: browser };
}
