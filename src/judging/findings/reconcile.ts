import { sameAddress } from '../../model/address.js';
import {
  atLeast,
  compareSeverity,
  continuingFindings,
  FINDINGS,
  type Finding,
  type FindingKind,
  type FindingLife,
  isFailure,
  type Observation,
  type Seen,
} from '../../model/finding.js';
import { isCutShort, isFailing } from '../../model/link.js';
import { optional } from '../../model/optional.js';
import { changesBySource, type ListedChange, OF_SOURCE } from '../../model/report-change.js';
import { isOwnPage, type SourceVerdict, textRead } from '../../model/verdict.js';
import {
  type Decision,
  latestOf,
  type ReportChange,
  type Source,
  usesOf,
  type Watchlist,
} from '../../model/watchlist.js';
import { editionKey, isSameEdition } from '../../passage/text/edition-name.js';
import { foldedLetters } from '../../passage/text/fold.js';
import { answerTo } from './decisions.js';
import { linkKind } from './observe.js';

/** A night's observations, and what gives them their lives (deduplication over nights). */
export interface ReconcileInput {
  readonly run: number;
  readonly now: Date;
  readonly observations: readonly Observation[];
  /** Tonight's verdicts, as far as anything was or is observed of their sources; findings of others are left as they are. */
  readonly sources: readonly SourceVerdict[];
  /** Unresolved lives from before. */
  readonly before: readonly FindingLife[];
  readonly decisions: readonly Decision[];
  /** What was decided that the reports do not print yet, and what their authors rejected. */
  readonly changes: readonly ListedChange[];
  /** Ids of all sources in `sources.json`: findings about others are over. */
  readonly watched: ReadonlySet<string>;
}

/** Opens, keeps and resolves findings: a graver one is told anew, an unseen one is resolved unless tonight could not tell. Returns only lives that tonight touched. */
export function reconcile(input: ReconcileInput): readonly FindingLife[] {
  const verdicts = new Map(input.sources.map((source) => [source.id, source]));
  const before = input.before.map((life) => ({
    life,
    now: placed(life, verdicts.get(life.finding.source)),
  }));
  const known = new Map(
    before.flatMap(({ now }) => (now === null ? [] : [[problemOf(now.finding), now] as const])),
  );
  const seen = input.observations.map((observation) => {
    const verdict = verdicts.get(observation.source);
    const life = live(observation, known.get(problemOf(observation)), verdict, input);
    // What showed it tonight is kept for the nights that will not see it.
    const shown = verdict === undefined ? null : seenIn(input.run, life.finding, verdict);
    return shown === null ? life : { ...life, finding: { ...life.finding, seen: shown } };
  });
  const problems = new Set(input.observations.map(problemOf));
  const unseen = before
    .filter(({ now }) => now === null || !problems.has(problemOf(now.finding)))
    .flatMap(({ life, now }) => {
      const source = verdicts.get(life.finding.source);
      if (source !== undefined)
        return [now === null ? resolve(life, input.run) : fade(now, source, input)];
      return input.watched.has(life.finding.source) ? [] : [resolve(life, input.run)];
    });
  const renamed = before.flatMap(({ life: { finding, ...life }, now }) =>
    now === null || now.finding.id === finding.id
      ? []
      : [resolve({ ...life, finding: { ...finding, quote: now.finding.quote } }, input.run)],
  );
  return [...seen, ...unseen, ...renamed];
}

/** A life of a passage where its words stand in its citation by now, whose authors may have counted anew; null where others stand in its place. */
function placed(life: FindingLife, source: SourceVerdict | undefined): FindingLife | null {
  const { id, citation, quote, seen } = life.finding;
  const quotes = source?.citations.find((one) => one.id === citation)?.quotes ?? [];
  const own = quotes.find((one) => one.id === quote);
  if (quote === null || seen?.quote === undefined || quotes.length === 0) return life;
  const words = foldedLetters(seen.quote.text);
  // Where other words were decided, the finding is about those that the report prints.
  const letters = (own === undefined ? quotes : [own, ...quotes]).flatMap(
    ({ id: of, text, pending }) =>
      [text, pending?.printed ?? text].map((one) => [of, foldedLetters(one)] as const),
  );
  const [now] =
    letters.find(([, text]) => text === words) ??
    letters.find(([, text]) => isPartOfOther(text, words)) ??
    [];
  if (now === undefined) return own === undefined ? life : null;
  return { ...life, finding: { ...life.finding, id: id.replace(quote, now), quote: now } };
}

