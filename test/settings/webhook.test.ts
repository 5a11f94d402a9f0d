import { describe, expect, it } from 'vitest';
import { formatProblem, UserError } from '../../src/model/problem.js';
import { parseWebhook } from '../../src/settings/delivery.js';
import { problemsOf } from './problems.js';

describe('CITEWATCH_WEBHOOK_URL', () => {
  it('may be left out or empty', () => {
    expect(parseWebhook({})).toBeNull();
    expect(parseWebhook({ CITEWATCH_WEBHOOK_URL: '' })).toBeNull();
  });

  it('is an address of the web', () => {
    const url = 'https://hooks.example.org/services/T0/s3cret';
    const given = { url, format: 'json', secret: null, token: null };
    expect(parseWebhook({ CITEWATCH_WEBHOOK_URL: url })).toEqual(given);
  });

  it.each([
    'hooks.example.org/s3cret',
    'ftp://hooks.example.org/s3cret',
    'https://a:s3cret@hooks.example.org/',
  ])('is refused as %s, which is not repeated', (url) => {
    const thrown = (() => {
      try {
        return parseWebhook({ CITEWATCH_WEBHOOK_URL: url });
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(UserError);
    expect(JSON.stringify((thrown as UserError).problems)).toContain('CITEWATCH_WEBHOOK_URL');
    expect(JSON.stringify((thrown as UserError).problems)).not.toContain('s3cret');
  });
});

describe('the format of a webhook', () => {
  const format = (url: string, more: Record<string, string> = {}) =>
    parseWebhook({ CITEWATCH_WEBHOOK_URL: url, ...more })?.format;
  const wrong = (env: Record<string, string>) =>
    problemsOf(() => parseWebhook(env)).map(formatProblem);
  const room = 'https://m.example.org/_matrix/client/v3/rooms/!r:m.example.org/send/m.room.message';

  it('is known by the address of a service that everybody uses, and JSON elsewhere', () => {
    expect(format('https://hooks.slack.com/services/T0/B0/x')).toBe('slack');
    expect(format('https://ntfy.sh/topic')).toBe('ntfy');
    expect(format(room, { CITEWATCH_WEBHOOK_TOKEN: 't' })).toBe('matrix');
    expect(format('https://hooks.slack.com.example.org/x')).toBe('json');
  });

  it('is what is said', () => {
    expect(format('https://push.example.org/topic', { CITEWATCH_WEBHOOK_FORMAT: 'ntfy' })).toBe(
      'ntfy',
    );
    expect(format('https://hooks.slack.com/x', { CITEWATCH_WEBHOOK_FORMAT: 'json' })).toBe('json');
  });

  it.each<[string, Record<string, string>, string]>([
    ['a format that there is not', { CITEWATCH_WEBHOOK_FORMAT: 'slak' }, 'did you mean "slack"?'],
    [
      'a room without an account',
      { CITEWATCH_WEBHOOK_FORMAT: 'matrix' },
      'CITEWATCH_WEBHOOK_TOKEN: is not set',
    ],
    [
      'ntfy without a topic',
      { CITEWATCH_WEBHOOK_FORMAT: 'ntfy' },
      'must end with the name of a topic',
    ],
    ['a token of two lines', { CITEWATCH_WEBHOOK_TOKEN: 's3cret\r\nx: y' }, 'must be one word'],
  ])('is refused for %s', (_, env, message) => {
    const said = wrong({ CITEWATCH_WEBHOOK_URL: 'https://a.example.org/', ...env });
    expect(said).toEqual([expect.stringContaining(message)]);
    expect(said.join()).not.toContain('s3cret');
  });
});
