import * as z from 'zod';
import type { FindingKind } from '../model/finding.js';
import type { Problem } from '../model/problem.js';
import { type Rhythm, type Subscriber, WEEKDAYS } from '../model/subscriber.js';
import { aboutKind, aboutText, type Complaint } from './complaints.js';
import { type JsonText, readJson } from './json-text.js';
import { aboutLeaving, aboutMailbox, mailboxes } from './mailbox.js';
import { didYouMean } from './nearest.js';
import { textWithout } from './shape.js';
import { shaped } from './shape-problems.js';

/** The file in which subscribers stand; git ignores it. */
export const SUBSCRIBERS = 'subscribers.json';

/** What it says, as far as that makes sense. */
export interface SubscribersFile {
  readonly from?: string | undefined;
  readonly unsubscribe?: string | undefined;
  /** Addresses that get everything, whenever there is something. */
  readonly to: readonly string[];
  readonly subscribers: readonly Subscriber[];
  readonly problems: readonly Problem[];
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

/**
 * Reads the text of the file. `reports`: the ids of those that are watched, or null where nobody knows them. An entry that makes no
 * sense is left out whole, and no other with it: its reader is told everything once it is mended.
 */
export function subscribersIn(json: string, reports: readonly string[] | null): SubscribersFile {
  const read = readJson(json, SUBSCRIBERS);
  const shape = read.value === undefined ? { problems: [] } : shaped(FILE, read);
  const { subscribers: entries, ...file } = 'value' in shape ? shape.value : soundPartsOf(read.value);
  const problems = [...read.problems, ...('value' in shape ? [] : shape.problems)];
  const subscribers = entries.flatMap((one, i): readonly Subscriber[] => {
    if (one === null) return [];
    const faults = [...strangers(one, i, reports, read), ...twice(entries, i, file.to, read)];
    problems.push(...faults);
    // What the kinds are was checked by `aboutKind`.
    const kinds = one.kinds as readonly FindingKind[];
    const selection = { reports: one.reports, sections: one.sections, kinds };
    return faults.length > 0 ? [] : [{ address: one.address, selection, rhythm: rhythmOf(one) }];
  });
  return { ...file, subscribers, problems };
}

type Entry = z.infer<typeof subscriber>;

/** Of a file in which something is wrong, what is not; null in the place of an entry that is. */
function soundPartsOf(value: unknown) {
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Readonly<
    Record<string, unknown>
  >;
  const sound = <T>(shape: z.ZodType<T>, one: unknown): T | null =>
    shape.safeParse(one, { jitless: true }).data ?? null;
  const each = <T>(shape: z.ZodType<T>, list: unknown): readonly (T | null)[] =>
    Array.isArray(list) ? list.map((one) => sound(shape, one)) : [];
  return {
    from: sound(FILE.shape.from, fields.from) ?? undefined,
    unsubscribe: sound(FILE.shape.unsubscribe, fields.unsubscribe) ?? undefined,
    to: each(mailbox, fields.to).filter((one) => one !== null),
    subscribers: each(subscriber, fields.subscribers),
  };
}

/** A report that nobody watches would leave its reader without any message, and nobody would notice. */
const strangers = (
  { reports }: Entry,
  i: number,
  known: readonly string[] | null,
  json: JsonText,
): readonly Problem[] =>
  known === null
    ? []
    : reports.flatMap((id, k) =>
        known.includes(id)
          ? []
          : [
              json.problemAt(
                ['subscribers', i, 'reports', k],
                `there is no report ${JSON.stringify(id)} in sources.json${didYouMean(id, known)}`,
              ),
            ],
      );

/** One reader, one entry: of two it cannot be said which holds, so neither does; who stands in `to` gets everything all the same. */
function twice(
  entries: readonly (Entry | null)[],
  i: number,
  to: readonly string[],
  json: JsonText,
): readonly Problem[] {
  const bare = (address = ''): string => mailboxes(address)?.[0]?.address.toLowerCase() ?? address;
  const others = [...to, ...entries.flatMap((one, k) => (k === i || one === null ? [] : [one.address]))];
  return others.some((other) => bare(other) === bare(entries[i]?.address))
    ? [json.problemAt(['subscribers', i, 'address'], 'this reader stands here twice: one reader, one entry')]
    : [];
}
