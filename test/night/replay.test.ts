import { describe, expect, it } from 'vitest';
import { openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import { replay } from '../../src/night/redo.js';
import { check } from '../check.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { type FakeWorld, fakeWorld, type Page, page, settings } from '../world.js';
import { night, one, PASSAGE, quoteOf, url } from './nights.js';

const evidence = () => openEvidence(emptyFolder(), EVIDENCE_LIMITS);

/** A world that keeps evidence, after nights on which the source answered so. */
async function worldAfter(...answers: readonly Page[]): Promise<FakeWorld> {
  const world = Object.assign(fakeWorld(), { evidence: evidence() });
  for (const [i, answer] of answers.entries()) {
    world.pages.set(url, answer);
    await night(world, one, i + 1);
  }
  return world;
}

/** The night that the kept captures of a world give. */
async function again(world: FakeWorld) {
  const fresh = fakeWorld();
  const { world: past, permission } = replay(fresh, world.evidence ?? evidence(), one);
  const run = await check(past, one, settings(), () => {}, permission);
  return { source: run.sources[0], asked: fresh.asked };
}

it('a night notes down where its evidence ended, and one that keeps none notes nothing', async () => {
  const world = Object.assign(fakeWorld(), { evidence: evidence() });
  world.pages.set(url, page(PASSAGE));
  const { evidence: tip } = (await night(world, one, 1)).run;
  expect(tip).toEqual(await world.evidence.tip().then(({ n, sha256 }) => ({ n, sha256 })));
  expect(tip?.n).toBe(1);
  const bare = fakeWorld();
  bare.pages.set(url, page(PASSAGE));
  expect((await night(bare, one, 1)).run).not.toHaveProperty('evidence');
});

describe('a night over what was kept', () => {
  it('judges the same bytes in the same way, and asks nothing of the web', async () => {
    const { source, asked } = await again(await worldAfter(page(PASSAGE)));
    expect(source).toMatchObject({ link: { status: 'alive', http: 200 }, finalUrl: url });
    expect(quoteOf(source)?.verdict).toBe('intact');
    expect(asked).toEqual([]);
  });

  it('judges what was received last', async () => {
    const { source } = await again(
      await worldAfter(page(PASSAGE), page(PASSAGE.replace('1,664', '1,446'))),
    );
    expect(quoteOf(source)?.verdict).toBe('altered');
  });

  it('says of a source without a capture that there is none', async () => {
    const { source } = await again(await worldAfter());
    expect(source?.link).toMatchObject({ status: 'unjudged', why: { kind: 'unasked' } });
  });
});
