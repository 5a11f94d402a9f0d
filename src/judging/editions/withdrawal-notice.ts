import type { Document } from '../../model/document.js';
import { withoutQuotations } from '../../passage/text/sentences.js';

/** What a publisher's notice says of the document that it stands on. */
export interface Notice {
  readonly kind: 'withdrawn' | 'superseded' | 'archived';
  readonly words: string;
}

// Where the numbers of this file come from: docs/judging.md, 13.

/** Blocks at the top of a page among which a notice stands. */
const NOTICE_WITHIN = 40;
/** Characters of a notice's head, which its explanation follows: GOV.UK's has about 50. */
const HEAD = 100;
/** Characters of a notice that are shown: about two sentences. */
const SHOWN = 300;

// A notice speaks of "this" document: an article may say that a bill was withdrawn, or that a law was superseded.
const THIS =
  '\\bthis (?:\\w+ ){0,3}(?:publication|document|guidance|notes?|page|report|version|edition|policy|statistics|release|dataset|paper) (?:was|has been|is|were|have been|has now been)';

/** What ends a decision or a law. Outside the text, where a page speaks of itself: an article may be about one that was set aside. */
const ENDED =
  /\bthis (?:\w+ ){0,2}(?:decision|judge?ment|ruling|order|determination|act|law|regulation) (?:was|has been|is) (?:set aside|overturned|overruled|reversed|quashed|annulled|vacated|revoked|rescinded|repealed|withdrawn)\b/iu;

/** The graver ones first. */
const NOTICES: readonly (readonly [Notice['kind'], RegExp])[] = [
  [
    'withdrawn',
    new RegExp(`${THIS} withdrawn\\b|^\\[?withdrawn(?: on [^.]{6,30})?\\]?\\.?$`, 'iu'),
  ],
  [
    'superseded',
    new RegExp(
      `${THIS} (?:superseded|replaced|out of date and has been replaced)\\b|` +
        '\\ban? (?:newer|more recent|later|updated) (?:version|edition)(?: of this \\w+)? is (?:now )?available\\b|' +
        '\\b(?:this is not|you are not viewing) the (?:latest|current|most recent) (?:version|edition)\\b|' +
        '\\byou are (?:viewing|reading) an (?:old|older|outdated) (?:version|edition)\\b|' +
        '^(?:superseded|replaced) by\\b',
      'iu',
    ),
  ],
  [
    'archived',
    new RegExp(
      `${THIS} archived\\b|\\bthis is archived content\\b|^\\[?archived(?: content)?\\]?\\.?$`,
      'iu',
    ),
  ],
];

/** The last seven letters of a word of each of them: most blocks have none, and are looked at no further. Of one length they are looked for twice as fast. */
const WORD = /thdrawn|erseded|eplaced|rchived|version|edition/iu;

/** The notice with which a publisher withdraws, supersedes or archives a document, its explanation with it; or null. */
export function noticeIn(document: Document | null): Notice | null {
  if (document === null) return null;
  const top = document.blocks.slice(0, NOTICE_WITHIN);
  const title = top.findIndex(({ role, heading }) => role === 'main' && heading !== undefined);
  const ended = top.find(
    ({ role, text }, i) => (role === 'furniture' || i < title) && ENDED.test(text),
  );
  if (ended !== undefined) return { kind: 'withdrawn', words: ended.text.slice(0, SHOWN) };
  const likely = [...top.entries()].filter(([, { text }]) => WORD.test(text));
  for (const [kind, sign] of NOTICES)
    for (const [i, { text, heading }] of likely) {
      if (!sign.test(withoutQuotations(text))) continue;
      const next = top[i + 1];
      const explained = text.length <= HEAD && heading !== undefined && next?.heading === undefined;
      return { kind, words: (explained && next ? `${text}. ${next.text}` : text).slice(0, SHOWN) };
    }
  return null;
}