/** True for a text that was shortened, or is quoted at more length. */
const isPartOfOther = (a: string, b: string): boolean => a.includes(b) || b.includes(a);

/** What a finding is about, whatever it is called tonight. */
const problemOf = ({ id, kind, source, edition }: Observation): string => {
  if (edition !== null) return `${kind}:${source}@${editionKey(edition)}`;
  return isFailure(kind) ? `failing:${scopeOf(id)}` : id;
};

function live(
  observation: Observation,
  before: FindingLife | undefined,
  source: SourceVerdict | undefined,
  input: ReconcileInput,
): FindingLife {
  const { run, now } = input;
  const isAnother =
    before !== undefined &&
    source !== undefined &&
    (isOfAnother(before.finding, source) ||
      (wasAnswered(before.finding, input) && isReworded(before.finding, observation, source)));
  const since = before === undefined || isAnother ? now.toISOString() : before.finding.since;
  const decision =
    decisionOn(observation, since, input, textsOf(source, before?.finding)) ??
    rejectionOn(observation, source, input.changes);
  const isLapsed = decision === null && before !== undefined && wasAnswered(before.finding, input);
  const graver = before !== undefined && !atLeast(before.finding.severity, observation.severity);
  // What an update brought alarmed nobody: where the page itself goes on to change it, that is news.
  const isNews =
    before?.finding.rules !== undefined &&
    source !== undefined &&
    showsOther(before.finding, source);
  const fresh = before === undefined || isAnother || graver || isNews || isLapsed;
  // The run in which the decision on it ended, where no other answers it now.
  const lapsedIn = isLapsed ? run : before?.finding.lapsedIn;
  const untold =
    before === undefined ? decision : before.finding.untold === true && (decision ?? !fresh);
  const finding: Finding = {
    ...observation,
    id: before?.finding.id ?? observation.id,
    state: decision !== null ? 'acknowledged' : fresh ? 'new' : 'open',
    since,
    ...(source === undefined || source.url === null || !isOfAddress(observation)
      ? {}
      : { address: source.url }),
    before: before?.finding.before ?? observation.before,
    ...(fresh || before.finding.rules === undefined ? {} : { rules: before.finding.rules }),
    ...answeredBy(decision, lapsedIn),
    ...(untold ? { untold: true } : {}),
    ...(before?.finding.heldBack === undefined ? {} : { heldBack: before.finding.heldBack }),
  };
  return {
    finding,
    openedIn: before?.openedIn ?? run,
    freshIn: fresh ? run : before.freshIn,
    resolvedIn: null,
  };
}

/** What a `sources.json` says that was edited since a run. */
interface EditedSince {
  readonly watch: Watchlist;
  /** What was last judged of a source; undefined where nothing was. */
  readonly verdictOf: (source: string) => SourceVerdict | undefined;
  readonly now: Date;
  /** What stands in a decision's place where an edit may have ended a finding, which the next run will tell. */
  readonly words: Readonly<Record<Mended, string>>;
}

/** The edit by which a finding may be over. */
type Mended = 'address' | 'accessed' | 'quote';

