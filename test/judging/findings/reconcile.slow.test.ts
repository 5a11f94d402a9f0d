import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { observe } from '../../../src/judging/findings/observe.js';
import { type ReconcileInput, reconcile } from '../../../src/judging/findings/reconcile.js';
import type { FindingLife, FindingState, Observation } from '../../../src/model/finding.js';
import type { Outcome } from '../../../src/model/outcome.js';
import type { SourceVerdict } from '../../../src/model/verdict.js';
import { type History, NO_HISTORY } from '../../../src/model/visit.js';
import type { Decision } from '../../../src/model/watchlist.js';
import { answered, failed, historyOf, night, playNight, useOf } from '../nights.js';
import { type Given, heading, pageOf, readingOf } from '../pages.js';

const QUOTE = 'The government did not release 41 suspects, officials said on Monday in Chongqing.';
const FILLER =
  'Observers described a slow improvement in access to legal aid, although practice differs between counties. The next edition is expected in the autumn of the coming year.';

/** What a night may bring. */
const NIGHTS = {
  well: [answered(), [heading('A report'), QUOTE, FILLER]],
  altered: [answered(), [heading('A report'), QUOTE.replace('41', '47'), FILLER]],
  spelt: [answered(), [heading('A report'), QUOTE.replace('release 41', 'release the 41'), FILLER]],
  missing: [
    answered(),
    [heading('A report'), FILLER, 'The rest of the page was rewritten in the meantime.'],
  ],
  gone: [answered(404), null],
  down: [failed(), null],
  blocked: [answered(403), null],
  shrunk: [answered(), ['More to come here soon.']],
  offline: [null, null],
} as const satisfies Record<string, readonly [Outcome | null, readonly Given[] | null]>;
type Event = keyof typeof NIGHTS;

interface Told {
  readonly verdict: SourceVerdict;
  /** Unresolved lives after the night. */
  readonly lives: readonly FindingLife[];
  /** What the night touched. */
  readonly touched: readonly FindingLife[];
}

/** Plays nights through the judges as the flow does. */
function play(
  events: readonly Event[],
  decisions: (n: number) => readonly Decision[] = () => [],
): readonly Told[] {
  const told: Told[] = [];
  let history: History = NO_HISTORY;
  let lives: readonly FindingLife[] = [];
  for (const [i, event] of events.entries()) {
    const run = i + 1;
    const [outcome, page] = NIGHTS[event];
    const document = page === null ? null : pageOf(...page);
    const unasked = outcome === null ? ({ kind: 'offline' } as const) : null;
    const judged = playNight(run, { uses: [useOf(QUOTE)], outcome, unasked, document, history });
    const { verdict } = judged;
    const input: ReconcileInput = {
      changes: [],
      run,
      now: night(run),
      observations: observe(verdict),
      sources: [verdict],
      before: lives,
      decisions: decisions(run),
      watched: new Set(['a-source']),
    };
    const touched = outcome === null ? [] : reconcile(input);
    const untouched = lives.filter((life) =>
      touched.every((t) => t.finding.id !== life.finding.id),
    );
    lives = [...untouched, ...touched].filter((life) => life.resolvedIn === null);
    told.push({ verdict, lives, touched });
    if (outcome === null) continue;
    const accepted =
      verdict.witness === 'live' && document !== null ? readingOf(document, `bytes ${run}`) : null;
    const { baseline, previous } = historyOf(judged, accepted);
    history = { previous, baseline: accepted === null ? history.baseline : baseline };
  }
  return told;
}

/** The state of one finding on each night, such as `new open resolved`; a dot where it is not spoken of. */
const life = (id: string, nights: readonly Told[]): string =>
  nights
    .map(({ touched }) => touched.find((l) => l.finding.id === id)?.finding.state ?? '·')
    .join(' ');
const gravity = (id: string, nights: readonly Told[]): string =>
  nights
    .map(({ touched }) => touched.find((l) => l.finding.id === id)?.finding.severity ?? '·')
    .join(' ');

