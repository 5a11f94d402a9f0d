import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { linkReason } from '../../src/surfaces/words/links.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { BEHAVIOURS } from './behaviours.js';
import { askCitewatch, saysOf } from './tools.js';
import { type HostileWeb, startHostileWeb } from './web.js';

/** Milliseconds for the whole run; the slowest behaviour trickles for fifteen seconds, and is asked twice. */
const BOUND = 90_000;

describe('the hostile web', () => {
  let web: HostileWeb;
  let verdicts: ReadonlyMap<string, SourceVerdict>;
  let elapsed: number;

  beforeAll(async () => {
    web = await startHostileWeb(BEHAVIOURS);
    const start = performance.now();
    verdicts = await askCitewatch(web, BEHAVIOURS);
    elapsed = performance.now() - start;
  }, 2 * BOUND);
  afterAll(() => web.close());

  it('has at least sixty behaviours, each under a name of its own', () => {
    const names = new Set(BEHAVIOURS.map((behaviour) => behaviour.name));
    expect(names.size).toBe(BEHAVIOURS.length);
    expect(names.size).toBeGreaterThanOrEqual(60);
  });

  it('is judged as a careful person would judge it', () => {
    const wrong = BEHAVIOURS.flatMap(({ name, says, change, endsAt }) => {
      const { link, content, finalUrl } = verdicts.get(name) as SourceVerdict;
      const expected = [says, change ?? content.change, endsAt ?? finalUrl];
      const said = [saysOf(link), content.change, finalUrl];
      return String(said) === String(expected)
        ? []
        : [`${name}: ${expected}, not ${said} (${linkReason(ENGLISH, link.why)})`];
    });
    expect(wrong).toEqual([]);
  });

  it('gets a verdict for every behaviour, with its evidence in a sentence, in bounded time', () => {
    expect([...verdicts.keys()]).toEqual(BEHAVIOURS.map((behaviour) => behaviour.name));
    for (const { link } of verdicts.values()) expect(linkReason(ENGLISH, link.why)).toMatch(/\S/u);
    expect(elapsed).toBeLessThan(BOUND);
  });
});
