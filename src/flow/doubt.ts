import { sharedTargets } from '../judge/link/shared-target.js';
import type { LinkReason } from '../model/link-reason.js';
import type { Visit } from '../model/visit.js';
import { type MadeUpPage, madeUpPages } from './made-up-page.js';
import type { Night } from './night.js';
import { historyOf } from './nights-before.js';
import { documentOf } from './visit.js';

/**
 * Takes back what no single visit could know: that an address leads to a page to which its site leads others too, or shows
 * a page that its site shows for any address.
 */
export async function doubtVisits(night: Night, visits: readonly Visit[]): Promise<readonly Visit[]> {
  const shared = sharedTargets(
    visits.flatMap(({ verdict, outcome }) => (verdict === null ? [] : [{ verdict, outcome }])),
  );
  const oneText = await textsOfMany(visits);
  const madeUpPage = madeUpPages(night);
  return Promise.all(
    visits.map(async (visit) => {
      const { verdict, subject } = visit;
      if (verdict === null) return visit;
      const because =
        shared.get(verdict.id) ??
        oneText.get(verdict.id) ??
        (await shownForAnything(night, visit, madeUpPage));
      if (because === null) return visit;
      const { notTheDocument } = await import('../judge/source.js');
      const { store } = night.world;
      const history = await historyOf(store, { subject, url: verdict.url }, night.run.id, visit.snapshot);
      const doubted: Visit = {
        ...visit,
        snapshot: null,
        alone: false,
        restsUntil: null,
        ...notTheDocument(verdict, because, history, night.settings.confirm, visit.memory),
      };
      await store.keepVisit(doubted, null);
      return doubted;
    }),
  );
}

/** The sources that show a text which others show too; where all show what they showed before, none does anew. */
async function textsOfMany(visits: readonly Visit[]): Promise<ReadonlyMap<string, LinkReason>> {
  const seen = visits.flatMap(({ verdict, memory }) => (verdict === null ? [] : [{ verdict, memory }]));
  if (seen.every(({ verdict }) => verdict.content.change === 'unchanged')) return new Map();
  const { oneTextForMany } = await import('../judge/link/one-text.js');
  return oneTextForMany(seen);
}

/** Holds a doubtful page against what its site shows for an address that was made up; gives what gave it away, or null. */
async function shownForAnything(
  { world }: Night,
  visit: Visit,
  madeUpPage: MadeUpPage,
): Promise<LinkReason | null> {
  const { verdict, memory } = visit;
  const madeUp = verdict === null ? null : await madeUpPage(verdict);
  if (verdict === null || madeUp === null) return null;
  const cited = await documentOf(world, visit);
  const { isThisStranger } = await import('../judge/stranger.js');
  const isShown =
    cited === null
      ? verdict.content.why.kind === 'stranger' && isThisStranger(memory?.stranger ?? null, madeUp.document)
      : await world.thought.isSamePage(cited, madeUp.document);
  return isShown ? { kind: 'shown-for-anything', signs: verdict.link.signs ?? [] } : null;
}