describe('a finding has a life', () => {
  test('alive, dead for four days, alive: quiet, then confirmed and told anew, then open, then resolved', () => {
    const nights = play(['well', 'gone', 'gone', 'gone', 'gone', 'well']);
    expect(life('source-gone:a-source', nights)).toBe('· new open new open resolved');
    expect(gravity('source-gone:a-source', nights)).toBe('· low low high high high');
  });
  test('a bot wall for five nights is one low finding, no change and no death', () => {
    const nights = play(['well', 'blocked', 'blocked', 'blocked', 'blocked', 'blocked', 'well']);
    expect(life('source-blocked:a-source', nights)).toBe('· new open open open open resolved');
    expect(nights.flatMap((n) => n.lives).every((l) => l.finding.severity === 'low')).toBe(true);
    expect(nights.at(-1)?.verdict.content.change).toBe('cosmetic');
  });
  test('an altered passage stays open while the page cannot be read, and is resolved when it stands again', () => {
    const nights = play([
      'well',
      'altered',
      'blocked',
      'gone',
      'down',
      'shrunk',
      'offline',
      'well',
    ]);
    expect(life('passage-altered:R/1#1', nights)).toBe('· new open open open open · resolved');
  });
  test('a dead page behind a bot wall is neither deader nor well again', () => {
    const nights = play(['gone', 'blocked', 'gone', 'gone']);
    expect(life('source-gone:a-source', nights)).toBe('new open open new');
  });
  test('what comes back is new again', () => {
    expect(life('passage-altered:R/1#1', play(['altered', 'well', 'altered']))).toBe(
      'new resolved new',
    );
  });
  test('what grows graver is told anew, what grows milder is not', () => {
    expect(life('passage-altered:R/1#1', play(['spelt', 'altered', 'spelt', 'spelt']))).toBe(
      'new new open open',
    );
  });
  test('an offline night touches nothing', () => {
    expect(life('source-gone:a-source', play(['gone', 'offline', 'offline', 'gone']))).toBe(
      'new · · open',
    );
  });
});

describe('a decision', () => {
  const keep: Decision = {
    source: 'a-source',
    about: 'passage-altered',
    edition: null,
    keep: true,
    reason: 'a typing error',
    on: '2025-10',
    until: null,
  };
  test('acknowledges what it answers, and lets it alarm again when it is over', () => {
    const nights = play(['altered', 'altered', 'altered', 'altered'], (n) =>
      n === 2 || n === 3 ? [keep] : [],
    );
    expect(life('passage-altered:R/1#1', nights)).toBe('new acknowledged acknowledged new');
    expect(
      nights[1]?.touched.find((l) => l.finding.kind === 'passage-altered')?.finding.decision,
    ).toBe('a typing error');
  });
  test('holds through nights that cannot see', () => {
    const nights = play(['altered', 'blocked', 'altered'], (n) => (n > 1 ? [keep] : []));
    expect(life('passage-altered:R/1#1', nights)).toBe('new acknowledged acknowledged');
  });
  test('about another source answers nothing', () => {
    expect(
      life(
        'passage-altered:R/1#1',
        play(['altered'], () => [{ ...keep, source: 'b' }]),
      ),
    ).toBe('new');
  });
});

describe('a decision about a newer edition', () => {
  const [first] = play(['well']);
  /** What becomes of the finding that `newer` is out, when the decision keeps the older one in spite of `considered`. */
  const stateOf = (
    source: string,
    newer: string,
    considered: string | null,
  ): FindingState | undefined => {
    const { verdict } = first as Told;
    const found = { edition: newer, url: null, published: null, quotes: [] };
    const superseded: SourceVerdict = {
      ...verdict,
      id: source,
      edition: {
        status: 'superseded',
        why: { kind: 'out', latest: newer, cited: null },
        newer: [found],
      },
    };
    const decision = {
      source,
      about: 'edition-newer',
      edition: considered,
      keep: true,
      reason: 'shorter',
    };
    const lives = reconcile({
      changes: [],
      run: 1,
      now: night(1),
      observations: observe(superseded),
      sources: [superseded],
      before: [],
      decisions: [{ ...decision, on: '2025-09', until: null }],
      watched: new Set([source]),
    });
    return lives.find((l) => l.finding.kind === 'edition-newer')?.finding.state;
  };
  test.each([
    ['a-source', '2024'],
    ['tip@state.gov', '2024'],
    ['tip', '2024@rev2'],
    ['@', '@'],
  ])('answers it, of %s and %s', (source, newer) => {
    expect(stateOf(source, newer, newer)).toBe('acknowledged');
    expect(stateOf(source, newer, null)).toBe('acknowledged');
  });
  test.each([
    ['a-source', '2025', '2024'],
    ['tip@2024', '2025', '2024'],
    ['tip@state.gov', '2024', 'state.gov'],
    ['tip', '2024@rev2', '2024'],
  ])('does not answer another: of %s, %s is not %s', (source, newer, considered) => {
    expect(stateOf(source, newer, considered)).toBe('new');
  });
});

describe('sources that are not judged tonight', () => {
  const [first] = play(['altered']);
  const quiet = {
    run: 2,
    now: night(2),
    observations: [],
    sources: [],
    decisions: [],
    changes: [],
  };
  test('keep their findings untouched', () => {
    expect(
      reconcile({ ...quiet, before: first?.lives ?? [], watched: new Set(['a-source']) }),
    ).toEqual([]);
  });
  test('end theirs when they are watched no more', () => {
    const ended = reconcile({ ...quiet, before: first?.lives ?? [], watched: new Set() });
    expect(ended.map((l) => l.finding.state)).toEqual(first?.lives.map(() => 'resolved'));
  });
});