/** The findings of a run as `sources.json` answers them now: acknowledged where a decision or an edit answers them, open again where none does any more. */
export const applyDecisions = (
  findings: readonly Finding[],
  edited: EditedSince,
): readonly Finding[] => {
  const sources = new Map(edited.watch.sources.map((source) => [source.id, source]));
  const { now, words, watch } = edited;
  const changes = changesBySource(watch);
  return findings.map((finding) => {
    if (finding.state === 'resolved') return finding;
    const decision = decisionOn(
      finding,
      finding.since,
      { decisions: watch.decisions, now },
      textsOf(edited.verdictOf(finding.source), finding),
    );
    const verdict = edited.verdictOf(finding.source);
    const mended = mendedBy(finding, sources.get(finding.source), edited);
    const answer =
      decision ??
      rejectionOn(finding, verdict, changes) ??
      changeSince(finding, verdict, changes) ??
      (mended === null ? null : { reason: words[mended] });
    return answer === null && finding.state !== 'acknowledged' ? finding : decided(finding, answer);
  });
};

/** The change by which a finding is mended, where nothing was judged since that shows it all the same. */
function changeSince(
  finding: Finding,
  verdict: SourceVerdict | undefined,
  changes: readonly ListedChange[],
): Answer | null {
  const change = changeOf(finding, changes);
  const isShownSince = finding.change === undefined && isJudged(change, verdict);
  return change === null || isShownSince ? null : { reason: change.reason ?? '', change };
}

/** True where what was last judged is what was decided: what is shown then is news of that. */
function isJudged(change: ReportChange | null, verdict: SourceVerdict | undefined): boolean {
  if (change === null || verdict === undefined) return false;
  const { field, decided: words } = change;
  const citation = verdict.citations.find(({ id }) => id === change.citation);
  if (field === 'citation') return citation === undefined;
  if (field === 'url') return verdict.url === words;
  if (field === 'title') return verdict.title === words;
  if (field === 'accessed') return citation?.accessed === words;
  return citation?.quotes.some(({ pending }) => pending?.decided === words) === true;
}

/** A finding that goes on: acknowledged where people decided it, for the reason that they gave. */
const decided = (
  { decision: _, change: __, ...finding }: Finding,
  answer: Answer | null,
): Finding =>
  answer === null
    ? { ...finding, state: 'open' }
    : { ...finding, state: 'acknowledged', ...answeredBy(answer, undefined) };

/** The edit since the last judgement that what was found may be over by; null where there was none. */
function mendedBy(
  finding: Finding,
  source: Source | undefined,
  { watch, verdictOf }: EditedSince,
): Mended | null {
  const verdict = verdictOf(finding.source);
  if (source === undefined || verdict === undefined) return null;
  const { id, kind, citation } = finding;
  if (kind === 'access-stale') {
    const judged = verdict.citations.find((one) => one.id === citation);
    const use = usesOf(source, watch).find((one) => one.citation.id === citation);
    const [then, day] = [judged?.accessed ?? null, use?.citation.accessed ?? null];
    const isLater = day !== null && (then === null || latestOf(day) > latestOf(then));
    return judged !== undefined && isLater ? 'accessed' : null;
  }
  if (finding.quote !== null && !isQuoted(finding, source, watch, verdict)) return 'quote';
  if (isKnownThere(finding, source, verdict)) return 'address';
  const isOfSource = ['link', 'address'].includes(FINDINGS[kind].about);
  const isOfPlace = isOfAddress(finding) || (isOfSource && scopeOf(id) === source.id);
  if (!isOfPlace || source.url === null) return null;
  // Whoever accepts another address leaves the old one in the note.
  const isOther = verdict.url === null || source.note?.includes(verdict.url) === true;
  return isOther && verdict.url !== source.url ? 'address' : null;
}

/** True where the source is cited now as what the verdict saw to mend the finding: a copy or a newer edition in which its passage stands. */
function isKnownThere(
  { kind, quote }: Finding,
  source: Source,
  { url, archive, edition }: SourceVerdict,
): boolean {
  const latest = edition.newer.at(-1);
  const { about } = FINDINGS[kind];
  if (about === 'edition')
    return latest !== undefined && isSameEdition(latest.edition, source.edition);
  if (about !== 'passage' || quote === null || source.url === url) return false;
  const lacks = archive?.lacks?.some(({ id }) => id === quote) === true;
  if (archive?.url === source.url) return archive?.carriesPassage === true && !lacks;
  const there = latest?.url === source.url ? latest?.quotes : undefined;
  return there?.some((one) => one.quote === quote && one.verdict === 'intact') === true;
}

