import type { DiffPart } from '../../model/content.js';
import type { Block } from '../../model/document.js';
import type { QuoteVerdict } from '../../model/quote.js';
import { shorten } from '../../passage/text/sentences.js';
import { wordsOf } from '../../passage/text/tokens.js';
import { isTelling } from '../../passage/weight.js';
import { textBeside } from '../../text-beside.js';
import { type Html, html, webUrl } from '../escape.js';
import { STYLE, stillPage } from '../page/style.js';
import { runsOf } from '../publication.js';
import { painter, wrap } from '../terminal/screen.js';
import type { Screen } from '../terminal/terminal.js';
import type { Locale } from '../words/locale.js';
import { count, moment, quoteWords } from '../words/words.js';
import { diffToTerminal, type NightText, type TextDiff } from './diff-view.js';

/** Characters of unchanged text after which a new stretch begins; it is cut to its ends (diff-view.ts). */
const STRETCH_GAP = 200;
/** Changes after which a new stretch begins in any case. */
const MAX_STRETCH_CHANGES = 8;
/** Stretches that are shown: a few screens. */
const MAX_STRETCHES = 30;
/** Characters of one removed or added piece that are shown. */
const MAX_PIECE_LENGTH = 400;

/** How many places differ: words that were put in place of others are one change. */
export const changesIn = (parts: readonly DiffPart[]): number =>
  parts.filter((part, i) => part.op !== 'same' && (parts[i - 1]?.op ?? 'same') === 'same').length;

/** Changes with the unchanged text around them, those near each other and of like kind together, the gravest first. */
function stretchesOf(diff: TextDiff) {
  const weights = editWeights(diff);
  const stretches: { parts: DiffPart[]; weights: EditWeight[] }[] = [{ parts: [], weights: [] }];
  const isIgnored = (weight: EditWeight): boolean => weight === 'ignored';
  for (const [i, part] of diff.parts.entries()) {
    const stretch = stretches.at(-1) as (typeof stretches)[number];
    stretch.parts.push(part);
    stretch.weights.push(...[weights[i] ?? []].flat());
    const next = weights.slice(i + 1).find((weight) => weight !== null);
    const parts =
      next != null && stretch.weights.some((weight) => isIgnored(weight) !== isIgnored(next));
    if (
      part.op === 'same' &&
      (parts || part.text.length > STRETCH_GAP || changesIn(stretch.parts) >= MAX_STRETCH_CHANGES)
    )
      stretches.push({ parts: [part], weights: [] });
  }
  return stretches
    .filter(({ parts }) => changesIn(parts) > 0)
    .map(({ parts, weights: all }) => ({
      parts,
      weight: EDIT_WEIGHTS.find((weight) => all.includes(weight)) ?? 'slight',
    }))
    .toSorted((a, b) => EDIT_WEIGHTS.indexOf(a.weight) - EDIT_WEIGHTS.indexOf(b.weight));
}

function shortenPart(part: DiffPart): DiffPart {
  if (part.op === 'same' || part.text.length <= MAX_PIECE_LENGTH) return part;
  const text = shorten(part.text, MAX_PIECE_LENGTH);
  return {
    ...part,
    text: `${text} (${count(part.text.length - text.length, 'character', 'characters')} more) `,
  };
}

/** A text of which a difference of words would say nothing, told in a sentence; null for any other. */
function otherText(locale: Locale, { parts, replaced }: TextDiff): string | null {
  const kept = keptShareOfRewrite(parts);
  const share = kept === null ? null : `${Math.round(kept * 100)} % of the wording kept`;
  if (replaced !== null)
    return `another document stands there since ${locale.day(replaced.at)}${share === null ? '' : `, ${share}`}`;
  return share === null ? null : `rewritten, ${share}`;
}

/** What changed at a source between two runs: the edits of weight first, what no verdict looks at last, the first {@link MAX_STRETCHES} stretches. */
export function renderTextDiff(locale: Locale, diff: TextDiff, { colour, width }: Screen): string {
  const {
    source,
    earlier: { visit: earlier },
    later: { visit: later },
  } = diff;
  const paint = painter(colour);
  const title = wrap(
    paint.strong(
      `${source}: run ${earlier.run} (${locale.day(earlier.at)}) to run ${later.run} (${locale.day(later.at)})`,
    ),
    width,
  );
  const changes = changesIn(diff.parts);
  const other = otherText(locale, diff);
  if (other !== null) return `${title}\n${wrap(`${other}: --html FILE shows both texts`, width)}\n`;
  if (changes === 0) return `${title}\nthe same words; only markup or typography differ\n`;
  const stretches = stretchesOf(diff);
  const shown = stretches.slice(0, MAX_STRETCHES);
  const left = stretches.slice(MAX_STRETCHES).reduce((n, { parts }) => n + changesIn(parts), 0);
  return [
    `${title}\n${paint.quiet(count(changes, 'change', 'changes'))}`,
    ...shown.flatMap(({ parts, weight }, i) => {
      const [words, head] = [parts.map(shortenPart), locale.statuses.editWeight[weight]];
      const told = wrap(
        diffToTerminal(words, weight === 'ignored' ? painter(false) : paint),
        width,
      );
      const first = shown[i - 1]?.weight !== weight;
      const heading = first
        ? [wrap(weight === 'ignored' ? paint.quiet(head) : paint.strong(head), width)]
        : [];
      return [
        ...heading,
        weight === 'ignored' ? told.split('\n').map(paint.quiet).join('\n') : told,
      ];
    }),
    ...(left > 0
      ? [paint.quiet(`… ${count(left, 'more change', 'more changes')}: --html FILE shows them all`)]
      : []),
  ]
    .join('\n\n')
    .concat('\n');
}

