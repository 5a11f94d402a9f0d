import type { NewerEdition } from '../model/edition-verdict.js';
import type { QuoteVerdict } from '../model/quote-verdict.js';
import type { ShownPassage, ShownWords } from './omission-evidence.js';

/** One thing to show beside a finding. What is shown is decided here; how, by each renderer. */
export type FindingEvidence =
  | ShownWords
  | ShownPassage
  | { readonly kind: 'fact'; readonly label: string; readonly text: string }
  /** A problem that the finding explains. */
  | { readonly kind: 'consequence'; readonly label: string; readonly text: string }
  /** A line to paste. */
  | { readonly kind: 'line'; readonly label: string; readonly line: string }
  /** `open` is false where a browser should not be sent: a stranger may answer there. */
  | { readonly kind: 'address'; readonly label: string; readonly url: string; readonly open: boolean }
  | {
      readonly kind: 'fates';
      readonly newer: readonly NewerEdition[];
      readonly quotes: readonly QuoteVerdict[];
    };
