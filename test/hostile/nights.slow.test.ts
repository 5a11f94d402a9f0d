import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import { isFailing, type LinkVerdict } from '../../src/model/link.js';
import type { Run } from '../../src/model/run.js';
import { check } from '../check.js';
import { citation, fakeWorld, type Page, page, settings, source, watchlist } from '../world.js';

const PASSAGE =
  'In that year the authorities prosecuted 16,349 people for the offence, and 41 were acquitted.';
const CONFIRM = 3;
/** Sequences that are tried: many more where there is time. */
const RUNS = process.env.TESTS === 'slow' ? 200 : 15;

const html = (text: string, more: object = {}): Page => {
  const bytes = new TextEncoder().encode(text);
  return {
    headers: { 'content-type': 'text/html' },
    body: { bytes, sha256: text, truncated: false },
    ...more,
  };
};
const failure = (kind: 'dns' | 'tls'): Page => ({
  kind: 'failed',
  failure: kind,
  code: null,
  message: kind,
});

/** What a night may bring. */
const EVENTS: Readonly<Record<string, Page>> = {
  well: page(PASSAGE),
  edited: page(PASSAGE.replace('16,349', '16,439')),
  gone: 404,
  broken: 500,
  walled: html('<title>Just a moment...</title>', { http: 403 }),
  soft: html('<title>Page not found</title><h1>Page not found</h1>'),
  empty: html('<p></p>'),
  nameless: failure('dns'),
  untrusted: failure('tls'),
};

type Night = readonly [a: string, b: string, c: string];
const anyEvent = fc.constantFrom(...Object.keys(EVENTS));
const anyNights = fc.array(fc.tuple(anyEvent, anyEvent, anyEvent), { minLength: 1, maxLength: 9 });

async function play(nights: readonly Night[]): Promise<readonly Run[]> {
  const world = fakeWorld();
  const sources = ['a', 'b', 'c'].map((id) => source(id));
  const watch = watchlist(sources, [citation(1, 'a', PASSAGE), citation(2, 'b', PASSAGE)]);
  const runs: Run[] = [];
  for (const [day, events] of nights.entries()) {
    world.date = new Date(Date.UTC(2025, 9, day + 1, 2)).toISOString();
    for (const [i, event] of events.entries())
      world.pages.set(sources[i]?.url ?? '', EVENTS[event] ?? 500);
    runs.push(await check(world, watch, settings({ confirm: String(CONFIRM) }), () => {}));
  }
  await world.close();
  return runs;
}

/** What a night may do to a link's count of failing days. */
function expectAllowed(before: LinkVerdict | null, now: LinkVerdict): void {
  const earlier = before?.failures ?? 0;
  if (isFailing(now.status)) expect(now.failures).toBe(earlier + 1);
  else if (now.status === 'blocked') expect(now.failures).toBe(earlier);
  else expect(now.failures).toBe(0);
  expect(now.confirmed).toBe(now.failures >= CONFIRM);
  if (before?.status === now.status) expect(now.since).toBe(before.since);
}

/** A finding is opened as new, stays open or grows graver, and ends once, as resolved; it never just disappears. */
function expectLives(before: readonly Finding[], now: readonly Finding[]): void {
  const alive = new Map(before.filter((f) => f.state !== 'resolved').map((f) => [f.id, f]));
  for (const finding of now) {
    const earlier = alive.get(finding.id);
    if (earlier === undefined) expect(finding.state, finding.id).toBe('new');
    else if (finding.state === 'new')
      expect([earlier.severity, finding.severity]).not.toEqual(['high', 'low']);
    alive.delete(finding.id);
  }
  expect([...alive.keys()]).toEqual([]);
}

describe('for any sequence of nights', () => {
  it('as many verdicts come out as sources went in, and links and findings move along the allowed edges only', async () => {
    await fc.assert(
      fc.asyncProperty(anyNights, async (nights) => {
        const runs = await play(nights);
        // A night on which this machine was offline changes nothing, and the next is compared with the one before it.
        const links = new Map<string, LinkVerdict>();
        let findings: readonly Finding[] = [];
        for (const run of runs) {
          expect(run.sources.map((s) => s.id)).toEqual(['a', 'b', 'c']);
          if (!run.run.online) {
            expect(run.sources.every((s) => s.link.status === 'unjudged')).toBe(true);
            continue;
          }
          for (const { id, link } of run.sources) {
            expectAllowed(links.get(id) ?? null, link);
            links.set(id, link);
          }
          expectLives(findings, run.findings);
          findings = run.findings;
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('nothing is said of a text on a night on which it could not be read', async () => {
    await fc.assert(
      fc.asyncProperty(anyNights, async (nights) => {
        for (const run of await play(nights))
          for (const { link, content, citations } of run.sources) {
            if (link.status === 'alive' || link.status === 'moved') continue;
            expect(content.change).toBe('unread');
            for (const quote of citations.flatMap((c) => c.quotes))
              expect(quote.verdict).toBe('unverifiable');
          }
      }),
      { numRuns: RUNS },
    );
  });
});
