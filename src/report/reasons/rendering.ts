import type { RenderState, Unrendered, Wanted } from '../../model/rendering.js';
import { count } from '../words.js';

/** Why a browser showed nothing of a page, as the end of a sentence. */
export function unrenderedReason(why: Unrendered): string {
  switch (why.kind) {
    case 'no-browser':
      return 'no browser was found to show it';
    case 'no-start':
      return `the browser did not start (${why.message})`;
    case 'no-sandbox':
      return 'the browser did not start: its sandbox cannot be had on this machine';
    case 'crashed':
      return 'the browser crashed on it';
    case 'hung':
      return `in a browser it gave no answer for ${why.seconds} seconds`;
    case 'memory':
      return `in a browser it took more than ${why.megabytes} MB of memory`;
    case 'too-large':
      return 'what it makes in a browser is too large to be read';
    case 'still-empty':
      return `in a browser it shows next to no text either${why.wanted === undefined ? '' : `; there it asked for more than it was given: ${wantedReason(why.wanted)}`}`;
    case 'led-away':
      return 'in a browser it led to where nothing can be shown';
  }
}

const WANTED: Readonly<Record<Wanted, string>> = {
  post: 'to send something (only GET is sent)',
  socket: 'for a lasting connection',
  private: 'for a private or local address',
  robots: 'for what robots.txt closes',
  failed: 'for what came with an error or not at all',
  'other-window': 'for another window',
  preflight: 'for another site with headers of its own (only plain requests are sent there)',
  'foreign-budget': 'for more of other sites than one page may',
};

/** What a page asked for in vain. */
export const wantedReason = (wanted: readonly Wanted[]): string =>
  wanted.map((one) => WANTED[one]).join(', ');

/** What is to be known of how a browser showed a page, each the end of a sentence. */
export const asShown = ({ refused = 0, unsandboxed }: RenderState): readonly string[] => [
  ...(refused === 0 ? [] : [`${count(refused, 'of its requests was', 'of its requests were')} refused`]),
  ...(unsandboxed === true ? ['the browser ran without its sandbox, as it does for root'] : []),
];
