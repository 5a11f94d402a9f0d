import type { Document } from '../../model/document.js';
import type { Said } from '../../model/link-reason.js';
import { ownLines, type PageFeatures } from '../page-features.js';
import { weightOfSize } from '../weighed-signs.js';
import { saysOf, sentencesOf, type Topic, touches } from './notice-grammar.js';

/** What a page says of itself in place of a document; weighed as {@link ../weighed-signs.ts} weighs words. */
export interface PageNotice {
  readonly topic: Topic;
  readonly weight: number;
  readonly said: Said;
}

const WEIGHTS = {
  /** A sentence, or two that follow one another. */
  sentence: 2,
  /** Another one, or a title or heading on the same matter. */
  again: 1,
  head: 1,
  /** A day of publication, which a notice seldom gives itself. */
  dated: -2,
} as const;

/** Characters of a line that may be a button. */
const LABEL = 40;
/** Labels that are read. */
const MOST_LABELS = 20;
/** Characters of a sentence that are shown. */
const SHOWN = 80;

/** What a page asks by buttons, whose words are a part of the question. */
const ASKED: ReadonlySet<Topic> = new Set(['consent', 'age', 'robot']);

// In doubt between two, the one that asks something of the reader, and the narrower one, is meant.
const TOPICS: readonly Topic[] = [
  'age',
  'consent',
  'ordered',
  'region',
  'rate',
  'robot',
  'locked',
  'login',
  'offer',
  'ended',
  'no-site',
  'not-here',
];

/** The plainest notice on a page; null where it says nothing of itself, or goes on for longer than notices do. */
export function noticeOn(document: Document | null, face: PageFeatures): PageNotice | null {
  if (document === null || (document.type !== 'html' && document.type !== 'text')) return null;
  if (weightOfSize(face) < 0) return null;
  const sentences = sentencesOf(ownLines(document));
  const heads = sentencesOf([face.title, face.heading]);
  const labels = sentencesOf(labelsOf(document));
  const dated = document.dates.published === null ? 0 : WEIGHTS.dated;
  let best: PageNotice | null = null;
  for (const topic of TOPICS) {
    const [first, second] = saysOf(topic, sentences, ASKED.has(topic) ? labels : []);
    if (first === undefined) continue;
    const titled = touches(topic, heads);
    const weight =
      WEIGHTS.sentence +
      (second === undefined ? 0 : WEIGHTS.again) +
      (titled ? WEIGHTS.head : 0) +
      weightOfSize(face) +
      dated;
    const said = { words: first.trim().slice(0, SHOWN), places: ['text'] as const, size: face.size };
    if (best === null || weight > best.weight) best = { topic, weight, said };
  }
  return best;
}

const labelsOf = ({ blocks }: Document): readonly string[] =>
  blocks
    .filter(({ role, text }) => role === 'furniture' && text.length <= LABEL)
    .slice(0, MOST_LABELS)
    .map(({ text }) => text);
