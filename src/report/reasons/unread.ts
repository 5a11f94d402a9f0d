import type { FileSort, UnreadReason } from '../../model/unread-reason.js';
import { unrenderedReason } from './rendering.js';
import { shortfallReason } from './shortfall.js';

const SORTS: Readonly<Record<FileSort, string>> = {
  image: 'an image',
  media: 'a media file',
  sound: 'a sound file',
  video: 'a video',
  font: 'a font',
  'old-office': 'an office file of the older, binary kind',
  'rich-text': 'a rich text file',
  compressed: 'a compressed file',
  archive: 'an archive or an office file',
  'broken-archive': 'a broken archive',
  binary: 'a binary file',
  other: 'a file of another kind',
};

/** Why a document has no text, in a sentence. */
export function unreadReason(why: UnreadReason): string {
  switch (why.kind) {
    case 'told':
      return why.sentence;
    case 'file':
      return `The answer is ${SORTS[why.sort]}${why.type === '' ? '' : ` (${why.type})`}: its text is not read, its bytes are compared.`;
    case 'empty-file':
      return 'The file is empty.';
    case 'empty-word-file':
      return 'The Word document has no text.';
    case 'script':
      return why.browser === undefined
        ? 'The page shows its text by script: it needs a browser to be read.'
        : `The page shows its text by script, and ${unrenderedReason(why.browser)}.`;
    case 'no-visible-text':
      return 'The page has no visible text.';
    case 'pdf-too-long':
      return `The PDF has ${why.pages} pages, more than the ${why.most} that are read.`;
    case 'pdf-without-pages':
      return 'The PDF has no pages.';
    case 'pdf-bomb':
      return `The PDF has a stream that unpacks to more than ${why.megabytes} MB: it is not read.`;
    case 'pdf-scan':
      return `The PDF has no text on its ${why.pages === 1 ? 'one page' : `${why.pages} pages`}: it seems to be a scan.`;
    case 'pdf-encrypted':
      return 'The PDF is encrypted: it opens with a password only.';
    case 'pdf-broken':
      return 'The PDF is broken: it cannot be opened.';
    case 'pdf-pages-broken':
      return 'The PDF is broken: none of its pages can be read.';
    case 'beyond-budget':
      return `The document could not be read: ${shortfallReason(why.why)}.`;
  }
}
