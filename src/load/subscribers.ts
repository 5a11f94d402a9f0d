import * as z from 'zod';
import type { FindingKind } from '../model/finding.js';
import type { Problem } from '../model/problem.js';
import { type Rhythm, type Subscriber, WEEKDAYS } from '../model/subscriber.js';
import { aboutKind, aboutText, type Complaint } from './complaints.js';
import { type JsonText, readJson } from './json-text.js';
import { aboutLeaving, aboutMailbox, mailboxes } from './mailbox.js';
import { didYouMean } from './nearest.js';
import { textWithout } from './shape.js';
import { type Shaped, shaped } from './shape-problems.js';

/** The file in which subscribers stand; git ignores it. */
export const SUBSCRIBERS = 'subscribers.json';

/** What it says. */
export interface SubscribersFile {
  readonly from?: string | undefined;
  readonly unsubscribe?: string | undefined;
  /** Addresses that get everything, whenever there is something. */
  readonly to: readonly string[];
  readonly subscribers: readonly Subscriber[];
}

const oneOf =
  (words: readonly string[]): Complaint =>
  (text) =>
    words.includes(text)
      ? null
      : `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}, not ${JSON.stringify(text)}${didYouMean(text, words)}`;

const aboutTimeZone: Complaint = (text) => {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: text });
    return null;
  } catch {
    return `must be a time zone such as Europe/London, not ${JSON.stringify(text)}`;
  }
};

const mailbox = textWithout(aboutMailbox);
const text = textWithout(aboutText);
const hour = z.number().superRefine((n, ctx) => {
  if (!Number.isInteger(n) || n < 0 || n > 23)
    ctx.addIssue({ code: 'custom', message: `must be a whole hour from 0 to 23, not ${n}` });
});

const subscriber = z
  .strictObject({
    address: mailbox,
    reports: z.array(text).default([]),
    sections: z.array(text).default([]),
    kinds: z.array(textWithout(aboutKind)).default([]),
    send: textWithout(oneOf(['immediately', 'daily', 'weekly'])).default('immediately'),
    weekday: textWithout(oneOf(WEEKDAYS)).optional(),
    hour: hour.optional(),
    timeZone: textWithout(aboutTimeZone).optional(),
  })
  .superRefine(({ send, weekday, ...at }, ctx) => {
    if (weekday !== undefined && send !== 'weekly')
      ctx.addIssue({ code: 'custom', path: ['weekday'], message: 'is for what is sent weekly' });
    for (const key of ['hour', 'timeZone'] as const)
      if (at[key] !== undefined && send === 'immediately')
        ctx.addIssue({ code: 'custom', path: [key], message: 'is for what is sent daily or weekly' });
  });

const FILE = z.strictObject({
  from: mailbox.optional(),
  unsubscribe: textWithout(aboutLeaving).optional(),
  to: z.array(mailbox).default([]),
  subscribers: z.array(subscriber).default([]),
});

/** The hour of the morning at which daily and weekly digests are sent when nobody says otherwise. */
const MORNING = 8;

function rhythmOf({
  send,
  weekday = 'monday',
  hour: at = MORNING,
  timeZone = 'UTC',
}: z.infer<typeof subscriber>): Rhythm {
  if (send === 'daily') return { every: 'day', hour: at, timeZone };
  if (send === 'weekly')
    return {
      every: 'week',
      weekday: WEEKDAYS.indexOf(weekday as (typeof WEEKDAYS)[number]),
      hour: at,
      timeZone,
    };
  return { every: 'night' };
}

/** Reads the text of the file. `reports`: the ids of those that are watched, or null where nobody knows them. */
export function subscribersIn(json: string, reports: readonly string[] | null): Shaped<SubscribersFile> {
  const read = readJson(json, SUBSCRIBERS);
  const shape = read.value === undefined ? { problems: [] } : shaped(FILE, read);
  if (!('value' in shape)) return { problems: [...read.problems, ...shape.problems] };
  const problems = [...read.problems, ...strangers(shape.value, reports, read), ...twice(shape.value, read)];
  if (problems.length > 0) return { problems };
  const subscribers = shape.value.subscribers.map((one) => ({
    address: one.address,
    // What they are was checked by `aboutKind`.
    selection: { reports: one.reports, sections: one.sections, kinds: one.kinds as readonly FindingKind[] },
    rhythm: rhythmOf(one),
  }));
  return { value: { ...shape.value, subscribers } };
}

type Read = z.infer<typeof FILE>;

/** A report that nobody watches would leave its reader without any message, and nobody would notice. */
const strangers = (
  { subscribers }: Read,
  known: readonly string[] | null,
  json: JsonText,
): readonly Problem[] =>
  known === null
    ? []
    : subscribers.flatMap((one, i) =>
        one.reports.flatMap((id, k) =>
          known.includes(id)
            ? []
            : [
                json.problemAt(
                  ['subscribers', i, 'reports', k],
                  `there is no report ${JSON.stringify(id)} in sources.json${didYouMean(id, known)}`,
                ),
              ],
        ),
      );

/** One reader, one entry: of two it could not be said which holds. */
function twice({ subscribers, to }: Read, json: JsonText): readonly Problem[] {
  const bare = (address: string): string => mailboxes(address)?.[0]?.address.toLowerCase() ?? address;
  const seen = new Set(to.map(bare));
  return subscribers.flatMap(({ address }, i) => {
    const known = seen.has(bare(address));
    seen.add(bare(address));
    return known
      ? [
          json.problemAt(
            ['subscribers', i, 'address'],
            `${JSON.stringify(address)} stands here twice: one reader, one entry`,
          ),
        ]
      : [];
  });
}
