import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/model/problem.js';
import { parseMail } from '../../src/settings/delivery.js';
import { readers } from '../world.js';

const SMTP_URL = 'smtps://me:s3cret@mail.example.org';
const settings = (...given: Parameters<typeof parseMail>) => {
  const { mail, problems } = parseMail(...given);
  expect(problems).toEqual([]);
  return mail;
};
const complaints = (
  env: Record<string, string>,
  file: string | null = null,
  reports?: readonly string[],
) => parseMail(env, file, reports).problems.map(formatProblem);

describe('mail settings', () => {
  it('are null when nothing is set, also when set to nothing', () => {
    expect(settings({}, null)).toBeNull();
    expect(settings({ SMTP_URL: '', MAIL_FROM: '', MAIL_TO: '' }, null)).toBeNull();
  });

  it('come from the environment', () => {
    const env = {
      SMTP_URL,
      MAIL_FROM: 'Citewatch <bot@a.org>',
      MAIL_TO: 'Ada Byron <ada@a.org>, bob@b.org , "Dee, Cy" <cy@c.org>',
    };
    expect(settings(env, null)).toEqual({
      smtpUrl: SMTP_URL,
      from: 'Citewatch <bot@a.org>',
      readers: readers(['Ada Byron <ada@a.org>', 'bob@b.org', '"Dee, Cy" <cy@c.org>']),
      leave: 'mailto:bot@a.org?subject=unsubscribe',
    });
  });

  it('take what the environment leaves open from subscribers.json', () => {
    const file =
      '{ "from": "bot@a.org", "to": ["\\"Dee, Cy\\" <cy@c.org>", "ada@a.org", "Ada <ADA@a.org>"] } // ours';
    expect(settings({ SMTP_URL }, file)).toEqual({
      smtpUrl: SMTP_URL,
      from: 'bot@a.org',
      readers: readers(['"Dee, Cy" <cy@c.org>', 'Ada <ADA@a.org>']),
      leave: 'mailto:bot@a.org?subject=unsubscribe',
    });
    expect(settings({ SMTP_URL, MAIL_TO: 'only@a.org' }, file)?.readers).toEqual(
      readers(['only@a.org']),
    );
    const daily =
      '{ "from": "bot@a.org", "subscribers": [{ "address": "ada@a.org", "send": "daily" }] }';
    expect(settings({ SMTP_URL, MAIL_TO: 'only@a.org' }, daily)?.readers).toEqual(
      readers(['only@a.org']),
    );
  });

  it('are complained of all at once, without the password', () => {
    expect(
      complaints({
        SMTP_URL: 'https://me:s3cret@a.org',
        MAIL_FROM: 'me',
        MAIL_TO: 'a@b.org, nobody',
      }),
    ).toEqual([
      'SMTP_URL: must be an address such as smtps://user:password@mail.example.org',
      'MAIL_FROM: must be one address such as Ada Byron <ada@example.org>',
      'MAIL_TO: must be addresses with commas between them; 1 of them is one, the rest is none',
    ]);
    expect(complaints({ MAIL_TO: 'a@b.org' })).toEqual([
      'SMTP_URL: is not set, though addresses for mail are',
      'MAIL_FROM: is not set, nor is "from" in subscribers.json',
    ]);
  });

  it('name the place of what is wrong in subscribers.json', () => {
    expect(complaints({ SMTP_URL }, '{ "form": "bot@a.org",\n  "to": ["a@b.org", "b"] }')).toEqual([
      'subscribers.json:2:21: an entry of "to" must be one address such as Ada Byron <ada@example.org>',
      'subscribers.json:1:3: unknown key "form"; did you mean "from"?',
    ]);
    expect(complaints({ SMTP_URL }, '{')).toEqual([
      expect.stringMatching(/^subscribers\.json:1:\d+: /),
    ]);
  });

  it('let no line break through into a header', () => {
    const { mail, problems } = parseMail(
      { SMTP_URL, MAIL_FROM: 'a@b.org', MAIL_TO: 'a@b.org\r\nBcc: c@d.org' },
      null,
    );
    expect([mail, problems.length]).toEqual([null, 1]);
  });

  it('hold for all whom they name, whatever else makes no sense', () => {
    const env = { SMTP_URL, MAIL_FROM: 'bot@a.org', MAIL_TO: 'ada@a.org, nobody, ben@a.org' };
    const { mail, problems } = parseMail({ ...env, MAIL_UNSUBSCRIBE: 'nowhere' }, '{ "form": 1 }');
    expect(mail).toMatchObject({
      readers: readers(['ada@a.org', 'ben@a.org']),
      leave: 'mailto:bot@a.org?subject=unsubscribe',
    });
    expect(problems.map(({ file }) => file)).toEqual([
      'subscribers.json',
      'MAIL_TO',
      'MAIL_UNSUBSCRIBE',
    ]);
  });

  it('send nobody anything without a server or a sender, nor by a file that cannot be read', () => {
    const env = { SMTP_URL, MAIL_FROM: 'bot@a.org', MAIL_TO: 'ada@a.org' };
    for (const bad of [
      { SMTP_URL: 'nonsense' },
      { SMTP_URL: '' },
      { MAIL_FROM: 'a@a.org, b@a.org' },
    ])
      expect(parseMail({ ...env, ...bad }, null).mail).toBeNull();
    expect(parseMail({ ...env, MAIL_TO: '' }, '{ "to": ["ada@a.org"').mail).toBeNull();
    expect(parseMail(env, '{ "to": ["eve@a.org"').mail?.readers).toEqual(readers(['ada@a.org']));
  });

  it('repeat nobody’s address in what is said of them', () => {
    const env = { SMTP_URL, MAIL_FROM: 'ada@@a.org', MAIL_TO: 'ben@@a.org' };
    const file =
      '{ "to": ["cy@@c.org"], "subscribers": [{ "address": "d@a.org" }, { "address": "d@a.org" }] }';
    const said = [
      ...complaints(env, file),
      ...complaints({ SMTP_URL, MAIL_FROM: 'x@a.org' }, file),
    ];
    expect(said.length).toBeGreaterThan(5);
    expect(said.join('\n')).not.toMatch(/ben|cy@|d@a/u);
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
      lang: 'fr',
    };
    const read = settings({ SMTP_URL }, file(ana, { address: 'ben@a.org', send: 'daily' }), ['R1']);
    expect(read?.readers).toEqual([
      {
        address: 'Ana <ana@a.org>',
        lang: 'fr',
        selection: { reports: ['R1'], sections: ['7b'], kinds: ['passage-altered'] },
        rhythm: { every: 'week', weekday: 5, hour: 18, timeZone: 'Europe/London' },
      },
      {
        address: 'ben@a.org',
        selection: { reports: [], sections: [], kinds: [] },
        rhythm: { every: 'day', hour: 8, timeZone: 'UTC' },
      },
    ]);
    expect(read?.leave).toBe('mailto:bot@a.org?subject=unsubscribe');
  });

  it('has a way to leave, over which the environment goes', () => {
    const own = JSON.stringify({
      from: 'a@a.org',
      to: ['b@a.org'],
      unsubscribe: 'https://a.org/leave',
    });
    expect(settings({ SMTP_URL }, own)?.leave).toBe('https://a.org/leave');
    expect(settings({ SMTP_URL, MAIL_UNSUBSCRIBE: 'mailto:c@a.org' }, own)?.leave).toBe(
      'mailto:c@a.org',
    );
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
    [
      'a day that there is not',
      { send: 'weekly', weekday: 'mon' },
      '"weekday" must be sunday, monday',
    ],
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
    [
      'a day for what is daily',
      { send: 'daily', weekday: 'monday' },
      '"weekday" is for what is sent weekly',
    ],
    ['an hour for what comes at once', { hour: 8 }, '"hour" is for what is sent daily or weekly'],
    [
      'a language that mails are not in',
      { lang: 'es' },
      '"lang" must be en, fr, de or ar, not "es"',
    ],
    [
      'a key that there is not',
      { section: ['7'] },
      'unknown key "section"; did you mean "sections"?',
    ],
  ])('is refused with the place of %s', (_, wrong, message) => {
    const bad = { address: 'a@a.org', ...wrong };
    const said = complaints({ SMTP_URL }, file(bad), ['R1']);
    expect(said).toEqual([expect.stringContaining(message)]);
    expect(said[0]).toMatch(/^subscribers\.json:[5-9]:\d+: /u);
    // It keeps nobody else from his mail.
    const { mail, problems } = parseMail(
      { SMTP_URL },
      file({ address: 'b@a.org' }, bad, { address: 'c@a.org' }),
      ['R1'],
    );
    expect(mail?.readers.map(({ address }) => address)).toEqual(['b@a.org', 'c@a.org']);
    expect(problems).toHaveLength(1);
  });

  it('has one entry a reader', () => {
    const two = [{ address: 'a@a.org' }, { address: 'Ana <A@a.org>' }];
    const twice = expect.stringContaining('this reader stands here twice');
    expect(complaints({ SMTP_URL }, file(...two))).toEqual([twice, twice]);
    // Neither holds, whoever stands between; one of whom `to` says that he gets everything gets it.
    const { mail } = parseMail({ SMTP_URL }, file(...two, { address: 'b@a.org' }));
    expect(mail?.readers.map(({ address }) => address)).toEqual(['b@a.org']);
    const all = JSON.stringify({
      from: 'bot@a.org',
      to: ['a@a.org'],
      subscribers: [{ address: 'A@a.org' }],
    });
    expect(parseMail({ SMTP_URL }, all).mail?.readers).toEqual(readers(['a@a.org']));
  });
});
