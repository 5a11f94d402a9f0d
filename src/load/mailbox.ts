import addressparser, { type MailboxAddress } from 'nodemailer/lib/addressparser';
import { parseAddress } from '../model/address.js';
import type { Complaint } from './complaints.js';

/** One address of a person, perhaps with a name. What was given is not repeated: logs of CI jobs are public. */
export const aboutMailbox: Complaint = (text) =>
  mailboxes(text)?.length === 1 ? null : 'must be one address such as Ada Byron <ada@example.org>';

/** Some, with commas between them. */
export const aboutMailboxes: Complaint = (text) => {
  if (mailboxes(text)?.length) return null;
  const sound = soundMailboxes(text).length;
  return `must be addresses with commas between them${sound === 0 ? '' : `; ${sound} of them ${sound === 1 ? 'is one' : 'are'}, the rest is none`}`;
};

/** Where a reader leaves a list. */
export const aboutLeaving: Complaint = (text) => {
  const address = /[\s<>]/u.test(text) ? null : parseAddress(text);
  return address !== null && /^(?:https|mailto):$/u.test(address.protocol)
    ? null
    : `must be an address such as mailto:list@example.org or https://example.org/leave, not ${JSON.stringify(text)}`;
};

/** The addresses of a text; null when any part of it is none. */
export function mailboxes(text: string): MailboxAddress[] | null {
  const sound = soundMailboxes(text);
  return sound.length === addressparser(text, { flatten: true }).length ? sound : null;
}

/** Those parts of a text that are addresses; none of a text with a line break, which could add a header to a mail. */
export const soundMailboxes = (text: string): MailboxAddress[] =>
  /[\r\n]/.test(text)
    ? []
    : addressparser(text, { flatten: true }).filter(({ address }) =>
        /^[^\s@<>()",;:\\]+@[^\s@<>()",;:\\]+$/.test(address),
      );

/** As it stands in a header of a mail. */
export const printedMailbox = ({ name, address }: MailboxAddress): string =>
  name ? `${/^[\p{L}\p{N} .'-]+$/u.test(name) ? name : JSON.stringify(name)} <${address}>` : address;
