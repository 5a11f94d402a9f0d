import { describe, expect, it } from 'vitest';
import { parseMail } from '../../src/load/mail.js';
import { formatProblem } from '../../src/model/problem.js';
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
      to: ['Ada Byron <ada@a.org>', 'bob@b.org', '"Dee, Cy" <cy@c.org>'],
    });
  });

  it('take what the environment leaves open from subscribers.json', () => {
    const file =
      '{ "from": "bot@a.org", "to": ["\\"Dee, Cy\\" <cy@c.org>", "ada@a.org", "Ada <ADA@a.org>"] } // ours';
    expect(parseMail({ SMTP_URL }, file)).toEqual({
      smtpUrl: SMTP_URL,
      from: 'bot@a.org',
      to: ['"Dee, Cy" <cy@c.org>', 'Ada <ADA@a.org>'],
    });
    expect(parseMail({ SMTP_URL, MAIL_TO: 'only@a.org' }, file)?.to).toEqual(['only@a.org']);
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
