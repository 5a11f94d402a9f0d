import type { FindingKind } from '../model/finding.js';

/** A kind of finding: its heading, and what is said of one or of many (after a number). */
export interface KindWords {
  readonly name: string;
  readonly one: string;
  readonly many: string;
}

/** What each kind of finding is called. */
export const KIND: Readonly<Record<FindingKind, KindWords>> = {
  'passage-missing': {
    name: 'Passage not found',
    one: 'quoted passage is missing',
    many: 'quoted passages are missing',
  },
  'passage-altered': {
    name: 'Passage changed',
    one: 'quoted passage changed',
    many: 'quoted passages changed',
  },
  'passage-omission-changed': {
    name: 'Omitted words changed',
    one: 'quotation leaves out other words than before',
    many: 'quotations leave out other words than before',
  },
  'passage-place': {
    name: 'Not in the main text',
    one: 'quoted passage stands outside the main text',
    many: 'quoted passages stand outside the main text',
  },
  'passage-omission-weighs': {
    name: 'Omitted words weigh',
    one: 'quotation leaves out words that weigh',
    many: 'quotations leave out words that weigh',
  },
  'source-gone': { name: 'Page gone', one: 'page is gone', many: 'pages are gone' },
  'source-soft-404': {
    name: 'Answers without the document',
    one: 'page no longer shows its document',
    many: 'pages no longer show their documents',
  },
  'source-unreachable': {
    name: 'Not reachable',
    one: 'page cannot be reached',
    many: 'pages cannot be reached',
  },
  'source-server-error': {
    name: 'Server error',
    one: 'page answers with a server error',
    many: 'pages answer with a server error',
  },
  'source-moved': { name: 'Page moved', one: 'page has moved', many: 'pages have moved' },
  'source-blocked': {
    name: 'Closed to citewatch',
    one: 'page does not let citewatch in',
    many: 'pages do not let citewatch in',
  },
  'content-replaced': {
    name: 'Another document',
    one: 'page shows another document',
    many: 'pages show another document',
  },
  'source-retracted': {
    name: 'Retracted',
    one: 'document was retracted by its publisher',
    many: 'documents were retracted by their publishers',
  },
  'source-corrected': {
    name: 'Corrected',
    one: 'page was corrected or called in doubt',
    many: 'pages were corrected or called in doubt',
  },
  'content-edited': { name: 'Page edited', one: 'page was edited', many: 'pages were edited' },
  'content-unread': {
    name: 'Text not readable',
    one: 'page could not be read',
    many: 'pages could not be read',
  },
  'witness-stale': {
    name: 'Read by hand long ago',
    one: 'page was read by hand too long ago',
    many: 'pages were read by hand too long ago',
  },
  'edition-withdrawn': {
    name: 'Withdrawn',
    one: 'document was withdrawn',
    many: 'documents were withdrawn',
  },
  'edition-replaced-in-place': {
    name: 'Replaced by another edition',
    one: 'document was replaced under its address',
    many: 'documents were replaced under their addresses',
  },
  'lint-decision-expired': {
    name: 'Decision that is over',
    one: 'decision has run out',
    many: 'decisions have run out',
  },
  'lint-decision-pointless': {
    name: 'Decision that answers nothing',
    one: 'decision answers nothing any more',
    many: 'decisions answer nothing any more',
  },
  'edition-newer': { name: 'Newer edition', one: 'newer edition is out', many: 'newer editions are out' },
  'edition-overdue': {
    name: 'Edition overdue',
    one: 'new edition is overdue',
    many: 'new editions are overdue',
  },
  'access-stale': {
    name: 'Last read long ago',
    one: 'citation was last read too long ago',
    many: 'citations were last read too long ago',
  },
  'no-url': {
    name: 'No address',
    one: 'source has no address to watch',
    many: 'sources have no address to watch',
  },
};
