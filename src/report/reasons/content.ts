import type { ContentReason } from '../../model/content-reason.js';
import type { ContentVerdict } from '../../model/content-verdict.js';
import { count } from '../words.js';
import { linkReason } from './link.js';
import { asShown } from './rendering.js';
import { unmatchedReason } from './shortfall.js';
import { unreadReason } from './unread.js';

/** What a content verdict rests on, and where a browser read it; a reason for reading nothing speaks of the browser itself. */
export const readingReason = ({ change, why, rendered }: ContentVerdict): string =>
  rendered === undefined || change === 'unread'
    ? contentReason(why)
    : [contentReason(why), 'read in a browser', ...asShown(rendered)].join('; ');

/** What a content verdict rests on, in words. */
export function contentReason(why: ContentReason): string {
  switch (why.kind) {
    case 'told':
      return why.sentence;
    case 'first-visit':
      return 'read for the first time';
    case 'same-bytes':
      return 'the same bytes as before';
    case 'same-text':
      return 'other markup, the same text';
    case 'trifles':
      return 'only furniture, clocks, counters or typography differ';
    case 'volatile':
      return 'only parts differ that change on most nights';
    case 'edited':
      return `main text edited: ${count(why.removed, 'word', 'words')} removed, ${count(why.added, 'word', 'words')} added`;
    case 'replaced':
      return `another document: ${percent(why.share)} of the earlier text stands in it`;
    case 'shrunken':
      return `only ${percent(why.share)} of its text came`;
    case 'stranger':
      if (why.first === true)
        return `the page that stands there (day ${why.days}) bears nothing of its title, and no passage shows that it is the document`;
      return `another page stands in its place (day ${why.days}): nothing on it recalls the document`;
    case 'returned':
      return 'only what had come and gone before differs';
    case 'nothing-read':
      return 'nothing was read';
    case 'cut':
      return 'it is longer than the limit, and only its beginning was read';
    case 'unsettled':
      return 'in a browser it was still at work when its time was over, and only what was there by then was read';
    case 'unmatched':
      return unmatchedReason(why.why);
    case 'link':
      return linkReason(why.why);
    case 'document':
      return unreadReason(why.why);
  }
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
