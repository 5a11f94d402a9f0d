import { createHash } from 'node:crypto';
import type { QuoteVerdict } from '../../model/quote.js';
import { shorten } from '../../passage/text/sentences.js';
import { type Html, html, Html as Markup, webUrl } from '../escape.js';
import { STYLE } from '../page/style.js';
import { runsOf } from '../publication.js';
import { count, moment, quoteWords } from '../words/words.js';
import type { NightText, TextDiff } from './diff-view.js';
import {
  changesIn,
  type DiffLine,
  type DiffPiece,
  diffLinesOf,
  diffLineText,
  quoteMarks,
  quotesOf,
} from './text-diff.js';

const DIFF_STYLE = `${STYLE}
header,main,footer{max-width:50rem}
main p{margin:.7rem 0}
.hash{font:.8rem/1.4 ui-monospace,monospace;overflow-wrap:anywhere}
mark{background:none;color:inherit;border-bottom:2px solid var(--medium)}
mark:target{background:var(--wash)}
details{border:solid var(--line);border-width:1px 0;margin:.9rem 0}details+details{border-top:0}
summary{padding:.4rem 0;color:var(--soft);font-size:.875rem}
`;

const digest = createHash('sha256').update(DIFF_STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${digest}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** Unchanged paragraphs that are left open before and after a change. */
const AROUND = 1;
/** Fewer unchanged paragraphs are not folded. */
const FEW = 3;
/** Removed paragraphs in a row that are shown before the rest of them is folded. */
const MOST_REMOVED = 8;

/** Characters of a passage in the list of passages. */
const PASSAGE = 160;

/** Turns paragraphs into markup; the first piece of each quotation can be linked to. */
class Printer {
  readonly #anchored = new Set<string>();

  line = (line: DiffLine): Html => {
    return html`<p class="text" dir="auto">${runsOf(line, ({ op }) => op).map((group) => this.#group(group))}</p>`;
  };

  has(quote: string): boolean {
    return this.#anchored.has(quote);
  }

  #group(group: readonly [DiffPiece, ...DiffPiece[]]): Html {
    const [{ op }] = group;
    const ending = group.at(-1) as DiffPiece;
    const bare = op === 'same' ? group : [...group.slice(0, -1), { ...ending, text: ending.text.trimEnd() }];
    const text = html`${bare.map((piece) => this.#piece(piece))}`;
    if (op === 'same') return text;
    return op === 'removed' ? html`<del>[−${text}]</del> ` : html`<ins>[+${text}]</ins> `;
  }

  #piece({ text, quote }: DiffPiece): Html {
    if (quote === null) return html`${text}`;
    const first = !this.#anchored.has(quote);
    this.#anchored.add(quote);
    return html`<mark${first && html` id="${anchorOf(quote)}"`} title="Quoted: ${quote}">${text}</mark>`;
  }
}

const anchorOf = (quote: string): string => `quote-${quote.replace(/[^\w-]+/gu, '-')}`;

/** `shown` paragraphs hold a change or a quoted passage. */
type Kind = 'same' | 'removed' | 'shown';

const kindOf = (line: DiffLine): Kind => {
  if (line.some(({ quote }) => quote !== null)) return 'shown';
  const ops = new Set(line.filter(({ text }) => text.trim() !== '').map(({ op }) => op));
  return ops.size === 1 && !ops.has('added') ? (ops.has('same') ? 'same' : 'removed') : 'shown';
};

/** A stretch with what says nothing new folded away; `isFirst` and `isLast` tell that the text begins or ends with it. */
function stretchHtml(
  lines: readonly [DiffLine, ...DiffLine[]],
  print: Printer,
  isFirst: boolean,
  isLast: boolean,
): Html {
  const kind = kindOf(lines[0]);
  const all = lines.map(print.line);
  if (kind === 'shown') return html`${all}`;
  const head = kind === 'removed' ? MOST_REMOVED : isFirst ? 0 : AROUND;
  const tail = kind === 'removed' || isLast ? 0 : AROUND;
  const inner = all.slice(head, all.length - tail);
  if (inner.length < FEW) return html`${all}`;
  const name = kind === 'same' ? 'unchanged' : 'more removed';
  const label = count(inner.length, `${name} paragraph`, `${name} paragraphs`);
  return html`${all.slice(0, head)}<details><summary>${label}</summary>${inner}</details>${all.slice(all.length - tail)}`;
}

const nightItem = (name: string, { visit, snapshot }: NightText): Html => html`
<dt>${name}</dt><dd>${moment(visit.at)}, run ${visit.run}: ${snapshot?.document.title ?? 'no title'}
<div class="hash soft">SHA-256 ${snapshot?.sha256 ?? visit.snapshot ?? 'unknown'}; of its text ${snapshot?.textSha256 ?? 'not kept'}</div></dd>`;

const quoteItem = ({ id, text, ...quote }: QuoteVerdict, print: Printer): Html => html`
<li>${print.has(id) ? html`<a href="#${anchorOf(id)}">${id}</a>` : id}: ${quoteWords(quote)} <span class="text soft" dir="auto">“${shorten(text, PASSAGE)}”</span></li>`;

/** `citewatch diff --html`: the later text whole, word by word against the earlier, complete in itself. */
export function renderDiffPage({ source, earlier, later, parts }: TextDiff): string {
  const lines = diffLinesOf(
    parts,
    quoteMarks(diffLineText(parts, 'added'), earlier),
    quoteMarks(diffLineText(parts, 'removed'), later),
  );
  const print = new Printer();
  const stretches = runsOf(lines, kindOf);
  const text = stretches.map((s, i) => stretchHtml(s, print, i === 0, i === stretches.length - 1));
  const title = later.visit.verdict?.title ?? later.snapshot?.document.title ?? source;
  const url = webUrl(later.visit.verdict?.finalUrl ?? null);
  const quotes = quotesOf(later);
  const changes = changesIn(parts);
  const sum = changes === 0 ? 'The same words; only markup or typography differ' : count(changes, 'change', 'changes');
  return html`${new Markup('<!doctype html>')}
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">
<title>${title}: what changed</title><link rel="icon" href="data:,"><style>${new Markup(DIFF_STYLE)}</style></head>
<body><header><p class="soft small">${source}: run ${earlier.visit.run} to run ${later.visit.run}</p>
<h1>${title}</h1><p class="headline">${sum}. [−…] stood in the earlier text, [+…] stands in the later one; quoted passages are underlined.</p>
${url !== null && html`<p><a href="${url}" rel="noreferrer noopener external">${url}</a></p>`}
<dl>${nightItem('Earlier', earlier)}${nightItem('Later', later)}</dl>
${quotes.length > 0 && html`<h2>Quoted passages</h2><ul>${quotes.map((quote) => quoteItem(quote, print))}</ul>`}</header>
<main><h2>The text</h2>${text}</main>
<footer><p>Made by citewatch.</p></footer></body></html>
`.text;
}
