import { describe, expect, it } from 'vitest';
import { parseMail } from '../../src/load/mail.js';
import { formatProblem } from '../../src/model/problem.js';
import { readers } from '../world.js';
import { problemsOf } from './problems.js';

const SMTP_URL = 'smtps://me:s3cret@mail.example.org';
const complaints = (env: Record<string, string>, file: string | null = null) =>
  problemsOf(() => parseMail(env, file)).map(formatProblem);

describe('mail settings', () => {
  it('are null when nothing is set, also when set to nothing', () => {
    expect(parseMail({}, null)).toBeNull();
    expect(parseMail({ SMTP_URL: '', MAIL_FROM: '', MAIL_TO: '' }, null)).toBeNull();
  });

  it('come from the environment', () => {
    const env = {
      SMTP_URL,
      MAIL_FROM: 'Citewatch <bot@a.org>',
      MAIL_TO: 'Ada Byron <ada@a.org>, bob@b.org , "Dee, Cy" <cy@c.org>',
    };
    expect(parseMail(env, null)).toEqual({
      smtpUrl: SMTP_URL,
      from: 'Citewatch <bot@a.org>',
      readers: readers(['Ada Byron <ada@a.org>', 'bob@b.org', '"Dee, Cy" <cy@c.org>']),
      leave: 'mailto:bot@a.org?subject=unsubscribe',
    });
  });

  it('take what the environment leaves open from subscribers.json', () => {
    const file =
      '{ "from": "bot@a.org", "to": ["\\"Dee, Cy\\" <cy@c.org>", "ada@a.org", "Ada <ADA@a.org>"] } // ours';
    expect(parseMail({ SMTP_URL }, file)).toEqual({
      smtpUrl: SMTP_URL,
      from: 'bot@a.org',
      readers: readers(['"Dee, Cy" <cy@c.org>', 'Ada <ADA@a.org>']),
      leave: 'mailto:bot@a.org?subject=unsubscribe',
    });
    expect(parseMail({ SMTP_URL, MAIL_TO: 'only@a.org' }, file)?.readers).toEqual(readers(['only@a.org']));
  });

  it('are complained of all at once, without the password', () => {
    expect(
      complaints({ SMTP_URL: 'https://me:s3cret@a.org', MAIL_FROM: 'me', MAIL_TO: 'a@b.org, nobody' }),
    ).toEqual([
      'SMTP_URL: must be an address such as smtps://user:password@mail.example.org',
      'MAIL_FROM: must be one address such as Ada Byron <ada@example.org>, not "me"',
      'MAIL_TO: must be addresses with commas between them, not "a@b.org, nobody"',
    ]);
    expect(complaints({ MAIL_TO: 'a@b.org' })).toEqual([
      'SMTP_URL: is not set, though addresses for mail are',
      'MAIL_FROM: is not set, nor is "from" in subscribers.json',
    ]);
  });

  it('name the place of what is wrong in subscribers.json', () => {
    expect(complaints({ SMTP_URL }, '{ "form": "bot@a.org",\n  "to": ["a@b.org", "b"] }')).toEqual([
      'subscribers.json:2:21: an entry of "to" must be one address such as Ada Byron <ada@example.org>, not "b"',
      'subscribers.json:1:3: unknown key "form"; did you mean "from"?',
    ]);
    expect(complaints({ SMTP_URL }, '{')).toEqual([expect.stringMatching(/^subscribers\.json:1:\d+: /)]);
  });

  it('let no line break through into a header', () => {
    expect(complaints({ SMTP_URL, MAIL_FROM: 'a@b.org', MAIL_TO: 'a@b.org\r\nBcc: c@d.org' })).toHaveLength(
      1,
    );
  });
});

describe('subscribers.json', () => {
  const file = (...subscribers: readonly object[]) =>
    JSON.stringify({ from: 'bot@a.org', subscribers }, null, 1);

  it('says who wants to hear what, how often, and in whose time', () => {
    const ana = {
      address: 'Ana <ana@a.org>',
      reports: ['R1'],
      sections: ['7b'],
      kinds: ['passage-altered'],
      send: 'weekly',
      weekday: 'friday',
      hour: 18,
      timeZone: 'Europe/London',
    };
    const settings = parseMail({ SMTP_URL }, file(ana, { address: 'ben@a.org', send: 'daily' }), ['R1']);
    expect(settings?.readers).toEqual([
      {
        address: 'Ana <ana@a.org>',
        selection: { reports: ['R1'], sections: ['7b'], kinds: ['passage-altered'] },
        rhythm: { every: 'week', weekday: 5, hour: 18, timeZone: 'Europe/London' },
      },
      {
        address: 'ben@a.org',
        selection: { reports: [], sections: [], kinds: [] },
        rhythm: { every: 'day', hour: 8, timeZone: 'UTC' },
      },
    ]);
    expect(settings?.leave).toBe('mailto:bot@a.org?subject=unsubscribe');
  });

  it('has a way to leave, over which the environment goes', () => {
    const own = JSON.stringify({ from: 'a@a.org', to: ['b@a.org'], unsubscribe: 'https://a.org/leave' });
    expect(parseMail({ SMTP_URL }, own)?.leave).toBe('https://a.org/leave');
    expect(parseMail({ SMTP_URL, MAIL_UNSUBSCRIBE: 'mailto:c@a.org' }, own)?.leave).toBe('mailto:c@a.org');
    expect(complaints({ SMTP_URL, MAIL_UNSUBSCRIBE: 'javascript:x' }, own)[0]).toMatch(
      /^MAIL_UNSUBSCRIBE: must be/u,
    );
  });

  it.each<[string, object, string]>([
    ['a kind that there is not', { kinds: ['passage-alterd'] }, 'did you mean "passage-altered"?'],
    [
      'a report that is not watched',
      { reports: ['R2'] },
      'there is no report "R2" in sources.json; did you mean "R1"?',
    ],
    [
      'a rhythm that there is not',
      { send: 'hourly' },
      '"send" must be immediately, daily or weekly, not "hourly"',
    ],
    ['a day that there is not', { send: 'weekly', weekday: 'mon' }, '"weekday" must be sunday, monday'],
    [
      'an hour that there is not',
      { send: 'daily', hour: 24 },
      '"hour" must be a whole hour from 0 to 23, not 24',
    ],
    [
      'a time zone that there is not',
      { send: 'daily', timeZone: 'London' },
      '"timeZone" must be a time zone such as',
    ],
    ['a day for what is daily', { send: 'daily', weekday: 'monday' }, '"weekday" is for what is sent weekly'],
    ['an hour for what comes at once', { hour: 8 }, '"hour" is for what is sent daily or weekly'],
    ['a key that there is not', { section: ['7'] }, 'unknown key "section"; did you mean "sections"?'],
  ])('is refused with the place of %s', (_, wrong, message) => {
    const said = problemsOf(() => parseMail({ SMTP_URL }, file({ address: 'a@a.org', ...wrong }), ['R1']));
    expect(said.map(formatProblem)).toEqual([expect.stringContaining(message)]);
    expect(formatProblem(said[0] as never)).toMatch(/^subscribers\.json:[5-9]:\d+: /u);
  });

  it('has one entry a reader', () => {
    const two = [{ address: 'a@a.org' }, { address: 'Ana <A@a.org>' }];
    expect(complaints({ SMTP_URL }, file(...two))).toEqual([expect.stringContaining('stands here twice')]);
  });
});
