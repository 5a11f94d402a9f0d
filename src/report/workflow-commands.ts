import type { Severity } from '../model/finding.js';
import type { Run } from '../model/run.js';
import type { Verdicts } from '../model/verdicts.js';
import { blindness } from './blindness.js';
import { plain } from './terminal/screen.js';
import { count } from './words.js';

/** GitHub shows ten annotations of a kind for a step, and drops the rest without a word. */
const LIMIT = 10;

const COMMAND: Readonly<Record<Severity, string>> = { high: 'error', medium: 'warning', low: 'notice' };
/** Places in the order of gravity. */
const RANK: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 };

/** Something to be shown beside a file. */
export interface Annotation {
  readonly severity: Severity;
  /** Where it is shown, from 1; undefined when it is about the whole file. */
  readonly line: number | undefined;
  readonly title: string;
  readonly text: string;
  /** Findings that it stands for. */
  readonly n: number;
}

/** Text of a workflow command: what would end it, or begin an escape, is percent-encoded. */
const escapeData = (text: string): string =>
  text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

/** A property's value: the separators of properties are encoded too. */
const escapeProperty = (text: string): string => escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

const commandAt =
  (file: string) =>
  ({ severity, line, title, text }: Annotation): string => {
    const at = `file=${escapeProperty(file)}${line === undefined ? '' : `,line=${line}`}`;
    return `::${COMMAND[severity]} ${at},title=${escapeProperty(plain(title))}::${escapeData(plain(text))}\n`;
  };

/** Annotations as GitHub workflow commands, gravest first, ten at most: when there are more, the tenth says how many. */
export function workflowCommands(file: string, annotations: readonly Annotation[]): string {
  const all = annotations.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
  const shown = all.length > LIMIT ? all.slice(0, LIMIT - 1) : all;
  const n = all.slice(shown.length).reduce((sum, one) => sum + one.n, 0);
  const text = `${count(n, 'more finding', 'more findings')}: see the job summary and the reports.`;
  const rest: Annotation = { severity: 'low', line: undefined, title: 'More findings', text, n };
  return [...shown, ...(n > 0 ? [rest] : [])].map(commandAt(file)).join('');
}

/** What is said of a run that could not look at any source. */
export function blind(run: Run<Verdicts>): Annotation {
  const { word, words } = blindness(run);
  return { severity: 'high', line: undefined, title: word, text: `${words}: nothing was judged.`, n: 1 };
}
