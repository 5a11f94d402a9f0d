import type { Run } from '../model/run.js';
import type { Verdicts } from '../model/verdicts.js';
import { overview, wasPointedOut } from './overview.js';
import { actionOf, messageOf } from './reasons/finding.js';
import { kindWords } from './words.js';
import { type Annotation, blind, workflowCommands } from './workflow-commands.js';

/** Gives the line of a source by its id. */
type LineOf = (source: string) => number | undefined;

const annotations = (run: Run<Verdicts>, lineOf: LineOf): readonly Annotation[] => {
  const { cases, piles: all } = overview(run);
  const piles = all.filter((pile) => !wasPointedOut(pile));
  const single = cases.flatMap(({ id, verdict, findings }) =>
    findings.map((f) => ({
      severity: f.severity,
      line: lineOf(id),
      title: `${kindWords(f).name}: ${verdict?.title ?? id}`,
      text: `${messageOf(f)} ${actionOf(f)}`,
      n: 1,
    })),
  );
  const grouped = piles.map((p) => ({
    severity: p.severity,
    line: undefined,
    title: kindWords(p).name,
    text: `${p.title}. ${p.action}`,
    n: p.findings.length,
  }));
  return [...single, ...grouped];
};

/**
 * The findings as GitHub workflow commands, most urgent first, ten at most. `places` gives the line of a source in
 * `sourcesFile`, so that the mark stands beside it.
 */
export const renderAnnotations = (
  run: Run<Verdicts>,
  sourcesFile: string,
  places: LineOf = () => undefined,
): string => workflowCommands(sourcesFile, run.run.online ? annotations(run, places) : [blind(run)]);
