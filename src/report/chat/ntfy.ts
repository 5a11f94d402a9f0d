import { type Letter, OPEN } from '../mail/letter.js';
import { plain } from '../terminal/screen.js';
import { chatParts } from './lines.js';

/** Bytes of a message: ntfy makes a file of one that is longer than 4096 (docs.ntfy.sh, “Limitations”). */
const SIZE = 3_800;

/** ntfy's priorities: 3 is the usual one, and 4 rings for longer. */
const PRIORITY = { usual: 3, high: 4 } as const;

/** What ntfy is posted as JSON (docs.ntfy.sh, “Publish as JSON”), but for the topic. It is shown as plain text: nothing is markup. */
export function ntfyMessage(letter: Letter, subject: string): object {
  const { lead, page, parts } = letter;
  const lines = [
    lead,
    ...chatParts(letter).flatMap(({ heading, lines: all }) => [
      '',
      heading,
      ...all.map(({ text }) => `- ${plain(text)}`),
    ]),
  ];
  let message = '';
  for (const line of lines) {
    if (Buffer.byteLength(`${message}${line}\n`) > SIZE) break;
    message += `${line}\n`;
  }
  const isHigh = parts.some(({ entries }) => entries.some(({ severity }) => severity === 'high'));
  return {
    title: subject,
    message: message.trimEnd(),
    priority: isHigh ? PRIORITY.high : PRIORITY.usual,
    ...(page === null ? {} : { click: page, actions: [{ action: 'view', label: OPEN.all, url: page }] }),
  };
}
