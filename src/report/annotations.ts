import type { Finding } from '../model/finding.js';
import type { Run } from '../model/run.js';
import type { Verdicts } from '../model/verdicts.js';
import { findingTitle, overview } from './overview.js';
import { actionOf, messageOf } from './reasons/finding.js';
import { kindWords } from './words.js';
import { type Annotation, blind, workflowCommands } from './workflow-commands.js';

type LineOf = (finding: Finding) => number | undefined;

const annotations = (run: Run<Verdicts>, lineOf: LineOf): readonly Annotation[] => {
  const { cases, piles } = overview({ ...run, findings: run.findings.filter((f) => f.state === 'new') });
  const single = cases.flatMap(({ about, findings }) =>
    findings.map((f) => ({
      severity: f.severity,
      line: lineOf(f),
      title: `${kindWords(f).name}: ${findingTitle(f, about)}`,
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
 * What is new as GitHub workflow commands, most urgent first, ten at most: what was there before would hide it. `lineOf`
 * gives the line of a finding in `sourcesFile`, so that the mark stands beside the quotation.
 */
export const renderAnnotations = (
  run: Run<Verdicts>,
  sourcesFile: string,
  lineOf: LineOf = () => undefined,
): string => workflowCommands(sourcesFile, run.run.online ? annotations(run, lineOf) : [blind(run)]);
