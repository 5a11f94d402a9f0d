import { originalBehind } from '../../model/archived-address.js';
import {
  FINDINGS,
  type Finding,
  type FindingKind,
  type FindingLife,
  type Observation,
} from '../../model/finding.js';
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

/** True when tonight saw that what a decision is about is not the case; walls, failures and unread texts come and go, and prove nothing. */
function isOver({ about }: Decision, source: SourceVerdict): boolean {
  const { link, edition, citations, witness } = source;
  const quotes = citations.flatMap((citation) => citation.quotes);
  if (FINDINGS[about as FindingKind]?.about === 'passage')
    return isOwnPage(witness) && quotes.every(({ verdict }) => verdict !== 'unverifiable');
  switch (about as FindingKind) {
    case 'source-gone':
    case 'source-soft-404':
    case 'source-ending':
      return link.status === 'alive' || link.status === 'moved';
    case 'source-moved':
    case 'source-part':
      return link.status === 'alive';
    case 'no-url':
      return link.status !== 'no-url';
    case 'archived-address':
      return originalBehind(source.url ?? '') === null;
    case 'access-stale':
      return true;
    case 'content-edited':
    case 'content-replaced':
    case 'source-corrected':
    case 'source-retracted':
      return isOwnPage(witness);
    case 'edition-newer':
      return ['current', 'overdue', 'superseded', 'acknowledged'].includes(edition.status);
    case 'edition-withdrawn':
    case 'edition-replaced-in-place':
    case 'edition-overdue':
      return edition.status !== 'unknown' && link.status === 'alive';
    default:
      return false;
  }
}

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
