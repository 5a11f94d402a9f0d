import { originalBehind } from '../../model/archived-address.js';
import type { Finding, FindingKind, FindingLife, Observation } from '../../model/finding.js';
import { isOwnPage, type SourceVerdict } from '../../model/verdict.js';
import { type Decision, latestOf } from '../../model/watchlist.js';
import { editionKey, isSameEdition } from '../../passage/text/edition-name.js';
import { observation } from './observe.js';

interface DecidedNight {
  readonly decisions: readonly Decision[];
  readonly sources: readonly SourceVerdict[];
  readonly observations: readonly Observation[];
  /** Unresolved lives from before. */
  readonly before: readonly FindingLife[];
  readonly now: Date;
}

/** Decisions that hold no longer, or answer nothing any more. What tonight could not see says nothing about them. */
export function observeDecisions(night: DecidedNight): readonly Observation[] {
  const verdicts = new Map(night.sources.map((source) => [source.id, source]));
  return night.decisions.flatMap((decision) => {
    if (!decision.keep) return [];
    const source = verdicts.get(decision.source);
    return source === undefined || source.link.status === 'unjudged'
      ? []
      : (ofDecision(decision, source, night) ?? []);
  });
}

function ofDecision(
  decision: Decision,
  source: SourceVerdict,
  { observations, before, now }: DecidedNight,
): Observation | null {
  const { about, edition, until } = decision;
  if (until !== null && latestOf(until) < now.getTime())
    return told('lint-decision-expired', decision, {
      kind: 'decision-expired',
      about,
      edition,
      until,
    });
  const earlier = before.flatMap(({ finding, resolvedIn }) =>
    resolvedIn === null ? [finding] : [],
  );
  if ([...observations, ...earlier].some((one) => isAnswered(one, decision))) return null;
  const latest = source.edition.newer.at(-1)?.edition ?? null;
  const pointless = told('lint-decision-pointless', decision, {
    kind: 'decision-pointless',
    about,
    edition,
    latest: about === 'edition-newer' ? latest : null,
  });
  return isOver(decision, source) || earlier.some(({ id }) => id === pointless.id)
    ? pointless
    : null;
}

const told = (
  kind: 'lint-decision-expired' | 'lint-decision-pointless',
  { source, about, edition }: Decision,
  why: Observation['why'],
): Observation => {
  const seen = observation(kind, 'low', { source }, why);
  return { ...seen, id: `${seen.id}:${about}${edition === null ? '' : `@${editionKey(edition)}`}` };
};

const isAnswered = (
  { source, kind, edition }: Pick<Observation, 'source' | 'kind' | 'edition'>,
  { source: of, about, edition: considered }: Decision,
): boolean =>
  source === of &&
  kind === about &&
  (considered === null || edition === null || isSameEdition(considered, edition));

type Proves = (source: SourceVerdict) => boolean;

const never: Proves = () => false;
const isRead: Proves = ({ witness }) => isOwnPage(witness);
const passagesAreRead: Proves = (source) =>
  isRead(source) &&
  source.citations.every(({ quotes }) => quotes.every(({ verdict }) => verdict !== 'unverifiable'));
const answers: Proves = ({ link }) => link.status === 'alive';
const answersOrLeadsOn: Proves = ({ link }) => link.status === 'alive' || link.status === 'moved';
const editionIsKnown: Proves = (source) => source.edition.status !== 'unknown' && answers(source);

/** What tonight has to see of a source before it may say that a finding of a kind is not the case; walls, failures and unread texts come and go, and prove nothing. */
const PROVES_OVER: Readonly<Record<FindingKind, Proves>> = {
  'passage-missing': passagesAreRead,
  'passage-altered': passagesAreRead,
  'passage-omission-changed': passagesAreRead,
  'passage-context-changed': passagesAreRead,
  'passage-place': passagesAreRead,
  'passage-omission-weighs': passagesAreRead,
  'source-gone': answersOrLeadsOn,
  'source-soft-404': answersOrLeadsOn,
  'source-ending': answersOrLeadsOn,
  'source-unreachable': never,
  'source-server-error': never,
  'source-blocked': never,
  'source-moved': answers,
  'source-part': answers,
  'source-retracted': isRead,
  'source-corrected': isRead,
  'content-replaced': isRead,
  'content-edited': isRead,
  'content-unread': never,
  'witness-stale': never,
  'edition-withdrawn': editionIsKnown,
  'edition-replaced-in-place': editionIsKnown,
  'edition-overdue': editionIsKnown,
  'edition-newer': ({ edition }) =>
    ['current', 'overdue', 'superseded', 'acknowledged'].includes(edition.status),
  'access-stale': () => true,
  'archived-address': ({ url }) => originalBehind(url ?? '') === null,
  'no-url': ({ link }) => link.status !== 'no-url',
  'lint-decision-expired': never,
  'lint-decision-pointless': never,
};

/** `about` may be a kind of another version. */
const isOver = ({ about }: Decision, source: SourceVerdict): boolean =>
  PROVES_OVER[about as FindingKind]?.(source) ?? false;

interface Question {
  readonly source: string;
  readonly about: string;
  /** The newer edition that it is about; null when it is about none. */
  readonly edition: string | null;
  /** When it came up, ISO, where a decision answers only what was there when it was taken. */
  readonly since?: string | undefined;
  /** SHA-256 of the text that raises it, and of those from which that differs in trifles. Empty or absent where none was read. */
  readonly texts?: readonly (string | null)[] | undefined;
}

/** The decision by which people acknowledge (suppress, snooze) a finding today, or null: it may be about another edition, or over. */
export const answerTo = (
  question: Question,
  decisions: readonly Decision[],
  now: Date,
): Decision | null =>
  decisions.find(
    (d) =>
      d.keep &&
      d.source === question.source &&
      d.about === question.about &&
      (d.edition === null ||
        question.edition === null ||
        isSameEdition(d.edition, question.edition)) &&
      (d.falseAlarm === undefined ||
        !question.texts?.length ||
        question.texts.includes(d.falseAlarm)) &&
      (question.since === undefined || latestOf(d.on) >= Date.parse(question.since)) &&
      (d.until === null || latestOf(d.until) >= now.getTime()),
  ) ?? null;

/** Who has taken a finding on; null where nobody has, or that was another one before it. */
export const ownerOf = (
  finding: Pick<Finding, 'source' | 'kind' | 'edition' | 'since'>,
  decisions: readonly Decision[],
  now: Date,
): string | null =>
  decisions.find(
    (d) =>
      !d.keep &&
      isAnswered(finding, d) &&
      latestOf(d.on) >= Date.parse(finding.since) &&
      (d.until === null || latestOf(d.until) >= now.getTime()),
  )?.by ?? null;