const EDGES: Readonly<Record<FindingState | 'none', readonly (FindingState | 'none')[]>> = {
  none: ['new', 'acknowledged', 'none'],
  new: ['new', 'open', 'acknowledged', 'resolved'],
  open: ['new', 'open', 'acknowledged', 'resolved'],
  acknowledged: ['new', 'open', 'acknowledged', 'resolved'],
  resolved: ['new', 'acknowledged', 'none'],
};

describe('property: whatever the nights bring', () => {
  const events = fc.array(fc.constantFrom(...(Object.keys(NIGHTS) as Event[])), {
    minLength: 1,
    maxLength: 12,
  });
  test('states only move along the allowed edges, and lives are well-formed', () => {
    fc.assert(
      fc.property(events, (row) => {
        const states = new Map<string, FindingState>();
        for (const [i, { touched }] of play(row).entries()) {
          expect(new Set(touched.map((l) => l.finding.id)).size).toBe(touched.length);
          for (const { finding, openedIn, freshIn, resolvedIn } of touched) {
            expect(EDGES[states.get(finding.id) ?? 'none']).toContain(finding.state);
            states.set(finding.id, finding.state);
            expect(finding.state === 'resolved').toBe(resolvedIn !== null);
            expect(openedIn).toBeLessThanOrEqual(freshIn);
            expect(freshIn).toBeLessThanOrEqual(i + 1);
            if (finding.state === 'new') expect(freshIn).toBe(i + 1);
          }
        }
      }),
    );
  });
  test('every night has its verdict, and nothing observed is without a life', () => {
    fc.assert(
      fc.property(events, (row) => {
        for (const [i, { verdict, lives }] of play(row).entries()) {
          expect(verdict.at).toBe(night(i + 1).toISOString());
          const observed: readonly Observation[] = row[i] === 'offline' ? [] : observe(verdict);
          // An address that fails in another way goes on under the id of its first failure, and under tonight's kind.
          for (const { kind, quote } of observed)
            expect(lives.map((l) => [l.finding.kind, l.finding.quote])).toContainEqual([
              kind,
              quote,
            ]);
        }
      }),
    );
  });
  test('a night that cannot read the page ends no finding about its text', () => {
    fc.assert(
      fc.property(
        events,
        fc.constantFrom<Event>('blocked', 'gone', 'down', 'offline'),
        (row, blind) => {
          const nights = play([...row, blind]);
          const ended = nights.at(-1)?.touched.filter((l) => l.finding.state === 'resolved') ?? [];
          expect(ended.filter((l) => l.finding.quote !== null)).toEqual([]);
        },
      ),
    );
  });
});

describe('a newer edition that is spelt otherwise tonight', () => {
  const [verdict] = play(['well']).map((told) => told.verdict) as [SourceVerdict];
  const found = (edition: string): readonly Observation[] =>
    observe({
      ...verdict,
      edition: {
        status: 'superseded',
        newer: [{ edition, url: null, published: null, quotes: [] }],
        why: { kind: 'out', latest: edition, cited: 'Volume XII' },
      },
    });
  const reckon = (
    edition: string,
    before: readonly FindingLife[],
    decided: readonly Decision[] = [],
  ) =>
    reconcile({
      changes: [],
      run: before.length + 1,
      now: night(before.length + 1),
      observations: found(edition),
      sources: [verdict],
      before,
      decisions: decided,
      watched: new Set(['a-source']),
    }).map(({ finding: { id, edition: name, state } }) => ({ id, name, state }));
  const yesterday = (edition: string, id: string): readonly FindingLife[] => {
    const [observation] = found(edition) as [Observation];
    const finding = { ...observation, id, state: 'new', since: night(1).toISOString() } as const;
    return [{ finding, openedIn: 1, freshIn: 1, resolvedIn: null }];
  };

  test.each([
    ['volume 13', 'Volume XIII'],
    ['Third edition', '3rd edition'],
    ['volume 12, no. 4', 'Vol. 12 No. 4'],
    ['CPI 2025', 'CPI ’25'],
  ])('was told as %s, and is no news as %s', (before, tonight) => {
    const id = `edition-newer:a-source@${before}`;
    expect(reckon(tonight, yesterday(before, id))).toEqual([{ id, name: tonight, state: 'open' }]);
  });

  test('is news when it means another one', () => {
    const id = 'edition-newer:a-source@volume 13';
    expect(reckon('Volume XIV', yesterday('volume 13', id)).map(({ state }) => state)).toEqual([
      'new',
      'resolved',
    ]);
  });

  test.each([
    ['volume 13', 'acknowledged'],
    ['volume 14', 'new'],
  ])('is answered by a decision about it: %s', (edition, state) => {
    const decision = {
      source: 'a-source',
      about: 'edition-newer',
      edition,
      keep: true,
      reason: 'r',
    } as const;
    expect(reckon('Volume XIII', [], [{ ...decision, on: '2026-01-01', until: null }])).toEqual([
      { id: 'edition-newer:a-source@volume 13', name: 'Volume XIII', state },
    ]);
  });
});