/** How much an edit matters to a citation, most first: `ignored` is what no verdict looks at, such as menus. */
const EDIT_WEIGHTS = ['quoted', 'weighty', 'slight', 'ignored'] as const;
type EditWeight = (typeof EDIT_WEIGHTS)[number];

/** The weight of each part of a difference that is no unchanged text; null for what is. */
function editWeights({ parts, earlier, later }: TextDiff): readonly (EditWeight | null)[] {
  const sides = {
    removed: sideOf(parts, 'added', earlier),
    added: sideOf(parts, 'removed', later),
  };
  const at = { removed: 0, added: 0 };
  return parts.map(({ op, text }) => {
    const from = op === 'same' ? null : weightOf(text, at[op], sides[op]);
    if (op !== 'added') at.removed += text.length;
    if (op !== 'removed') at.added += text.length;
    return from;
  });
}

interface Side {
  readonly marks: readonly Mark[];
  readonly furniture: readonly EditStretch[];
}

/** UTF-16 units of a text, `end` exclusive. */
interface EditStretch {
  readonly start: number;
  readonly end: number;
}

const sideOf = (parts: readonly DiffPart[], other: 'removed' | 'added', night: NightText): Side => {
  const text = diffLineText(parts, other);
  return {
    marks: quoteMarks(text, night),
    furniture: furnitureIn(night.snapshot?.document.blocks ?? []),
  };
};

/** Where furniture stands in the visible text, a block a line, in its order. */
function furnitureIn(blocks: readonly Block[]): readonly EditStretch[] {
  let start = 0;
  return blocks.flatMap(({ text, role }) => {
    const end = start + text.length + 1;
    const stretch = { start, end };
    start = end;
    return role === 'furniture' ? [stretch] : [];
  });
}

/** Words of the shortest edit that is taken for a clause. */
const CLAUSE = 5;

function weightOf(text: string, at: number, { marks, furniture }: Side): EditWeight {
  const start = at + text.length - text.trimStart().length;
  const end = Math.max(start, at + text.trimEnd().length);
  const touches = (one: EditStretch): boolean => one.start < end && one.end > start;
  if (marks.some(touches)) return 'quoted';
  const around = furniture.filter(touches);
  const own = around.reduce((rest, one) => blankSpan(rest, one.start - at, one.end - at), text);
  if (around.length > 0 && own.trim() === '') return 'ignored';
  const words = wordsOf(own);
  return words.length >= CLAUSE || words.some(isTelling) ? 'weighty' : 'slight';
}

const blankSpan = (text: string, start: number, end: number): string => {
  const [from, to] = [Math.max(0, start), Math.min(text.length, end)];
  return `${text.slice(0, from)}${' '.repeat(to - from)}${text.slice(to)}`;
};

/** Below this share of the shorter text, what stands there is another text, and a difference of words says nothing. */
const REWRITTEN = 0.25;

/** Of a text of which so little is left that it was rewritten, the share of the earlier wording that was kept; null for any other. */
function keptShareOfRewrite(parts: readonly DiffPart[]): number | null {
  const lengths = { same: 0, removed: 0, added: 0 };
  for (const { op, text } of parts) lengths[op] += text.replace(/\s/gu, '').length;
  const [before, after] = [lengths.same + lengths.removed, lengths.same + lengths.added];
  const shorter = Math.min(before, after);
  return shorter === 0 || lengths.same >= REWRITTEN * shorter ? null : lengths.same / before;
}

/** A stretch of {@link diffLineText}; `quote` names the passage that stands there. */
interface Mark extends EditStretch {
  readonly quote: string;
}

const quotesOf = ({ visit }: NightText): readonly QuoteVerdict[] =>
  visit.verdict?.citations.flatMap((citation) => citation.quotes) ?? [];

