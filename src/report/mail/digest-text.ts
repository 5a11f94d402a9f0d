import type { Digest } from '../../model/run.js';
import { day, moment } from '../dates.js';
import { diffToTerminal } from '../diff/diff-view.js';
import { type Publication, reportTitles } from '../publication.js';
import { actionOf, messageOf } from '../reasons/finding.js';
import { painter, plain, wrap } from '../terminal/screen.js';
import { type Item, itemsOf } from './digest-items.js';

/** Columns of a plain mail (RFC 5322 asks for fewer than 78). */
const WIDTH = 72;

const PLAIN = painter(false);

const itemText = (item: Item): string => {
  const lines = [
    item.label,
    item.publisher === '' ? item.title : `${item.title}, ${item.publisher}`,
    messageOf(item.finding),
    ...item.words.map(({ label, parts }) =>
      parts.length === 0 ? label : `${label}: ${diffToTerminal(parts, PLAIN)}`,
    ),
    ...item.facts,
    ...(item.cited === '' ? [] : [`Cited in ${item.cited}`]),
    `What to do: ${actionOf(item.finding)}`,
    ...item.links.map((l) => `${l.label}: ${l.url}`),
  ];
  return lines.map((line, i) => wrap(plain(line), WIDTH, i === 0 ? '' : '  ')).join('\n');
};

const section = (heading: string, blocks: readonly string[], between: string): readonly string[] =>
  blocks.length === 0 ? [] : [`${heading.toUpperCase()}\n\n${blocks.join(between)}`];

const bullets = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => `- ${wrap(plain(line), WIDTH, '  ').trimStart()}`);

/** The digest for those who read plain text. */
export const digestText = (digest: Digest, publication: Publication): string => {
  const items = itemsOf(digest);
  const head = [
    ...reportTitles(digest.sources, publication),
    `Citation check of ${moment(digest.run.startedAt)}`,
  ];
  const since = digest.since === null ? [] : [`since the message of ${day(digest.since)}`];
  const foot = [
    ...(publication.page === undefined ? [] : [`Everything, with its evidence: ${publication.page}`]),
    'Words in [-…-] stood there before, words in {+…+} stand there now.',
  ];
  const besides = items.besides.length === 0 ? [] : [bullets(items.besides).join('\n')];
  const fresh = [...items.fresh.map(itemText), ...besides];
  return `${[
    [...head, ...since].map((line) => wrap(plain(line), WIDTH)).join('\n'),
    ...section('New', fresh, '\n\n'),
    ...section('Resolved', bullets(items.resolved), '\n'),
    ...section('Still open', bullets(items.open), '\n'),
    foot.map((line) => wrap(line, WIDTH)).join('\n'),
  ].join('\n\n')}\n`;
};
