import { latestOf } from '../model/partial-date.js';
import type { Decision } from '../model/watchlist.js';
import { isSameEdition } from './edition-name.js';

/** What a decision may answer. */
export interface Question {
  readonly source: string;
  /** The kind of finding. */
  readonly about: string;
  /** The newer edition that it is about; null when it is about none. */
  readonly edition: string | null;
  /** When it came up, ISO, where a decision answers only what was there when it was taken. */
  readonly since?: string | undefined;
}

/** The decision to keep things as they are that answers a question today, or null: it may be about another edition, or over. */
export const answerTo = (question: Question, decisions: readonly Decision[], now: Date): Decision | null =>
  decisions.find(
    (d) =>
      d.keep &&
      d.source === question.source &&
      d.about === question.about &&
      (d.edition === null || question.edition === null || isSameEdition(d.edition, question.edition)) &&
      (question.since === undefined || latestOf(d.on) >= Date.parse(question.since)) &&
      (d.until === null || latestOf(d.until) >= now.getTime()),
  ) ?? null;
