import type { Severity } from '../model/finding.js';
import type { Run } from '../model/run.js';
import type { Verdicts } from '../model/verdicts.js';
import { blindness } from './blindness.js';
import { overview, wasPointedOut } from './overview.js';
import { actionOf, messageOf } from './reasons/finding.js';
import { plain } from './terminal/screen.js';
import { count, kindWords } from './words.js';

/** GitHub shows ten annotations of a kind for a step, and drops the rest without a word. */
const LIMIT = 10;

const COMMAND: Readonly<Record<Severity, string>> = { high: 'error', medium: 'warning', low: 'notice' };

/** Text of a workflow command: what would end it, or begin an escape, is percent-encoded. */
const escapeData = (text: string): string =>
  text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

/** A property's value: the separators of properties are encoded too. */
const escapeProperty = (text: string): string => escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

interface Annotation {
  readonly severity: Severity;
  /** Id of the source; null when it is about many. */
  readonly source: string | null;
  readonly title: string;
  readonly text: string;
  /** Findings that it stands for. */
  readonly n: number;
}

const annotations = (run: Run<Verdicts>): readonly Annotation[] => {
  const { cases, piles: all } = overview(run);
  const piles = all.filter((pile) => !wasPointedOut(pile));
  const single = cases.flatMap(({ id, verdict, findings }) =>
    findings.map((f) => ({
      severity: f.severity,
      source: id,
      title: `${kindWords(f).name}: ${verdict?.title ?? id}`,
      text: `${messageOf(f)} ${actionOf(f)}`,
      n: 1,
    })),
  );
  const grouped = piles.map((p) => ({
    severity: p.severity,
    source: null,
    title: kindWords(p).name,
    text: `${p.title}. ${p.action}`,
    n: p.findings.length,
  }));
  const rank: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 };
  return [...single, ...grouped].toSorted((a, b) => rank[a.severity] - rank[b.severity]);
};

/**
 * The findings as GitHub workflow commands, most urgent first, ten at most: when there are more, the tenth says
 * how many. `places` gives the line of a source in `sourcesFile`, so that the mark stands beside it.
 */
export const renderAnnotations = (
  run: Run<Verdicts>,
  sourcesFile: string,
  places?: (source: string) => number | undefined,
): string => {
  const file = `file=${escapeProperty(sourcesFile)}`;
  const command = ({ severity, source, title, text }: Annotation): string => {
    const line = source === null ? undefined : places?.(source);
    const at = line === undefined ? file : `${file},line=${line}`;
    return `::${COMMAND[severity]} ${at},title=${escapeProperty(plain(title))}::${escapeData(plain(text))}`;
  };
  if (!run.run.online)
    return `::error ${file},title=${blindness(run).word}::${blindness(run).words}: nothing was judged.\n`;
  const all = annotations(run);
  const shown = all.length > LIMIT ? all.slice(0, LIMIT - 1) : all;
  const rest = all.slice(shown.length).reduce((n, a) => n + a.n, 0);
  const last =
    rest > 0
      ? [
          `::notice ${file},title=More findings::${count(rest, 'more finding', 'more findings')}: see the job summary and the reports.`,
        ]
      : [];
  return [...shown.map(command), ...last].map((l) => `${l}\n`).join('');
};
