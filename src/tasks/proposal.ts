import { isPushRefused, readProposal } from '../delivery/branches.js';
import type { Git } from '../delivery/git.js';
import type { Pulls } from '../delivery/issues.js';
import { GithubRefusal, type Issues, isTrusted } from '../delivery/issues.js';
import { isActive, isDecidable } from '../model/finding.js';
import type { CheckSettings } from '../model/settings.js';
import { textRead } from '../model/verdict.js';
import type { Decision } from '../model/watchlist.js';
import { latestVerdict } from '../night/latest.js';
import { findingsNow, formalRemedies, offeredRemedies } from '../night/remedies.js';
import type { World } from '../night/world.js';
import { shorten } from '../passage/text/sentences.js';
import { editSources, misfitOf } from '../settings/edit-source.js';
import { parseWatchlist } from '../settings/watchlist.js';
import type { StoreReader } from '../store/store.js';
import { issueKey, lastReportedRun, readIssueMemory } from '../surfaces/issue.js';
import * as proposal from '../surfaces/proposal.js';
import type { Publication } from '../surfaces/publication.js';
import { ENGLISH } from '../surfaces/words/locale.js';
import { misfitWords, remedyWords, unprovenWords } from '../surfaces/words/remedies.js';
import { tryRemedy } from './try-remedy.js';

const { proposalWords: words } = proposal;
type Change = proposal.ProposedChange;

/** What is to be proposed, and by whose hands. */
export interface ProposalUpdate {
  /** In the folder of `sources.json`, as `file` names it there. */
  readonly git: Git;
  readonly pulls: Pulls;
  /** Null where no comments are read. */
  readonly issues: Issues | null;
  readonly remote: string;
  readonly branch: string;
  /** The branch that is proposed to; null for the one that is checked out. */
  readonly onto: string | null;
  readonly file: string;
  readonly store: Pick<StoreReader, 'runs' | 'lives' | 'lastGood' | 'verdicts'>;
  readonly now: Date;
  readonly settings: CheckSettings;
  readonly publication: Publication;
  /** Opens one with a throw-away store. */
  readonly openWorld: () => Promise<World>;
}

/** Changes in a pull request, our choice: those after them come when it is merged. */
const MOST_CHANGES = 50;

/**
 * Brings the one pull request of a `sources.json` up to date: a commit for each edit that somebody asked for in a comment, and for each
 * remedy that is proved and changes nothing that is claimed, on top of the branch as it is now; closed when nothing is left. Says what
 * was done, or why the job may not. Rejects where GitHub or git gives no answer.
 */
export const syncProposal = (telling: ProposalUpdate): Promise<string> =>
  propose(telling).catch((error: Error) => {
    const isRefused = error instanceof GithubRefusal && [401, 403, 404, 410].includes(error.http);
    if (isRefused || isPushRefused(error)) return words('refused', { reason: error.message });
    throw error;
  });

async function propose(telling: ProposalUpdate): Promise<string> {
  const { pulls, remote, branch, file, publication } = telling;
  const there = await readProposal(telling.git, { remote, branch }, telling.onto, file);
  if (there === null) return words('nowhere', { file });
  const all = await pulls.list(branch);
  const known = all.filter(({ isOurs }) => isOurs).map((pull) => withMark(pull));
  const open = known.find(({ state }) => state === 'open');
  const stranger = all.find(({ state, isOurs }) => !isOurs && state === 'open');
  // What was merged may be replaced, whoever was the last to push.
  const isMerged = all.some(({ merged_at, head }) => merged_at && head.sha === there.tip);
  const isForeign = there.isForeign && !isMerged;
  const draft = new Draft(there.text, telling);
  for (const change of open?.asked ?? []) draft.add(change);
  const told = known.flatMap(({ asked }) => asked);
  const answers = await answersTo(telling, draft, told, isForeign);
  for (const remedy of await unrefusedRemedies(draft, known))
    draft.add({ ...remedy, what: remedyWords(ENGLISH, remedy), remedy });

  const n = draft.changes.length;
  const text = proposal.renderProposal(draft.changes, there.path, draft.watch(), publication);
  const isDropped = !isForeign && n === 0 && open !== undefined;
  if (isDropped) await pulls.update(open.number, text, 'closed');
  const isWritten = !isForeign && (await there.write(draft.commits));
  // GitHub takes one from a branch to another.
  const isProposed = isWritten && n > 0;
  const isInTheWay = isProposed && open === undefined && stranger?.base.ref === there.main;
  if (isInTheWay) await pulls.close(stranger.number);
  const number = isProposed ? await put(telling, there.main, open, text) : open?.number;
  // Last, so that what is told is done.
  if (isWritten || isForeign) await sendAnswers(pulls, answers);
  return [
    words(isWritten ? fateOf(n, open) : 'foreign', { branch, number, n }),
    strangerWords(stranger, isInTheWay),
    unreadWords(open),
    ...draft.misfits.map((one) => words('misfit', one)),
  ].join('');
}

