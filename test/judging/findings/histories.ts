import fc from 'fast-check';
import { holdBack } from '../../../src/judging/findings/reconcile.js';
import {
  atLeast,
  continuingFindings,
  type Finding,
  type FindingKind,
  type FindingLife,
  type Severity,
} from '../../../src/model/finding.js';
import { night } from '../nights.js';

/** What can be found on a night: two passages, two addresses and their host, and what is no step of any ladder. */
const SUBJECTS = [
  ['passage-missing:p', 'a', 'p'],
  ['passage-altered:p', 'a', 'p'],
  ['passage-omission-weighs:p', 'a', 'p'],
  ['passage-altered:q', 'b', 'q'],
  ['passage-place:q', 'b', 'q'],
  ['source-gone:a', 'a', null],
  ['source-soft-404:b', 'b', null],
  ['source-unreachable:h.example', 'a', null],
  ['edition-newer:a', 'a', null],
] as const;

/** What a night finds of each subject, in their order. `decided`: a decision answers it. `rules`: that changed by an update alone. */
export interface NightOf {
  readonly found: readonly (Severity | 'decided' | null)[];
  readonly rules: boolean;
  /** Which of the readers are told after it. */
  readonly due: readonly boolean[];
}

const QUIET: NightOf = { found: SUBJECTS.map(() => null), rules: false, due: [true, true, true] };

/** Histories of up to twelve nights, of which the last two are quiet and everybody is told. */
export const histories: fc.Arbitrary<readonly NightOf[]> = fc
  .array(
    fc.record({
      found: fc.tuple(
        ...SUBJECTS.map(() =>
          fc.oneof(
            { weight: 4, arbitrary: fc.constant(null) },
            { weight: 4, arbitrary: fc.constantFrom<Severity>('high', 'medium', 'low') },
            { weight: 1, arbitrary: fc.constant('decided' as const) },
          ),
        ),
      ),
      rules: fc.boolean(),
      due: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    }),
    { minLength: 2, maxLength: 10 },
  )
  .map((nights) => [...nights, QUIET, QUIET]);

const findingOf = (
  i: number,
  severity: Severity,
  more: Pick<Finding, 'state' | 'since'>,
): Finding => {
  const [id, source, quote] = SUBJECTS[i] as (typeof SUBJECTS)[number];
  return {
    id,
    source,
    ...(id.endsWith('h.example') ? { sources: ['a', 'b'] } : {}),
    citation: quote === null ? null : `c-${quote}`,
    quote,
    edition: null,
    kind: id.split(':')[0] as FindingKind,
    severity,
    why: { kind: 'told', message: 'A message.', action: 'An action.' },
    ...more,
  };
};

/** The lives of a history, night by night, as a store keeps them, with what each night's run says. */
export class Lived {
  /** By id and the night on which they opened. */
  readonly #lives = new Map<string, FindingLife>();

  /** Plays night `n`; gives the findings of its run. */
  play(n: number, { found, rules }: NightOf): readonly Finding[] {
    const before = new Map(
      [...this.#lives.values()].flatMap((life) =>
        life.resolvedIn === null ? [[life.finding.id, life]] : [],
      ) as [string, FindingLife][],
    );
    const touched = found.flatMap((one, i): FindingLife[] => {
      const [id] = SUBJECTS[i] as (typeof SUBJECTS)[number];
      const known = before.get(id);
      const mark = <F extends Finding>(finding: F, as: NonNullable<Finding['rules']>): F =>
        rules ? { ...finding, state: as === 'ended' ? 'resolved' : 'open', rules: as } : finding;
      if (one === null) {
        if (known === undefined) return [];
        const { rules: _, ...finding } = known.finding;
        return [
          { ...known, finding: mark({ ...finding, state: 'resolved' }, 'ended'), resolvedIn: n },
        ];
      }
      const severity = one === 'decided' ? (known?.finding.severity ?? 'medium') : one;
      const fresh =
        known === undefined ||
        !atLeast(known.finding.severity, severity) ||
        (known.finding.state === 'acknowledged' && one !== 'decided');
      const since = known?.finding.since ?? night(n).toISOString();
      const state = one === 'decided' ? 'acknowledged' : fresh ? 'new' : 'open';
      const kept =
        known?.finding.heldBack === undefined ? {} : { heldBack: known.finding.heldBack };
      const was = fresh || known.finding.rules === undefined ? {} : { rules: known.finding.rules };
      const isUntold =
        known === undefined
          ? rules || state !== 'new'
          : known.finding.untold && (rules || state !== 'new');
      const untold = isUntold ? { untold: true as const } : {};
      const finding: Finding = {
        ...findingOf(i, severity, { state, since }),
        ...kept,
        ...was,
        ...untold,
      };
      return [
        {
          finding:
            state === 'new' ? mark(finding, known === undefined ? 'opened' : 'graver') : finding,
          openedIn: known?.openedIn ?? n,
          freshIn: fresh ? n : known.freshIn,
          resolvedIn: null,
        },
      ];
    });
    const { lives, over } = holdBack(touched);
    for (const life of lives) this.#lives.set(`${life.finding.id} ${life.openedIn}`, life);
    return [...lives.flatMap((life) => (life.resolvedIn === null ? [life.finding] : [])), ...over];
  }

  /** As the store gives them. */
  lives(since: number): readonly FindingLife[] {
    return [...this.#lives.values()].filter(
      ({ resolvedIn }) => resolvedIn === null || resolvedIn > since,
    );
  }

  going(): readonly Finding[] {
    return this.lives(0).flatMap(({ finding, resolvedIn }) =>
      resolvedIn === null ? [finding] : [],
    );
  }
}

/** What a reader knows of what was told him as grave: it is held against each message whether that keeps the promise. */
export class Promised {
  readonly #known = new Map<string, Finding>();
  readonly #broken: string[] = [];
  readonly #floor: Severity;

  constructor(floor: Severity = 'medium') {
    this.#floor = floor;
  }

  /** Notes a message: `told` is the case, `over` is over. */
  hear(told: readonly Finding[], over: readonly Finding[]): void {
    for (const { id } of over) {
      const known = this.#known.get(id);
      if (known === undefined) this.#broken.push(`${id} is over, and was not told`);
      else if (continuingFindings(known, told).length > 0)
        this.#broken.push(`${id} is over, and goes on`);
      this.#known.delete(id);
    }
    if (new Set(over.map(({ id }) => id)).size < over.length)
      this.#broken.push('the same is over twice');
    for (const one of told) {
      const known = this.#known.get(one.id);
      if (
        atLeast(one.severity, this.#floor) &&
        (known === undefined || !atLeast(known.severity, one.severity))
      )
        this.#known.set(one.id, one);
    }
  }

  /** Takes each finding to be as grave as it is on a night, where that is what is held against others; what came back unsaid is another. */
  follow(going: readonly Finding[]): void {
    for (const one of going)
      if (this.#known.has(one.id) && one.untold !== true) this.#known.set(one.id, one);
  }

  /** After his hour: what is over and goes on in nothing that stands for him was told so. */
  look(going: readonly Finding[], standing: readonly Finding[]): void {
    for (const one of this.#known.values())
      if (!going.some(({ id }) => id === one.id) && continuingFindings(one, standing).length === 0)
        this.#broken.push(`${one.id} is over, and was not told so`);
  }

  /** What was not kept; at the end nothing may be known any more. */
  broken(): readonly string[] {
    return [...this.#broken, ...[...this.#known.keys()].map((id) => `${id}: never told as over`)];
  }
}