/** Where the quoted passages of a night stand in its text; parts that a "related" box interrupts are not looked for. */
const quoteMarks = (text: string, night: NightText): readonly Mark[] =>
  quotesOf(night).flatMap(({ id, found }) =>
    (found ?? '').split(' [...] ').flatMap((passage) => {
      const start = passage === '' ? -1 : text.indexOf(passage);
      return start < 0 ? [] : [{ start, end: start + passage.length, quote: id }];
    }),
  );

/** Words of one kind, inside or outside a quoted passage. */
export interface DiffPiece extends DiffPart {
  readonly quote: string | null;
}

export type DiffLine = readonly DiffPiece[];

/** The earlier or the later of the two texts that a difference is made of. */
export const diffLineText = (parts: readonly DiffPart[], other: 'removed' | 'added'): string =>
  parts.map(({ op, text }) => (op === other ? '' : text)).join('');

/** Splits a text where a quoted passage begins or ends; `at` is the text's own place. */
function splitAtQuotes(
  text: string,
  at: number,
  marks: readonly Mark[],
): readonly { text: string; quote: string | null }[] {
  const inside = marks.filter((mark) => mark.start < at + text.length && mark.end > at);
  const places = new Set([0, text.length]);
  for (const { start, end } of inside) {
    places.add(Math.max(0, start - at));
    places.add(Math.min(text.length, end - at));
  }
  const edges = [...places].sort((a, b) => a - b);
  return edges.slice(1).map((to, i) => {
    const from = edges[i] as number;
    const mark = inside.find(({ start, end }) => start <= at + from && end > at + from);
    return { text: text.slice(from, to), quote: mark?.quote ?? null };
  });
}

/** Where last words were put in place of last words, one paragraph ends, not two. */
const endsOnce = ({ op, text }: DiffPart, next: DiffPart | undefined): string =>
  op === 'removed' && next?.op === 'added' && /^[^\n]*\n$/u.test(text) && next.text.endsWith('\n')
    ? `${text.slice(0, -1)} `
    : text;

/**
 * A difference as paragraphs, in the order of the later text, removed ones where they stood.
 * `earlier` and `later` are the quoted passages in each of the two texts.
 */
export function diffLinesOf(
  parts: readonly DiffPart[],
  earlier: readonly Mark[],
  later: readonly Mark[],
): readonly DiffLine[] {
  const lines: DiffPiece[][] = [[]];
  let [before, after] = [0, 0];
  for (const [i, part] of parts.entries()) {
    const { op } = part;
    for (const row of endsOnce(part, parts[i + 1]).split(/(?<=\n)/u)) {
      const pieces =
        op === 'removed' ? splitAtQuotes(row, before, earlier) : splitAtQuotes(row, after, later);
      lines.at(-1)?.push(...pieces.map((piece) => ({ op, ...piece })));
      if (row.endsWith('\n')) lines.push([]);
      if (op !== 'added') before += row.length;
      if (op !== 'removed') after += row.length;
    }
  }
  return lines.filter((line) => line.some(({ text }) => text.trim() !== ''));
}
const DIFF_STYLE = STYLE + textBeside(new URL('./diff.css', import.meta.url));

/** Unchanged paragraphs that are left open before and after a change. */
const CONTEXT_PARAGRAPHS = 1;
/** Fewer unchanged paragraphs are not folded. */
const MIN_FOLDED_PARAGRAPHS = 3;
/** Removed paragraphs in a row that are shown before the rest of them is folded. */
const MAX_REMOVED_SHOWN = 8;

/** Characters of a passage in the list of passages. */
const LISTED_PASSAGE = 160;

/** Turns paragraphs into markup; the first piece of each quotation can be linked to. */
class Printer {
  readonly #anchored = new Set<string>();

  constructor(private readonly locale: Locale) {}

  line = (line: DiffLine): Html => {
    return html`<p class="text" dir="auto">${runsOf(line, ({ op }) => op).map((group) => this.#group(group))}</p>`;
  };

  has(quote: string): boolean {
    return this.#anchored.has(quote);
  }

  #group(group: readonly [DiffPiece, ...DiffPiece[]]): Html {
    const [{ op }] = group;
    const ending = group.at(-1) as DiffPiece;
    const bare =
      op === 'same' ? group : [...group.slice(0, -1), { ...ending, text: ending.text.trimEnd() }];
    const text = html`${bare.map((piece) => this.#piece(piece))}`;
    if (op === 'same') return text;
    return op === 'removed' ? html`<del>[−${text}]</del> ` : html`<ins>[+${text}]</ins> `;
  }

  #piece({ text, quote }: DiffPiece): Html {
    if (quote === null) return html`${text}`;
    const first = !this.#anchored.has(quote);
    this.#anchored.add(quote);
    return html`<mark${first && html` id="${anchorOf(quote)}"`} title="${this.locale.fill(this.locale.messages.diff.quoted, { quote })}">${text}</mark>`;
  }
}

