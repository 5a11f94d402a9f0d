import { describe, expect, it, test } from 'vitest';
import { type SourceVerdict, textRead } from '../../src/model/verdict.js';
import type { Decision } from '../../src/model/watchlist.js';
import { renderMarkdown } from '../../src/surfaces/files/markdown.js';
import { renderDigest } from '../../src/surfaces/mail/digest.js';
import { renderExplanation } from '../../src/surfaces/terminal/explanation.js';
import { renderTerminal } from '../../src/surfaces/terminal/terminal.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { check } from '../check.js';
import { citation, fakeWorld, page, settings, source, watchlist } from '../world.js';

const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const ALTERED = PASSAGE.replace('16,349', '16,439');
const url = 'https://a.example/article';

const decided = (until: string | null): Decision => ({
  source: 'a',
  about: 'passage-altered',
  edition: null,
  keep: true,
  reason: 'the report explains the other number',
  on: '2025-10-02',
  until,
});

/** Plays nights, each with the page's passage and the decisions of that day, and gives what was found. */
async function nights(
  ...given: readonly (readonly [text: string, decisions: readonly Decision[]])[]
) {
  const world = fakeWorld();
  const found: string[][] = [];
  for (const [i, [text, decisions]] of given.entries()) {
    world.date = `2025-10-0${i + 1}T02:00:00.000Z`;
    world.pages.set(url, page(text));
    const watch = watchlist([source('a')], [citation(1, 'a', PASSAGE)], { decisions });
    const run = await check(world, watch, settings({}), () => {});
    found.push(run.findings.map(({ kind, state }) => `${kind} ${state}`));
  }
  await world.close();
  return found;
}

it('a decision holds until its last day, and is told when that has passed', async () => {
  const decision = decided('2025-10-03');
  expect(
    await nights(
      [PASSAGE, []],
      [ALTERED, [decision]],
      [ALTERED, [decision]],
      [ALTERED, [decision]],
    ),
  ).toEqual([
    [],
    ['passage-altered acknowledged'],
    ['passage-altered acknowledged'],
    ['passage-altered new', 'lint-decision-expired new'],
  ]);
});

it('a decision whose finding is over is told on the night after, once, until it is taken out', async () => {
  const decision = decided(null);
  expect(
    await nights(
      [PASSAGE, []],
      [ALTERED, [decision]],
      [PASSAGE, [decision]],
      [PASSAGE, [decision]],
      [PASSAGE, [decision]],
      [PASSAGE, []],
    ),
  ).toEqual([
    [],
    ['passage-altered acknowledged'],
    ['passage-altered resolved'],
    ['lint-decision-pointless new'],
    ['lint-decision-pointless open'],
    ['lint-decision-pointless resolved'],
  ]);
});

it('what somebody has taken on stays open, and says who has', async () => {
  const world = fakeWorld();
  world.pages.set(url, page(ALTERED));
  const taken = { ...decided(null), keep: false, by: 'Ada' };
  const watch = watchlist([source('a')], [citation(1, 'a', PASSAGE)], { decisions: [taken] });
  const run = await check(world, watch, settings({}), () => {});
  expect(run.findings).toMatchObject([{ kind: 'passage-altered', state: 'new', owner: 'Ada' }]);
  expect(renderTerminal(ENGLISH, run, { colour: false, width: 400 })).toMatch(
    /To do: .*\. Ada has taken it on\.$/mu,
  );
  expect(renderMarkdown(run)).toMatch(/What to do: .* Ada has taken it on\.$/mu);
  expect(
    renderExplanation(ENGLISH, run.sources[0] as SourceVerdict, run.findings, {
      colour: false,
      width: 400,
    }),
  ).toContain('Ada has taken it on.');
  const digest = {
    run: run.run,
    since: null,
    fresh: run.findings,
    open: [],
    resolved: [],
    sources: [...run.sources],
  };
  const { text, html } = renderDigest(digest);
  for (const mail of [text, html]) expect(mail).toContain('Ada has taken it on.');
  await world.close();
});