const unreadWords = (open: ReturnType<typeof withMark<KnownPull>> | undefined): string =>
  open?.isUnread ? words('unread', open) : '';

async function sendAnswers(pulls: Pulls, answers: Awaited<ReturnType<typeof answersTo>>) {
  for (const { issue, comment, mark, said } of answers)
    await pulls.answer(issue, comment, mark, proposal.renderAnswer(comment, said));
}

/** Opens the pull request, or brings it up to date; gives its number. */
const put = (
  { pulls, branch }: ProposalUpdate,
  main: string,
  open: KnownPull | undefined,
  text: Parameters<Pulls['open']>[0],
) =>
  open === undefined ? pulls.open(text, branch, main) : pulls.update(open.number, text, 'open');

const strangerWords = (stranger: KnownPull | undefined, closed: boolean): string =>
  stranger === undefined
    ? ''
    : words('stranger', { number: stranger.number, login: stranger.user?.login, closed });

type KnownPull = Awaited<ReturnType<Pulls['list']>>[number];

/** What becomes of the pull request, by how many changes there are to propose. */
function fateOf(n: number, open: object | undefined): 'proposed' | 'none' | 'closed' {
  if (n > 0) return 'proposed';
  return open === undefined ? 'none' : 'closed';
}

/** The formal remedies of which no pull request was closed without merging. */
async function unrefusedRemedies(
  draft: Draft,
  known: readonly ReturnType<typeof withMark<KnownPull>>[],
) {
  const closed = known.filter(({ state, merged_at }) => state !== 'open' && !merged_at);
  const refused = new Set(closed.flatMap(({ remedies }) => remedies));
  return formalRemedies(await draft.findings()).filter(
    (one) => !refused.has(proposal.remedyKey(one)),
  );
}

/** A pull request of ours, with what it noted for later nights. */
function withMark<P extends { readonly body: string | null }>(pull: P) {
  const mark = proposal.readMark(pull.body);
  return {
    ...pull,
    remedies: mark?.remedies ?? [],
    asked: mark?.asked ?? [],
    isUnread: mark === null,
  };
}

/** `sources.json` as it is proposed, change by change. */
class Draft {
  readonly changes: Change[] = [];
  readonly commits: { readonly text: string; readonly message: string }[] = [];
  /** What the file with the others would not be accepted with, and why. */
  readonly misfits: { readonly source: string; readonly why: string }[] = [];

  constructor(
    public text: string,
    private readonly on: Pick<ProposalUpdate, 'store' | 'now' | 'file'>,
  ) {}

  /** Reads the whole text anew. */
  watch = () => parseWatchlist(this.text, this.on.file);

  findings = async () =>
    (await findingsNow(this.on.store, this.watch(), this.on.now)).filter(isActive);
  remedies = async () =>
    [...offeredRemedies(await this.findings()).values()].map(({ remedy }) => remedy);

  /** Null once it is proposed; why not, where the file is so already, would not be accepted with it, or no more is proposed. */
  add(change: Change): string | null {
    // The day on which it is decided is that of the merge.
    const text = editSources(this.text, change.edit, {
      reason: change.what,
      ...(change.asked && { by: change.asked.by }),
    });
    if (text === this.text || this.changes.length === MOST_CHANGES) return words('same');
    const misfit = misfitOf(this.text, change.edit, this.on.file);
    if (misfit !== null) {
      const why = misfitWords(ENGLISH, misfit);
      this.misfits.push({ source: change.source, why });
      return why;
    }
    this.text = text;
    this.changes.push(change);
    this.commits.push({ text, message: proposal.renderCommit(change) });
    return null;
  }
}

/** A command is the first line of a comment that begins so, wherever it stands; a quoted line begins with `>`. */
const COMMAND = /^\/(keep|false-alarm|take)(?![\w-])(.*)/mu;
/** Characters of a reason, our choice. */
const LONGEST_REASON = 300;

