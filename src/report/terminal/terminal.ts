import type { Finding } from '../../model/finding.js';
import type { Run } from '../../model/run.js';
import type { Verdicts } from '../../model/verdicts.js';
import { shorten } from '../../text/whitespace.js';
import { day } from '../dates.js';
import { diffToTerminal } from '../diff/diff-view.js';
import { evidenceOf } from '../finding-evidence.js';
import { headline } from '../headline.js';
import { QUOTED } from '../omission-evidence.js';
import { type Case, caseTitle, overview, type Pile, wasPointedOut } from '../overview.js';
import { badCaptureLines } from '../reasons/capture.js';
import { actionOf, messageOf } from '../reasons/finding.js';
import { missingStamps } from '../reasons/stamp.js';
import type { FindingEvidence } from '../shown-evidence.js';
import { place, touchedIn } from '../touched-citations.js';
import { fateWords, kindWords, SEVERITY, updateLine } from '../words.js';
import { type Paint, painter, plain, wrap } from './screen.js';

/** How a terminal is written to. */
export interface Screen {
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
}

/** Characters of a passage that are shown. */
const PASSAGE = 240;

const lines = (e: FindingEvidence, paint: Paint): readonly string[] => {
  switch (e.kind) {
    case 'words':
      return [diffToTerminal(e.parts, paint)];
    case 'passage':
      return [paint.quiet(`${e.label === QUOTED ? '' : `${e.label}: `}“${shorten(plain(e.text), PASSAGE)}”`)];
    case 'consequence':
      return [plain(`${e.label}: ${e.text}`)];
    case 'fact':
      return [paint.quiet(plain(`${e.label}: ${e.text}`))];
    case 'line':
      return [plain(`${e.label}: ${e.line}`)];
    case 'address':
      return [paint.quiet(plain(`${e.label}: ${e.url}`))];
    case 'fates':
      return e.newer.flatMap((n) =>
        n.quotes.map((q) => {
          const words = q.diff.length > 0 ? `: ${diffToTerminal(q.diff, paint)}` : '';
          return `${plain(`${q.quote} in ${n.edition}`)}: ${fateWords(q)}${words}`;
        }),
      );
  }
};

const findingLines = (
  finding: Finding,
  { verdict: source, about }: Case,
  paint: Paint,
  width: number,
): readonly string[] => {
  const { severity } = finding;
  const name = paint[severity](
    `${SEVERITY[severity].mark} ${SEVERITY[severity].word}: ${kindWords(finding).name}`,
  );
  const since = finding.state === 'new' ? 'new' : `since ${day(finding.since)}`;
  const cited = touchedIn(finding, about).map(place).join(', ');
  return [
    wrap(`${name} (${plain(since)}). ${plain(messageOf(finding))}`, width, '  '),
    ...evidenceOf(finding, source)
      .flatMap((e) => lines(e, paint))
      .map((l) => wrap(l, width, '    ')),
    ...(cited === '' ? [] : [wrap(paint.quiet(plain(`Cited in ${cited}`)), width, '    ')]),
    wrap(`${paint.strong('To do:')} ${plain(actionOf(finding))}`, width, '    '),
  ];
};

const caseLines = (of: Case, paint: Paint, width: number): readonly string[] => [
  wrap(
    `${paint.strong(plain(caseTitle(of)))} ${paint.quiet(plain(`· ${of.verdict?.publisher ?? 'not visited in this run'} · ${of.id}`))}`,
    width,
  ),
  ...of.findings.flatMap((f) => findingLines(f, of, paint, width)),
  '',
];

const pileLine = (pile: Pile, paint: Paint, width: number): string =>
  wrap(
    `${paint[pile.severity](SEVERITY[pile.severity].mark)} ${pile.title}. ${plain(pile.action)}`,
    width,
    '',
  );

const badCaptures = ({ run }: Run<Verdicts>, width: number): readonly string[] => {
  const lines = badCaptureLines(run.badCaptures).map((line, i) =>
    wrap(plain(line), width, i === 0 ? '' : '  '),
  );
  return lines.length === 0 ? [] : [...lines, ''];
};

const updated = ({ run }: Run<Verdicts>, width: number): readonly string[] => {
  const line = updateLine(run.updated);
  return line === '' ? [] : [wrap(line, width), ''];
};

/** Only what needs a person, most urgent first; empty when nothing does. */
export const renderNeeds = (run: Run<Verdicts>, { colour, width }: Screen): string => {
  const lines = [
    ...overview(run).cases.flatMap((c) => caseLines(c, painter(colour), width)),
    ...badCaptures(run, width),
    ...updated(run, width),
  ];
  return lines.length === 0 ? '' : `${lines.slice(0, -1).join('\n')}\n`;
};

/** The night at the end of `check`: what needs a person, most urgent first, and one last line that sums it up. */
export const renderTerminal = (run: Run<Verdicts>, { colour, width }: Screen): string => {
  const paint = painter(colour);
  const { cases, piles: all } = overview(run);
  const piles = all.filter((pile) => !wasPointedOut(pile));
  const sum = run.run.online ? paint.strong(headline(run)) : paint.high(headline(run));
  return [
    ...cases.flatMap((c) => caseLines(c, paint, width)),
    ...piles.map((p) => pileLine(p, paint, width)),
    ...(piles.length > 0 ? [''] : []),
    ...badCaptures(run, width),
    ...updated(run, width),
    ...missingStamps(run.run.stamps).flatMap((line) => [wrap(plain(line), width), '']),
    wrap(sum, width),
    '',
  ].join('\n');
};