const anchorOf = (quote: string): string => `quote-${quote.replace(/[^\w-]+/gu, '-')}`;

/** `shown` paragraphs hold a change or a quoted passage. */
type Kind = 'same' | 'removed' | 'shown';

const kindOf = (line: DiffLine): Kind => {
  if (line.some(({ quote }) => quote !== null)) return 'shown';
  const ops = new Set(line.filter(({ text }) => text.trim() !== '').map(({ op }) => op));
  if (ops.size !== 1 || ops.has('added')) return 'shown';
  return ops.has('same') ? 'same' : 'removed';
};

/** A stretch with what says nothing new folded away; `isFirst` and `isLast` tell that the text begins or ends with it. */
function stretchHtml(
  locale: Locale,
  lines: readonly [DiffLine, ...DiffLine[]],
  print: Printer,
  isFirst: boolean,
  isLast: boolean,
): Html {
  const kind = kindOf(lines[0]);
  const all = lines.map(print.line);
  if (kind === 'shown') return html`${all}`;
  const isRemoved = kind === 'removed';
  const unchangedHead = isFirst ? 0 : CONTEXT_PARAGRAPHS;
  const head = isRemoved ? MAX_REMOVED_SHOWN : unchangedHead;
  const tail = isRemoved || isLast ? 0 : CONTEXT_PARAGRAPHS;
  const inner = all.slice(head, all.length - tail);
  if (inner.length < MIN_FOLDED_PARAGRAPHS) return html`${all}`;
  const { unchanged, removed } = locale.messages.diff;
  const label = locale.fill(isRemoved ? removed : unchanged, { n: inner.length });
  return html`${all.slice(0, head)}<details><summary>${label}</summary>${inner}</details>${all.slice(all.length - tail)}`;
}

const nightItem = (locale: Locale, name: string, { visit, snapshot }: NightText): Html => html`
<dt>${name}</dt><dd>${locale.fill(locale.messages.diff.night, { when: moment(locale, visit.at), run: visit.run, title: snapshot?.document.title })}
<div class="hash soft">${locale.fill(locale.messages.diff.hashes, { page: snapshot?.sha256 ?? visit.snapshot, text: snapshot?.textSha256 })}</div></dd>`;

const quoteItem = (
  locale: Locale,
  { id, text, ...quote }: QuoteVerdict,
  print: Printer,
): Html => html`
<li>${locale.fillHtml(locale.messages.diff.passage, { id: print.has(id) ? html`<a href="#${anchorOf(id)}">${id}</a>` : id, fate: quoteWords(locale, quote), text: html`<span class="text soft" dir="auto">${locale.fill(locale.messages.shared.quoted, { text: shorten(text, LISTED_PASSAGE) })}</span>` })}</li>`;

/** `citewatch diff --html`: the later text whole, word by word against the earlier, complete in itself. */
export function renderDiffPage(
  locale: Locale,
  { source, earlier, later, parts }: TextDiff,
): string {
  const lines = diffLinesOf(
    parts,
    quoteMarks(diffLineText(parts, 'added'), earlier),
    quoteMarks(diffLineText(parts, 'removed'), later),
  );
  const print = new Printer(locale);
  const stretches = runsOf(lines, kindOf);
  const text = stretches.map((s, i) =>
    stretchHtml(locale, s, print, i === 0, i === stretches.length - 1),
  );
  const title = later.visit.verdict?.title ?? later.snapshot?.document.title ?? source;
  const url = webUrl(later.visit.verdict?.finalUrl ?? null);
  const quotes = quotesOf(later);
  const body = html`<header><p class="soft small">${locale.fillHtml(locale.messages.diff.runs, { source: html`<bdi>${source}</bdi>`, from: earlier.visit.run, to: later.visit.run })}</p>
<h1>${title}</h1><p class="headline">${locale.fill(locale.messages.diff.sum, { changes: changesIn(parts) })}</p>
${url !== null && html`<p><a href="${url}" rel="noreferrer noopener external">${url}</a></p>`}
<dl>${nightItem(locale, locale.messages.diff.earlier, earlier)}${nightItem(locale, locale.messages.diff.later, later)}</dl>
${quotes.length > 0 && html`<h2>${locale.messages.diff.passages}</h2><ul>${quotes.map((quote) => quoteItem(locale, quote, print))}</ul>`}</header>
<main><h2>${locale.messages.diff.text}</h2>${text}</main>
<footer><p>${locale.messages.diff.made}</p></footer>`;
  return stillPage(locale, locale.fill(locale.messages.diff.title, { title }), DIFF_STYLE, body);
}
