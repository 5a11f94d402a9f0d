import type { EvidenceTip } from '../model/run.js';
import { escapeMarkdown } from './gfm.js';
import { tipLine } from './words.js';

/** What a step of the nightly job came to, in one sentence without its full stop. */
export interface JobLine {
  readonly name: string;
  readonly outcome: 'done' | 'warning' | 'failed';
  readonly words: string;
}

const BEFORE: Readonly<Record<JobLine['outcome'], string>> = {
  done: '',
  warning: '**Note:** ',
  failed: '**Failed:** ',
};

/** The job behind a night for GitHub's job summary: what was kept, pushed and sent. */
export const renderJob = (lines: readonly JobLine[]): string =>
  [
    '',
    '## The job',
    '',
    ...lines.map(
      ({ name, outcome, words }) => `- ${escapeMarkdown(name)}: ${BEFORE[outcome]}${escapeMarkdown(words)}`,
    ),
    '',
  ].join('\n');

/** What is said where the reports know of later nights than what a night begins with; `place`: where that was kept. */
export const lostStateWords = (reported: number, known: number, place: string): string =>
  `what earlier nights saw is lost: the reports tell of run ${reported}, and ${place} ${known === 0 ? 'holds nothing' : `knows no later one than ${known}`}; what was told may be told again`;

/** What is said where a store was put aside that knew as much as the branch, and other things. */
export const asideWords = (aside: string, branch: string): string =>
  `what was here does not go on from what ${branch} holds: it is kept as ${aside}, and what only it knew is left out`;

/** Why a step was left out that tells people of a night that is not kept. */
export const NOT_KEPT = {
  /** Its reports are pushed all the same, and say so. */
  refused: 'the state is not saved, so nobody would know tomorrow what was told',
  /** Another night was held meanwhile, and tells what it saw. */
  overtaken: 'another night took the place of this one, and tells people in its place',
} as const;

/** With what a night begins. */
export const broughtBackWords = (
  { from, run }: { readonly from: 'branch' | 'here' | 'none'; readonly run: number },
  branch: string,
): string =>
  ({
    branch: `brought back from ${branch}, up to run ${run}`,
    here: `what is here is as late as what ${branch} holds, or later: run ${run}`,
    none: `nothing is kept on ${branch} yet`,
  })[from];

/** That increments of the state were damaged: what nights since said is lost. */
export const damagedStateWords = (damaged: readonly string[], branch: string): string =>
  `${damaged.join(' and ')} on the branch ${branch} is not as it was written: what nights since then saw is lost, and was left out`;

interface OnBranch {
  readonly branch: string;
  readonly became: 'pushed' | 'unchanged' | 'overtaken';
}

const onBranch = ({ branch, became }: OnBranch): string =>
  ({
    pushed: `pushed to ${branch}`,
    unchanged: `${branch} has them already`,
    overtaken: `not pushed: ${branch} has those of a later night`,
  })[became];

/** The message of the commit that holds the reports: with the evidence's last line, which nobody takes back once it is pushed. */
export const reportsMessage = (run: number, evidence: EvidenceTip | undefined): string =>
  `Reports of run ${run}${evidence === undefined ? '' : `\n\n${tipLine(evidence)}`}`;

/** Where the reports went. */
export const pushedWords = ({
  reports,
  pages,
}: {
  readonly reports: OnBranch | null;
  readonly pages: OnBranch | null;
}): string =>
  reports === null
    ? 'not pushed, as was asked for'
    : `${onBranch(reports)}${pages === null ? '' : `; ${onBranch(pages)}`}`;

/** What was done to the issues, by report. */
export const issueWords = (deeds: ReadonlyMap<string, string>): string =>
  deeds.size === 0
    ? 'nothing to tell'
    : [...deeds].map(([report, deed]) => `that of ${report} was ${deed}`).join(', ');
