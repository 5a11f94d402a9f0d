import type { ImportFailure, LibraryTrouble } from '../../model/import.js';
import type { Problem } from '../../model/problem.js';
import { shortfallReason } from '../reasons/shortfall.js';
import { unreadReason } from '../reasons/unread.js';

/** Why a file could not be imported, in one sentence; a library's bad entries each in one. */
export function importFailure(failure: ImportFailure, file: string): readonly Problem[] {
  if (failure.kind === 'entries')
    return failure.problems.map(({ line, kind }) => ({ file, line, column: 1, message: troubleWords(kind) }));
  return [{ file, line: 0, column: 0, message: sentenceOf(failure) }];
}

function sentenceOf(failure: Exclude<ImportFailure, { kind: 'entries' }>): string {
  switch (failure.kind) {
    case 'unknown-format':
      return 'is none of DOCX, ODT, PDF, Markdown, HTML, CSL-JSON, RIS, BibTeX, Zotero CSV and lists of addresses';
    case 'unreadable':
      return UNREADABLE[failure.why];
    case 'unread-pdf':
      return `could not be read: ${unreadReason(failure.why)}`;
    case 'nothing-cited':
      return 'no citation could be read in it: no line that names a document with its date or its address, and no note';
    case 'beyond-budget':
      return `could not be read: ${shortfallReason(failure.why)}`;
  }
}

const UNREADABLE: Readonly<Record<Extract<ImportFailure, { kind: 'unreadable' }>['why'], string>> = {
  encrypted: 'is protected by a password: save it without one',
  'old-word': 'is a Word file of before 2007: save it as .docx',
  broken: 'is damaged, or no document of its kind',
  'too-large': 'unpacks to more than 64 MB: no report does',
  'too-long': 'has more than 32 MB of text: no report does, and no library',
  empty: 'has no text in it',
  nested: 'is nested more deeply than any report',
  'long-line': 'has a line of more than 2 million characters: no report does',
  'not-utf-8': 'is not encoded in UTF-8, and does not say in what else: save it as UTF-8',
};

/** Why a part of a library was not read. */
export function troubleWords(trouble: LibraryTrouble): string {
  switch (trouble) {
    case 'broken':
      return 'this entry is broken';
    case 'own-json-of-zotero':
      return 'this entry is in the JSON of Zotero itself: export it as CSL JSON';
    case 'no-title-or-address':
      return 'this entry has neither a title nor an address';
    case 'no-address':
      return 'there is no address in this line';
    case 'no-columns':
      return 'there are no columns of titles or addresses';
    case 'no-entries':
      return 'there is no entry';
  }
}
