import { describe, expect, it } from 'vitest';
import { parseWebhook } from '../../src/load/webhook.js';
import { UserError } from '../../src/model/problem.js';

describe('CITEWATCH_WEBHOOK_URL', () => {
  it('may be left out or empty', () => {
    expect(parseWebhook({})).toBeNull();
    expect(parseWebhook({ CITEWATCH_WEBHOOK_URL: '' })).toBeNull();
  });

  it('is an address of the web', () => {
    const url = 'https://hooks.example.org/services/T0/s3cret';
    expect(parseWebhook({ CITEWATCH_WEBHOOK_URL: url })).toBe(url);
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
