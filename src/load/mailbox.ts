import addressparser, { type MailboxAddress } from 'nodemailer/lib/addressparser';
import { parseAddress } from '../model/address.js';
import type { Complaint } from './complaints.js';

/** One address of a person, perhaps with a name. */
export const aboutMailbox: Complaint = (text) =>
  mailboxes(text)?.length === 1
    ? null
    : `must be one address such as Ada Byron <ada@example.org>, not ${JSON.stringify(text)}`;

/** Some, with commas between them. */
export const aboutMailboxes: Complaint = (text) =>
  mailboxes(text)?.length ? null : `must be addresses with commas between them, not ${JSON.stringify(text)}`;

/** Where a reader leaves a list. */
export const aboutLeaving: Complaint = (text) => {
  const address = /[\s<>]/u.test(text) ? null : parseAddress(text);
  return address !== null && /^(?:https|mailto):$/u.test(address.protocol)
    ? null
    : `must be an address such as mailto:list@example.org or https://example.org/leave, not ${JSON.stringify(text)}`;
};

/** The addresses of a text; null when any part of it is none. */
export function mailboxes(text: string): MailboxAddress[] | null {
  const found = addressparser(text, { flatten: true });
  const sound =
    !/[\r\n]/.test(text) &&
    found.every(({ address }) => /^[^\s@<>()",;:\\]+@[^\s@<>()",;:\\]+$/.test(address));
  return sound ? found : null;
}

/** As it stands in a header of a mail. */
export const printedMailbox = ({ name, address }: MailboxAddress): string =>
  name ? `${/^[\p{L}\p{N} .'-]+$/u.test(name) ? name : JSON.stringify(name)} <${address}>` : address;
