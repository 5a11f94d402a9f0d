import type { SourceVerdict } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';

/** A verdict as a run's result holds it: itself, or the id of the source whose visit holds it. */
export type KeptVerdict = SourceVerdict | string;

/** The source that a verdict of a result is on. */
export const sourceOf = (kept: KeptVerdict): string => (typeof kept === 'string' ? kept : kept.id);

/** Verdicts of the present run, as its visits were kept with them. */
export interface NotedVerdicts {
  /** A visit was kept with its verdict. */
  note(visit: Visit): void;
  /** What a visit of a run said, when that is at hand. */
  of(run: number, source: string): SourceVerdict | null;
  /** How a run's result is to hold a verdict: by its visit, when that was kept with this very one. */
  keptOf(run: number, verdict: SourceVerdict): KeptVerdict;
  /** Another run begins: those who read the one before read it from its visits. */
  forget(): void;
}

/** Visits of a run whose verdicts stay at hand until another begins, our choice: about 20 MB. Those of a longer run are read again. */
const AT_HAND = 4_000;
/** Visits of a run that is so long that all are: few would be at hand, and what is held of it is much. */
const LONG = 5 * AT_HAND;

/** Notes the verdicts of one run. */
export function notedVerdicts(): NotedVerdicts {
  const noted = new Map<string, Pick<Visit, 'run' | 'verdict'>>();
  let visits = 0;
  const of = (run: number, source: string): SourceVerdict | null => {
    const last = noted.get(source);
    return last?.run === run ? last.verdict : null;
  };
  return {
    note({ run, subject, verdict }) {
      if (++visits === LONG) noted.clear();
      if (visits < LONG && (noted.size < AT_HAND || noted.has(subject))) noted.set(subject, { run, verdict });
    },
    of,
    keptOf: (run, verdict) => (of(run, verdict.id) === verdict ? verdict.id : verdict),
    forget() {
      noted.clear();
      visits = 0;
    },
  };
}