/** The command in a comment: what it names, and why; null where there is none. */
export function parseCommand(body: string | null) {
  const [, verb, rest = ''] = COMMAND.exec(body ?? '') ?? [];
  const [before = '', ...reason] = rest.split(/\s(because)\s/iu);
  // A copied id may bring along what our own text puts into it.
  const named = before
    .replace(/[`\u2060]/gu, '')
    .split(/\s+/u)
    .filter(Boolean);
  return verb === undefined
    ? null
    : { verb, named, reason: shorten(reason.slice(1).join(' ').trim(), LONGEST_REASON) };
}

type Command = NonNullable<ReturnType<typeof parseCommand>>;

/** Puts what people asked for below the reports' issues into the draft, and gives what to answer: to those who may write to the repository and have no answer yet. */
async function answersTo(
  telling: ProposalUpdate,
  draft: Draft,
  told: readonly Change[],
  isForeign: boolean,
) {
  const { pulls, issues } = telling;
  const { reports } = draft.watch();
  const answers: { issue: number; comment: number; mark: '+1' | 'confused'; said: string }[] = [];
  for (const { number: issue, body: text } of (await issues?.list()) ?? []) {
    if (!reports.some(({ id }) => lastReportedRun(text, id) !== null)) continue;
    const comments = (await pulls.comments(issue)).filter(isTrusted);
    const answered = new Set(comments.map(({ body }) => proposal.commentAnswered(body)));
    for (const { id: comment, body, user, created_at } of comments) {
      const [command, by] = [parseCommand(body), user?.login ?? ''];
      if (command === null || answered.has(comment) || !(await pulls.mayWrite(by))) continue;
      const on = created_at.slice(0, 'yyyy-mm-dd'.length);
      // An earlier night proposed this already, and was killed before it answered.
      const known = told.find(({ asked }) => asked?.comment === comment);
      const answer =
        known === undefined
          ? propositionOf(
              await carryOut(command, { text, by, on }, draft, telling, isForeign),
              draft,
              { comment, by },
            )
          : doneAnswer(known);
      answers.push({ issue, comment, ...answer });
    }
  }
  return answers;
}

const doneAnswer = (change: Change) => ({ mark: '+1' as const, said: words('done', change) });

/** Proposes the change that a command asks for, and says whether that went; `made`: the change, or why there is none. */
function propositionOf(made: Change | string, draft: Draft, asked: NonNullable<Change['asked']>) {
  const reason = typeof made === 'string' ? made : draft.add({ ...made, asked });
  return typeof made !== 'string' && reason === null
    ? doneAnswer(made)
    : { mark: 'confused' as const, said: words('not', { reason }) };
}

/** The change that a command asks for, or why there is none. */
async function carryOut(
  command: Command,
  { text, by, on }: { readonly text: string; readonly by: string; readonly on: string },
  draft: Draft,
  telling: ProposalUpdate,
  isForeign: boolean,
): Promise<Change | string> {
  if (isForeign) return words('busy', { branch: telling.branch });
  if (command.named.length > 1 || (command.verb === 'keep' && command.reason === ''))
    return words('usage');
  if (command.verb === 'take') return take(command, draft, telling);
  return decide(command, { text, ruling: { by, on, until: null } }, draft, telling);
}

/** The remedy that a command names, proved again, or why it is not taken. */
async function take(
  { named: [id] }: Command,
  draft: Draft,
  { openWorld, settings, file }: ProposalUpdate,
) {
  const remedies = await draft.remedies();
  const remedy = remedies.find((one) => one.id === id);
  if (remedy === undefined) return unknown(remedies);
  const world = await openWorld();
  const tried = await tryRemedy(world, { text: draft.text, file }, remedy, settings).finally(() =>
    world.close(),
  );
  const { source, edit } = remedy;
  return tried.stands
    ? { source, edit, what: remedyWords(ENGLISH, remedy) }
    : unprovenWords(ENGLISH, tried);
}

const unknown = (named: readonly { readonly id: string }[]): string =>
  words('unknown', { n: named.length, ids: named.map(({ id }) => id).join(', ') });

/** The decision that a command below an issue of this text asks for, or why there is none. */
async function decide(
  { verb, named: [id], reason }: Command,
  {
    text,
    ruling,
  }: { readonly text: string; readonly ruling: Pick<Decision, 'by' | 'on' | 'until'> },
  draft: Draft,
  { store }: ProposalUpdate,
) {
  const open = (await draft.findings()).filter(({ kind }) => isDecidable(kind));
  // Without an id, those that stood in the issue when the comment was written.
  const keys = readIssueMemory(text)?.map(({ key }) => key);
  const meant = open.filter((one) =>
    id === undefined ? keys?.includes(issueKey(one)) : id === one.id,
  );
  const [finding] = meant;
  if (finding === undefined || meant.length > 1) return unknown(meant.length > 1 ? meant : open);
  const { source, kind: about, edition } = finding;
  const isFalse = verb === 'false-alarm';
  const verdict = isFalse ? await latestVerdict(store, source) : null;
  const falseAlarm = isFalse ? verdict && textRead(verdict) : undefined;
  const why = { reason: reason || ENGLISH.messages.remedy.falseAlarm, ...ruling };
  const decision: Decision = { source, about, edition, keep: true, falseAlarm, ...why };
  return {
    source,
    what: words(isFalse ? 'false-alarm' : 'keep', decision),
    edit: { kind: 'decision', decision },
  } as const;
}