/** True for a quotation that its citation still has in the words that were judged, wherever it counts it by now. */
function isQuoted(
  { citation: of, quote: id }: Finding,
  source: Source,
  watch: Watchlist,
  { citations }: SourceVerdict,
): boolean {
  const judged = citations.flatMap(({ quotes }) => quotes).find((one) => one.id === id);
  if (judged === undefined) return true;
  return usesOf(source, watch).some(
    ({ citation }) =>
      citation.id === of &&
      citation.quotes.some(({ text, original }) => [text, original?.text].includes(judged.text)),
  );
}

/** What becomes of the lives on a night that looked at nothing: they go on, and none is new. */
export const keepUnchecked = (before: readonly FindingLife[]): readonly FindingLife[] =>
  before.map((life) =>
    life.finding.state === 'new' ? { ...life, finding: { ...life.finding, state: 'open' } } : life,
  );

/** What becomes of a problem that tonight did not show: it is over, unless tonight could not tell. */
function fade(life: FindingLife, source: SourceVerdict, input: ReconcileInput): FindingLife {
  if (!isUndecided(life.finding, source, input.now)) {
    const change = changeOf(life.finding, input.changes);
    if (change === null) return resolve(life, input.run);
    return { ...life, finding: decided(life.finding, { reason: change.reason ?? '', change }) };
  }
  const decision = decisionOn(
    life.finding,
    life.finding.since,
    input,
    textsOf(source, life.finding),
  );
  return { ...life, finding: decided(life.finding, decision) };
}

/** The change that mends a finding once its report prints it; null for none. */
const changeOf = (finding: Place, changes: readonly ListedChange[]): ReportChange | null =>
  changesOf(finding, changes).find(({ state }) => state === 'taken') ?? null;

type Place = Pick<Finding, 'kind' | 'source' | 'citation' | 'quote'>;

/** The changes in the place of a finding. */
function changesOf(
  { kind, source: of, citation, quote }: Place,
  changes: readonly ListedChange[],
): readonly ReportChange[] {
  const { about } = FINDINGS[kind];
  const isMended = ({ change: { field, citation: id }, source }: ListedChange): boolean => {
    if (field === 'citation') return citation === id;
    if (about === 'passage')
      return (
        quote !== null &&
        citation === id &&
        field.startsWith(`quotes/${Number(quote.split('#').at(-1)) - 1}/`)
      );
    if (about === 'access') return field === 'accessed' && citation === id;
    // Another edition has another title, and another address alone says nothing of editions.
    return source === of && field === (about === 'edition' ? 'title' : 'url');
  };
  return changes.filter(isMended).map(({ change }) => change);
}

/** A change that the authors rejected answers the finding that asks for it, as long as the page asks for nothing else; that it was to go answers nothing. */
function rejectionOn(
  observation: Observation,
  source: SourceVerdict | undefined,
  changes: readonly ListedChange[],
): Answer | null {
  const quotes = source?.citations.flatMap((one) => one.quotes) ?? [];
  const found = quotes.find(({ id }) => id === observation.quote)?.found ?? null;
  const rejected = changesOf(observation, changes).find(
    ({ state, field, decided: words }) =>
      state === 'rejected' &&
      words !== null &&
      !OF_SOURCE.has(field) &&
      (observation.quote === null || foldedLetters(found ?? '').includes(foldedLetters(words))),
  );
  return rejected === undefined ? null : { reason: rejected.reason ?? '', change: rejected };
}

/** What people say of a finding: a decision, or what became of a change. */
interface Answer {
  readonly reason: string;
  readonly change?: ReportChange;
}