describe('a false alarm stays silent', () => {
  const falsely = page(ALTERED);
  const counted = (n: number) =>
    falsely.replace('Contact', `Contact. This page was read ${n} times.`);
  const edited = falsely.replace(
    'An article</h1>',
    'An article</h1><p>The ministry denied all of it on Friday.</p>',
  );

  /** Plays a night on which the passage is found altered, records that this is a false alarm, and gives what is found of it on the nights after. */
  async function nightsSince(...pages: readonly (string | number)[]) {
    const world = fakeWorld();
    const found: string[] = [];
    let decision: Decision | null = null;
    for (const [i, html] of [page(PASSAGE), falsely, ...pages].entries()) {
      world.date = `2025-10-0${i + 1}T02:00:00.000Z`;
      world.pages.set(url, html);
      const decisions = decision === null ? [] : [decision];
      const watch = watchlist([source('a')], [citation(1, 'a', PASSAGE)], { decisions });
      const run = await check(world, watch, settings({}), () => {});
      if (i === 1)
        decision = { ...decided(null), falseAlarm: textRead([...run.sources][0] as SourceVerdict) };
      found.push(
        run.findings
          .flatMap(({ kind, state }) => (kind === 'passage-altered' ? [state] : []))
          .join(),
      );
    }
    await world.close();
    return found.slice(2);
  }

  test.each<[string, readonly (string | number)[]]>([
    ['while the text is the same', [falsely, falsely]],
    ['on nights on which the page cannot be read', [503, falsely, 403, 403, falsely]],
    ['where only a counter of the page changes', [counted(7), counted(8), 503, counted(9)]],
  ])('%s', async (_, pages) => {
    expect(await nightsSince(...pages)).toEqual(pages.map(() => 'acknowledged'));
  });

  test.each<[string, readonly (string | number)[], readonly string[]]>([
    ['once the text is another', [edited, edited], ['new', 'open']],
    [
      'once the passage is altered in another way',
      [page(PASSAGE.replace('1,664', '1,646'))],
      ['new'],
    ],
    ['once the text is another behind a night without one', [503, edited], ['acknowledged', 'new']],
    ['but while that other text stood', [edited, falsely], ['new', 'acknowledged']],
  ])('not %s', async (_, pages, states) => {
    expect(await nightsSince(...pages)).toEqual(states);
  });
});

describe('a decision about a passage answers what its author saw', () => {
  const OTHER =
    'Lawyers who asked for access to the centre were turned away at the gate on four occasions.';
  const quotes = [PASSAGE, OTHER].map((text) => ({ text }));

  /** Decides the first night's finding on its day, and gives the states of what is found of the two passages on the second. */
  async function nightAfter(
    before: readonly string[],
    after: readonly string[],
    about = 'passage-altered',
  ) {
    const world = fakeWorld();
    const decisions = [{ ...decided(null), about, on: '2025-10-01' }];
    const states: string[] = [];
    for (const [i, texts] of [before, after].entries()) {
      world.date = `2025-10-0${i + 1}T02:00:00.000Z`;
      world.pages.set(url, page(texts.join('</p><p>')));
      const watch = watchlist(
        [source('a')],
        [citation(1, 'a', '', { quotes })],
        i === 0 ? {} : { decisions },
      );
      const { findings } = await check(world, watch, settings({}), () => {});
      const of = findings.filter(({ kind }) => kind === about);
      if (i > 0)
        states.push(
          ...of.map(
            ({ quote, state, since }) => `${quote?.slice(-2)} ${state} ${since.slice(8, 10)}`,
          ),
        );
    }
    await world.close();
    return states;
  }

  test.each<[string, readonly string[], readonly string[], readonly string[]]>([
    [
      'and not another one that changes later',
      [ALTERED, OTHER],
      [ALTERED, OTHER.replace('were', 'were not')],
      ['#2 new 02', '#1 acknowledged 01'],
    ],
    [
      'and not other words in its place',
      [ALTERED, OTHER],
      [ALTERED.replace('involved', 'not involved'), OTHER],
      ['#1 new 02'],
    ],
    [
      'whatever the page counts',
      [ALTERED, OTHER],
      [ALTERED.replace('16,439', '16,502'), OTHER],
      ['#1 acknowledged 01'],
    ],
    [
      'and what is written otherwise',
      [ALTERED, OTHER],
      [ALTERED.replace('arrested', '“arrested”'), OTHER],
      ['#1 acknowledged 01'],
    ],
  ])('%s', async (_, before, after, states) => {
    expect((await nightAfter(before, after)).toSorted()).toEqual(states.toSorted());
  });

  it('and not another one that is lost later', async () => {
    const lost = await nightAfter([OTHER], ['All of it was written anew.'], 'passage-missing');
    expect(lost).toEqual(['#2 new 02', '#1 acknowledged 01']);
  });
});
