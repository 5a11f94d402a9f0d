import type { Digest } from '../../model/run.js';
import type { WebhookFormat } from '../../model/webhook.js';
import { subjectLine } from '../headline.js';
import { renderDigest } from '../mail/digest.js';
import { type Letter, letterOf } from '../mail/letter.js';
import type { Publication } from '../publication.js';
import { matrixMessage } from './matrix.js';
import { ntfyMessage } from './ntfy.js';
import { slackMessage } from './slack.js';

/** Entries of a message in a chat, where others write too. */
const ENTRIES = 5;

/** A digest as a webhook of a format is told it, to be written as JSON. */
export function webhookPayload(format: WebhookFormat, digest: Digest, publication: Publication): object {
  if (format === 'json') return ownMessage(digest, publication);
  const letter: Letter = letterOf(digest, publication, ENTRIES, null);
  switch (format) {
    case 'slack':
      return slackMessage(letter);
    case 'matrix':
      return matrixMessage(letter);
    case 'ntfy':
      return ntfyMessage(letter, subjectLine(digest, publication));
  }
}

/** For a program of one's own; `text` is the field that Mattermost and its likes show too. */
function ownMessage(digest: Digest, publication: Publication): object {
  const { subject, text, html, reports } = renderDigest(digest, publication);
  return {
    text: `${subject}\n\n${text}`,
    html,
    run: digest.run.id,
    subject,
    reports,
    page: publication.page ?? null,
  };
}