/** What a finding says of its answer, or of the run in which that ended. */
function answeredBy(
  answer: Answer | null,
  lapsedIn: number | undefined,
): Pick<Finding, 'decision' | 'change' | 'lapsedIn'> {
  if (answer === null) return optional({ lapsedIn });
  return { decision: answer.reason, ...optional({ change: answer.change }) };
}

function resolve(life: FindingLife, run: number): FindingLife {
  const { rules: _, seen: __, ...finding } = life.finding;
  return { ...life, finding: { ...finding, state: 'resolved' }, resolvedIn: run };
}

/** The lives of a run that judged again what was received before: what is new or over in it, an update of the rules made so, and it alarms nobody. */
export function markCausedByUpdate(life: FindingLife, run: number): FindingLife {
  const { finding, openedIn, freshIn, resolvedIn } = life;
  if (resolvedIn === run) return { ...life, finding: { ...finding, rules: 'ended' } };
  if (freshIn !== run || finding.state !== 'new') return life;
  const told: Finding = { ...finding, state: 'open', rules: 'graver' };
  return { ...life, finding: openedIn === run ? { ...told, rules: 'opened', untold: true } : told };
}

/** Keeps a resolved finding with the one in which its trouble goes on: it is told as over once, when that one is over, less grave or acknowledged. */
export function holdBack(lives: readonly FindingLife[]): {
  readonly lives: readonly FindingLife[];
  readonly over: readonly Finding[];
} {
  const standing = lives.flatMap(({ finding, resolvedIn }) =>
    resolvedIn === null && finding.state !== 'acknowledged' ? [finding] : [],
  );
  const ended = lives.flatMap(({ finding: { heldBack = [], ...finding }, resolvedIn }) =>
    resolvedIn === null ? heldBack : [...heldBack, finding],
  );
  const going = new Map(
    lives.flatMap(({ finding, resolvedIn }) =>
      resolvedIn === null ? [[finding.id, finding] as const] : [],
    ),
  );
  const isTold = ({ untold }: Finding): boolean => untold !== true;
  const over = new Map(ended.filter((one) => !isTold(one)).map((one) => [one.id, one]));
  const held = new Map<string, Finding[]>();
  const isBack = new Set<string>();
  // Of what was over, came back and is over again, once: as the gravest.
  const told = ended.filter(isTold).toSorted((a, b) => compareSeverity(b, a));
  for (const one of new Map(told.map((finding) => [finding.id, finding])).values()) {
    const steps = continuingFindings(one, standing);
    const [step] = steps;
    // What is back has one end, that of its present life; one that was not told as back takes the debt over.
    const now = going.get(one.id);
    if (steps.some(({ id }) => id === one.id) || (now !== undefined && isTold(now)))
      isBack.add(one.id);
    else if (now !== undefined) held.set(one.id, [...(held.get(one.id) ?? []), one]);
    else if (step === undefined) over.set(one.id, one);
    else held.set(step.id, [...(held.get(step.id) ?? []), one]);
  }
  return {
    lives: lives.map((life) => {
      const { heldBack: _, untold, ...finding } = life.finding;
      const heldBack = life.resolvedIn === null ? held.get(finding.id) : undefined;
      return {
        ...life,
        finding: {
          ...finding,
          ...(untold === undefined || isBack.has(finding.id) ? {} : { untold }),
          ...(heldBack === undefined ? {} : { heldBack }),
        },
      };
    }),
    over: [...over.values()],
  };
}

function decisionOn(
  finding: Observation,
  since: string,
  { decisions, now }: Pick<ReconcileInput, 'decisions' | 'now'>,
  texts: readonly (string | null)[],
): Decision | null {
  const { source, kind: about, edition } = finding;
  const question = { source, about, edition, texts };
  return answerTo(FINDINGS[about].ofItsDay ? { ...question, since } : question, decisions, now);
}

