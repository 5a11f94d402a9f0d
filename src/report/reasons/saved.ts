import type { SavedFault, SavedFormat } from '../../model/saved-file.js';
import { shortfallReason } from './shortfall.js';

const FORMAT: Readonly<Record<SavedFormat, string>> = {
  html: 'HTML',
  mhtml: 'MHTML',
  pdf: 'PDF',
  warc: 'WARC',
  wacz: 'WACZ',
};

/** Why a file that a person saved cannot be heard: the end of a sentence that begins with the file. `url` is the source's address. */
export function savedFault(fault: SavedFault, url: string): string {
  switch (fault.kind) {
    case 'empty':
      return 'is empty';
    case 'too-long':
      return `is longer than ${fault.most / 1024 / 1024} MB, packed or unpacked: save the page alone, without what else was open`;
    case 'other-format':
      return 'is none of what is read: a page saved as HTML or as one file (MHTML), a PDF, a WARC or a WACZ';
    case 'broken':
      return `is broken: as ${FORMAT[fault.format]} it cannot be read to its end`;
    case 'no-page':
      return `has no page in it that could be read (${FORMAT[fault.format]})`;
    case 'other-address':
      return `was saved from ${fault.says}, and the source is at ${url}: where that address leads there by now, correct it in sources.json first`;
    case 'not-in-it':
      return `has nothing of ${url} in it${fault.pages.length === 0 ? '' : `, but ${fault.pages.join(', ')}`}${fault.more > 0 ? ` and ${fault.more} more` : ''}`;
    case 'not-whole':
      return `has ${url}, but not its text: an error, a redirect that leads nowhere, or a part of it`;
    case 'beyond-budget':
      return `could not be read: ${shortfallReason(fault.why)}`;
  }
}
