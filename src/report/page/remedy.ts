import { type Finding, isActive } from '../../model/finding.js';
import type { SourceVerdict } from '../../model/verdict.js';
import type { SourceLife } from '../beside.js';
import { day } from '../dates.js';
import { type Html, html, webUrl } from '../html.js';
import type { Case } from '../overview.js';
import { captureReason } from '../reasons/capture.js';
import { shellWord } from '../shell-word.js';
import type { FindingEvidence } from '../shown-evidence.js';
import { MENDED_BY_COPY } from '../source-address.js';
import { anchor, copies } from './evidence.js';

/** A text to copy: a button comes with the script. */
const toCopy = (text: string): Html => html`<code class="copy">${text}</code>`;

const ackLine = (id: string, finding: Finding, isOne: boolean): string =>
  `citewatch ack ${shellWord(id)}${isOne ? '' : ` --about ${finding.kind}`} --reason "…"`;

/** The lines that acknowledge what is open, one a kind. */
const ackLines = (id: string, findings: readonly Finding[]): readonly string[] => {
  const open = findings.filter(isActive);
  return [...new Set(open.map((finding) => ackLine(id, finding, open.length === 1)))];
};

type Kinds = ReadonlySet<Finding['kind']>;
const WITHDRAWN: Kinds = new Set<Finding['kind']>(['edition-withdrawn', 'source-retracted']);

const archivedCopy = ({ id, archive }: SourceVerdict): Html => {
  if (archive === null)
    return html`None that carries the passage is known. To look for one: ${toCopy(`citewatch archive ${shellWord(id)}`)}`;
  const { url, capturedAt, carriesPassage } = archive;
  if (carriesPassage === true)
    return html`<span class="copy"${copies(webUrl(url) ?? url, 'the address')}>${anchor(url, `The copy of ${day(capturedAt)}`)} carries the passage.</span>`;
  return carriesPassage === false
    ? html`${anchor(url, `The copy of ${day(capturedAt)}`)} does not carry the passage.`
    : html`${anchor(url, `The copy of ${day(capturedAt)}`)} was not read: whether it carries the passage is not known.`;
};

const ownCapture = (id: string, { run, at, stood, fault }: NonNullable<SourceLife['capture']>): Html => {
  const words = stood ? 'the passages stood in it' : 'the document, not all passages of which stood in it';
  return html`Run ${run} kept the page on ${day(at)}: ${words}. ${fault !== undefined && html`<strong>Not sound evidence: ${captureReason(fault)}.</strong> `}To file it: ${toCopy(`citewatch evidence export ${shellWord(id)} --run ${run}`)}`;
};

const successor = ({ edition }: SourceVerdict): Html => {
  const next = edition.newer.at(-1);
  if (next === undefined) return html`None is known. The publisher’s page may name one.`;
  return next.url === null ? html`Edition ${next.edition}` : anchor(next.url, `Edition ${next.edition}`);
};

const item = (label: string, body: Html): Html => html`<dt>${label}</dt><dd>${body}</dd>`;

/** A citation line whose publisher and title, in whatever direction they are written, turn nothing else around. */
function isolated(line: string): Html {
  const [from, to] = [line.indexOf('“'), line.indexOf('”')];
  if (from < 0 || to < from) return html`${line}`;
  const publisher = line.slice(0, from).replace(/, $/u, '');
  const comma = line.slice(publisher.length, from);
  return html`<bdi>${publisher}</bdi>${comma}“<bdi>${line.slice(from + 1, to)}</bdi>${line.slice(to)}`;
}

/** What to do now, with what to open, to paste and to copy. */
export const remedy = (
  { id, verdict, findings }: Case,
  life: SourceLife | undefined,
  addresses: readonly (FindingEvidence & { readonly kind: 'address' })[],
): Html => {
  const has = (kinds: Kinds) => findings.some(({ kind }) => kinds.has(kind));
  const lines = ackLines(id, findings);
  const paste = life?.lines ?? [];
  return html`<dl class="remedy">
${addresses.length > 0 && item('Open', html`${addresses.map((e) => html`<div>${anchor(e.url, e.label, e.open)}</div>`)}`)}
${verdict !== null && (verdict.archive !== null || has(MENDED_BY_COPY)) && item('Archived copy', archivedCopy(verdict))}
${life?.capture != null && item('Our capture', ownCapture(id, life.capture))}
${verdict !== null && has(WITHDRAWN) && item('Successor', successor(verdict))}
${paste.length > 0 && item(has(WITHDRAWN) ? 'If it is kept, cite as' : 'Cite as', html`${paste.map((line) => html`<span class="copy text">${isolated(line)}</span>`)}`)}
${lines.length > 0 && item('Or keep it', html`${lines.map(toCopy)}`)}</dl>`;
};