/** The text that raises a finding tonight, and the one that raised it before where that differs in trifles; none where it was answered over such a one. */
function textsOf(
  verdict: SourceVerdict | undefined,
  before: Finding | undefined,
): readonly (string | null)[] {
  const [text, change] = [
    verdict === undefined ? null : textRead(verdict),
    verdict?.content.change,
  ];
  if (text === null) return [];
  if (before === undefined || (change !== 'unchanged' && change !== 'cosmetic')) return [text];
  return before.state === 'acknowledged' ? [] : [text, before.seen?.text ?? null];
}

/** True for a passage in other words again that weigh, and not in other figures alone: those may count by themselves. */
function isReworded(
  { seen }: Finding,
  { quote, severity }: Observation,
  { citations }: SourceVerdict,
): boolean {
  const now = citations.flatMap(({ quotes }) => quotes).find(({ id }) => id === quote);
  const [was, is] = [seen?.quote, now].map((one) =>
    foldedLetters(one?.found ?? '').replace(/\p{N}+/gu, ''),
  );
  return severity === 'high' && !isPartOfOther(was as string, is as string);
}

/** True for a finding that people had answered by now, as it was last seen. */
const wasAnswered = (before: Finding, input: ReconcileInput): boolean =>
  before.state === 'acknowledged' ||
  (before.seen !== undefined &&
    decisionOn(before, before.since, input, [before.seen.text ?? null]) !== null);

/** The source or the host that an id names. */
const scopeOf = (id: string): string => id.slice(id.indexOf(':') + 1);

/** True for a problem of the very address: that it fails, or what came to stand there. */
const isOfAddress = ({ id, kind, source }: Observation): boolean =>
  FINDINGS[kind].event === true || (isFailure(kind) && scopeOf(id) === source);

/** True where the source got another address since, and tonight says nothing of the failures and the text at the old one. */
function isOfAnother({ kind, address }: Finding, { url, link, content }: SourceVerdict): boolean {
  if (address === undefined || url === null || sameAddress(address, url)) return false;
  return FINDINGS[kind].event ? content.change === 'first-visit' : link.failures <= 1;
}

/** True when tonight cannot say that the problem is over. */
export function isUndecided(finding: Finding, source: SourceVerdict, now: Date): boolean {
  // Another witness may have read what is longer than we read.
  if (source.link.status === 'unjudged')
    return finding.kind !== 'content-unread' || !isCutShort(source.link);
  if (isOfAnother(finding, source)) return false;
  const { about, event, ofOwnPage } = FINDINGS[finding.kind];
  if (ofOwnPage && !isOwnPage(source.witness)) return true;
  if (about === 'passage' || finding.kind === 'edition-withdrawn')
    return finding.quote === null ? source.witness === 'none' : !wasRead(finding.quote, source);
  if (event)
    return !isBack(finding, source) && !wasReadAgain(finding, source) && !isHistory(finding, now);
  return about === 'link' && isLinkUndecided(finding, source);
}

/** A blocked visit says nothing of a failure. A failure not observed is part of its host's finding; a host's finding not observed is over, or split. */
function isLinkUndecided({ id, kind }: Finding, { id: source, link }: SourceVerdict): boolean {
  if (scopeOf(id) !== source) return false;
  return (
    link.status === 'blocked' ||
    (isFailure(kind) ? isFailing(link.status) : linkKind(link.status) === kind)
  );
}

/** True when the quotation was judged tonight, or is not quoted any more. */
function wasRead(quote: string, source: SourceVerdict): boolean {
  const verdict = source.citations.flatMap((c) => c.quotes).find((q) => q.id === quote);
  return verdict === undefined || verdict.verdict !== 'unverifiable';
}

/** True when the text from before the edit is back, or the document after another one had stood in its place. */
const isBack = ({ id, kind, before }: Finding, { content }: SourceVerdict): boolean =>
  (before !== undefined && content.textSha256 === before) ||
  content.back === true ||
  (kind === 'content-edited' && (content.undone ?? []).some((edit) => id.endsWith(`:${edit}`)));

