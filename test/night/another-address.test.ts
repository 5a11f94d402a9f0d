import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import type { Run } from '../../src/model/run.js';
import {
  citation,
  type FakeWorld,
  fakeWorld,
  type Page,
  page,
  source,
  watchlist,
} from '../world.js';
import { night, one, PASSAGE, quoteOf, url } from './nights.js';

const NEW = 'https://b.example/document';
const corrected = watchlist([source('a', { url: NEW })], [citation(1, 'a', PASSAGE)]);
const ADDED =
  '<p>Officials later added that two more provinces would publish their own figures.</p></main>';
const edited = page(PASSAGE).replace('</main>', ADDED);
/** A document that shares no sentence with the article. */
const other = (passage: string): string =>
  `<!doctype html><html lang="en"><title>Title of a</title><main><h1>Title of a</h1><p>${passage}</p>${[
    'In spring the nets are mended on the quay, and the children of the village learn to read the weather there.',
    'The harbour master keeps a ledger of every boat that has gone out since the lighthouse was built on the rock.',
    'Of the nine yards that stood along the shore two are left, and both of them build for the ferry company now.',
  ]
    .map((text) => `<p>${text}</p>`)
    .join('')}</main></html>`;

/** Plays nights at the first address, and then one on which the source has another; its first night is that of day 1. */
async function afterwards(
  world: FakeWorld,
  answers: readonly Page[],
  there: Page,
  watch = corrected,
): Promise<Run> {
  for (const [i, answer] of answers.entries()) {
    world.pages.set(url, answer);
    await night(world, one, i + 1);
  }
  for (const { url: at } of watch.sources) world.pages.set(at ?? '', there);
  return night(world, watch, answers.length + 1);
}

const told = ({ findings }: Run, kind: Finding['kind']) =>
  findings
    .filter((one) => one.kind === kind)
    .map(({ severity, state, since }) => [severity, state, since.slice(0, 10)]);

describe('a source that was given another address', () => {
  it('fails there for the first time, and its finding begins with that', async () => {
    const world = fakeWorld();
    const run = await afterwards(world, [404, 404], 503);
    expect(run.sources[0]?.link).toMatchObject({ failures: 1, confirmed: false });
    expect(told(run, 'source-server-error')).toEqual([['low', 'new', '2025-10-03']]);
    expect(told(await night(world, corrected, 4), 'source-server-error')).toEqual([
      ['low', 'open', '2025-10-03'],
    ]);
  });

  it.each([
    ['as it was', url],
    ['otherwise written', 'http://www.a.example/article/'],
  ])('goes on failing at the same one, %s', async (_, address) => {
    const same = watchlist([source('a', { url: address })], [citation(1, 'a', PASSAGE)]);
    const run = await afterwards(fakeWorld(), [404, 404], 503, same);
    expect(run.sources[0]?.link).toMatchObject({ failures: 3, confirmed: true });
    expect(told(run, 'source-server-error')).toEqual([['high', 'new', '2025-10-01']]);
  });

  it('is read there for the first time, whatever stood at the old one', async () => {
    const world = fakeWorld();
    const run = await afterwards(world, [page(PASSAGE)], other(PASSAGE));
    expect(run.sources[0]?.content.change).toBe('first-visit');
    expect((await night(world, corrected, 3)).sources[0]?.content.change).toBe('unchanged');
    expect(run.findings).toEqual([]);
  });

  it('has not lost there a passage that stood at the old one, nor is one lost that never stood', async () => {
    const without = other('It says nothing of the kind.');
    const run = await afterwards(fakeWorld(), [page(PASSAGE)], without);
    expect(quoteOf(run.sources[0])?.stood).toBeUndefined();
    expect(told(run, 'passage-missing')).toEqual([['medium', 'new', '2025-10-02']]);
  });

  it('has lost it where the new one shows the same document without it', async () => {
    const run = await afterwards(
      fakeWorld(),
      [page(PASSAGE)],
      page('It says nothing of the kind.'),
    );
    expect(run.sources[0]?.content.change).toBe('edited');
    expect(told(run, 'passage-missing')).toEqual([['high', 'new', '2025-10-02']]);
  });
});

describe('an edit of the page at the old address', () => {
  const edit = (there: Page) => afterwards(fakeWorld(), [page(PASSAGE), edited], there);
  const stateOf = async (there: Page) =>
    told(await edit(there), 'content-edited').map(([, state]) => state);

  it('is over when the new one was read, and shows another document', async () => {
    expect(await stateOf(other(PASSAGE))).toEqual(['resolved']);
  });

  it('stays where the new one shows the document as it was edited, and while it could not be read', async () => {
    expect(await stateOf(edited)).toEqual(['open']);
    expect(await stateOf(503)).toEqual(['open']);
  });
});

describe('a failure of the old address', () => {
  it('is over where the new one keeps us out, which at the old one says nothing', async () => {
    const blocked = await afterwards(fakeWorld(), [404, 404], 403);
    expect(told(blocked, 'source-gone').map(([, state]) => state)).toEqual(['resolved']);
    const same = await afterwards(fakeWorld(), [404, 404], 403, one);
    expect(told(same, 'source-gone').map(([, state]) => state)).toEqual(['open']);
  });
});
