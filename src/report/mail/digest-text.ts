import { diffToTerminal } from '../diff/diff-view.js';
import { painter, plain, wrap } from '../terminal/screen.js';
import type { MailEntry } from './entry.js';
import { type Letter, type LetterPart, type Line, OPEN, pageName } from './letter.js';

/** Columns of a plain mail (RFC 5322 asks for fewer than 78). */
const WIDTH = 72;

const PLAIN = painter(false);

const link = (label: string, url: string | null): readonly string[] =>
  url === null ? [] : [`${label}: ${url}`];

const entryText = (entry: MailEntry): string =>
  [
    entry.label,
    entry.publisher === '' ? entry.title : `${entry.title} · ${entry.publisher}`,
    entry.says,
    diffToTerminal(entry.words, PLAIN),
    entry.also,
    entry.where,
    entry.todo,
    ...link(OPEN.row, entry.row),
    ...link(OPEN.newer, entry.newer),
    ...link(pageName(entry), entry.page?.url ?? null),
    ...link(OPEN.copy, entry.copy),
  ]
    .filter((line) => line !== '')
    .map((line, i) => wrap(plain(line), WIDTH, i === 0 ? '' : '  '))
    .join('\n');

const lineText = ({ text, url }: Line): string =>
  [`- ${wrap(plain(text), WIDTH, '  ').trimStart()}`, ...(url === null ? [] : [`  ${url}`])].join('\n');

const partText = ({ heading, entries, lines }: LetterPart): string =>
  [
    heading.toUpperCase(),
    ...entries.map(entryText),
    ...(lines.length === 0 ? [] : [lines.map(lineText).join('\n')]),
  ].join('\n\n');

/** A letter for those who read plain text. */
export const letterText = ({ lead, about, parts, page, marked, why, leave, evidence }: Letter): string => {
  const foot = [
    ...link(OPEN.all, page),
    ...(marked ? ['Marked [-…-]: was there. {+…+}: is there now.'] : []),
    leave === null ? why : `${why} To stop, ${leave.how}: ${leave.text}`,
    ...(evidence === '' ? [] : [evidence]),
  ];
  return `${[
    [lead, about].map((line) => wrap(plain(line), WIDTH)).join('\n'),
    ...parts.map(partText),
    foot.map((line) => wrap(line, WIDTH)).join('\n'),
  ].join('\n\n')}\n`;
};