/** Milliseconds for which an edit that no passage felt is news: three quiet nights, then it is history. */
const NEWS = 3 * 86_400_000;

/** Corrections, retractions and replacements stay until somebody has read them. */
const isHistory = ({ kind, since }: Finding, now: Date): boolean =>
  kind === 'content-edited' && now.getTime() - Date.parse(since) >= NEWS;

/** An edit stays open until the authors have read the page after it. */
const wasReadAgain = (finding: Finding, source: SourceVerdict): boolean =>
  source.citations.length > 0 &&
  source.citations.every(
    (c) => c.accessed !== null && latestOf(c.accessed) >= Date.parse(finding.since),
  );

/** The verdict that shows a finding, by what that is about; null for what rests on none, or on dates alone. */
const SHOWN_BY: Readonly<
  Record<(typeof FINDINGS)[FindingKind]['about'], 'quote' | 'link' | 'content' | 'edition' | null>
> = {
  passage: 'quote',
  link: 'link',
  content: 'content',
  'saved-page': 'link',
  edition: 'edition',
  access: null,
  address: null,
  decision: null,
};

const shownBy = (kind: FindingKind) => SHOWN_BY[FINDINGS[kind].about];

function seenIn(
  run: number,
  { kind, quote }: Pick<Observation, 'kind' | 'quote'>,
  source: SourceVerdict,
): Seen | null {
  const { at, witness, byHand, link, finalUrl, content, edition, archive } = source;
  const by = {
    ...(byHand === undefined ? {} : { byHand }),
    ...(archive === null ? {} : { archive }),
  };
  const seen = { run, at, witness, text: textRead(source), ...by };
  const quotes = source.citations.flatMap((citation) => citation.quotes);
  switch (shownBy(kind)) {
    case 'quote':
      return { ...seen, quote: quotes.find(({ id }) => id === quote) };
    case 'link':
      return { ...seen, link, finalUrl };
    case 'content':
      return { ...seen, content };
    case 'edition':
      return { ...seen, edition };
    case null:
      return null;
  }
}

/** True for what a verdict shows; the rest are dates, and the list of sources itself. */
export const isShown = (kind: FindingKind): boolean => shownBy(kind) !== null;

/** What of a finding's evidence is the page's doing, and not the night's. */
const shownIn = ({ quote, link, finalUrl, content, edition }: Partial<Seen>): string =>
  JSON.stringify([
    quote && [quote.verdict, quote.found, quote.where, quote.omitted?.map(({ text }) => text)],
    link && [link.status, link.http, finalUrl],
    content?.textSha256,
    edition && [edition.status, edition.newer.at(-1)?.edition],
  ]);

/** True where a verdict shows a finding in another way than the run that last saw it. */
function showsOther(finding: Finding, source: SourceVerdict): boolean {
  const now = seenIn(0, finding, source);
  if (finding.seen === undefined || now === null || shownIn(finding.seen) === shownIn(now))
    return false;
  const change = now.content?.change;
  return shownBy(finding.kind) !== 'content' || change === 'edited' || change === 'replaced';
}

/** True where the same answer shows a finding otherwise, by the rules alone. A third failing night, and another witness, are news. */
export function isRuleChange(
  { kind, why }: Finding,
  before: SourceVerdict,
  now: SourceVerdict,
): boolean {
  const shown = shownBy(kind);
  if (shown === 'quote' || shown === 'content')
    return isOwnPage(now.witness) || now.witness === 'none';
  return shown === 'link' && why.kind !== 'host' && before.link.status !== now.link.status;
}

const without = <O extends Observation>({ seen, ...one }: O, run: number): O =>
  (seen === undefined || seen.run === run ? one : { ...one, seen }) as O;

/** A finding as a run tells it: what it rests on stands beside it only where the run's own verdicts do not show it. */
export function toldIn(run: number, finding: Finding): Finding {
  const told = without(finding, run);
  return told.consequences === undefined
    ? told
    : { ...told, consequences: told.consequences.map((one) => without(one, run)) };
}
