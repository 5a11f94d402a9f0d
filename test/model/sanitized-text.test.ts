import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressSecrets,
  createHear,
  hiddenAddressSecrets,
} from '../../src/model/sanitized-text.js';
import { collectSecrets } from '../../src/settings/secrets.js';

const HOOK = 'https://hooks.example.org/services/T024BE7LD/B0G9QF9C6/xoxb-s3cr3tW0rd';
const hear = createHear(() => hiddenAddressSecrets(HOOK));

/** How a server may repeat what it was sent. */
const ECHOES: Readonly<Record<string, (text: string) => string>> = {
  'as it was': (text) => text,
  'in capitals': (text) => text.toUpperCase(),
  'in small letters': (text) => text.toLowerCase(),
  'percent-encoded': encodeURIComponent,
  'percent-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'percent-encoded whole': (text) =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  'percent-decoded': (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  },
  'in a form': (text) => new URLSearchParams({ a: text }).toString(),
  'in JSON': (text) => JSON.stringify({ path: text }),
  'in JSON in JSON': (text) => JSON.stringify(JSON.stringify({ path: text })),
  'in JSON, all escaped': (text) =>
    [...text].map((c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join(''),
  'in HTML': (text) =>
    text.replace(/[&<>"'/]/gu, (c) => `&#x${(c.codePointAt(0) ?? 0).toString(16).toUpperCase()};`),
  'in HTML by names': (text) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  'in HTML, percent-encoded': (text) => encodeURIComponent(text).replaceAll('%', '&#37;'),
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in base64 behind a user': (text) => Buffer.from(`user:${text}`).toString('base64'),
  'in base64 behind another': (text) => Buffer.from(`x-access-token:${text}`).toString('base64'),
  'in base64 for addresses': (text) => Buffer.from(`ab:${text}:c`).toString('base64url'),
  'with colours in it': (text) => [...text].join('\u001b[31m'),
  'with signs in it that nobody sees': (text) => [...text].join('\u200b'),
  'with signs in it that turn it': (text) => [...text].join('\u202e'),
  'with zeros in it': (text) => [...text].join('\u0000'),
};

/** Runs of six of a secret that a reader of this text would find, however he reads it. */
function foundIn(shown: string, secret: string): readonly string[] {
  const undo = [
    (text: string) => text,
    (text: string) => text.replace(/%[0-7][\da-f]/giu, (one) => decodeURIComponent(one)),
    (text: string) =>
      text.replace(/\\u([\da-f]{4})/giu, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    (text: string) =>
      text.replace(/&#x([\da-f]+);/giu, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    (text: string) =>
      text.replace(/[\w+/-]{6,}/gu, (word) => Buffer.from(word, 'base64').toString('latin1')),
  ];
  const read = undo.flatMap((one) => undo.map((other) => other(one(shown)).toLowerCase()));
  const runs = Array.from({ length: Math.max(0, secret.length - 5) }, (_, i) =>
    secret.slice(i, i + 6).toLowerCase(),
  );
  return runs.filter((run) => read.some((text) => text.includes(run)));
}

const echoes = (names: readonly string[]) =>
  fc.constantFrom(...names.map((name) => ECHOES[name] as (text: string) => string));
const echo = echoes(Object.keys(ECHOES));
/** What is done to what was repeated already; nobody packs an answer into base64 again. */
const again = echoes(Object.keys(ECHOES).filter((name) => !name.includes('base64')));
/** Signs of which passwords and tokens are made. */
const sign = fc.constantFrom(
  ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~!$%&*+/=@"<\\é',
);
const secretWord = fc.array(sign, { minLength: 6, maxLength: 40 }).map((signs) => signs.join(''));
const around = fc.constantFrom(
  '',
  'Cannot POST ',
  '550 5.7.1 <',
  '"',
  "fatal: unable to access '",
  '{"message":"',
);

describe('what a foreign server says', () => {
  it.each(Object.entries(ECHOES))('knows no secret: %s', (_, how) => {
    const secret = 'xoxb-s3cr3tW0rd';
    for (const part of [
      HOOK,
      '/services/T024BE7LD/B0G9QF9C6/xoxb-s3cr3tW0rd',
      secret,
      secret.slice(3),
      secret.slice(0, -4),
    ])
      expect(foundIn(hear(`404 Cannot POST ${how(part)} here`), secret)).toEqual([]);
  });

  it('knows six characters in a row of no secret, however it is repeated, in part or whole', () => {
    const said = fc.tuple(secretWord, echo, again, around, fc.nat(20), fc.nat(20), fc.nat(3));
    fc.assert(
      fc.property(said, ([secret, first, second, before, from, cut, times]) => {
        const part = secret.slice(Math.min(from, secret.length - 6));
        const repeated =
          times === 0 ? second(first(part)) : first(part.slice(0, Math.max(6, part.length - cut)));
        const shown = createHear(() => [secret])(`${before}${repeated} ${before}`);
        expect(foundIn(shown, secret)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('says what it said where no secret is in it: the host, ordinary words, and what is shorter than six', () => {
    for (const words of [
      '404 Cannot POST to hooks.example.org: no such service',
      '403 invalid_token',
      '550 5.1.1 no such user; the services of this host are down',
      'Größe überschritten: 漢字 and emoji 🙂 stay',
      '{"ok":false,"error":"channel_is_archived"}',
      'the code is xoxb- and T024B',
      '100%25 of a&amp;b + c',
    ])
      expect(hear(words)).toBe(words);
    expect(createHear(() => ['abcde'])('abcde is a word of five')).toBe('abcde is a word of five');
    expect(createHear(() => ['abcdef'])('abcdef is one of six')).toBe('… is one of six');
  });

  it('is one line of bounded length that turns no text and orders no terminal about', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 9_000 }), (words) => {
        const shown = hear(words);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
        expect(shown.length).toBeLessThanOrEqual(1_000);
        expect(hear(shown)).toBe(shown);
      }),
    );
    expect(hear('a\r\n::error::b\u001b]0;title\u0007 \u001b[2Jc\u202ed')).toBe('a ::error::b cd');
    expect(hear('word '.repeat(1_000))).toMatch(/…$/u);
  });

  it('takes no longer for what is made to take long', () => {
    for (const hard of [
      '%25'.repeat(2_000),
      '//'.repeat(5_000),
      '\\u'.repeat(5_000),
      '&#'.repeat(5_000),
      '\u001b]'.repeat(5_000),
    ])
      expect(hear(hard).length).toBeLessThanOrEqual(501);
  });
});

describe('the secrets of the process', () => {
  const env = {
    SMTP_URL: 'smtps://digest%40asylos.example:p%2Fss-w0rd-1@mail.example.org',
    MAIL_TO: 'Ann <ann.private@home.example>',
    CITEWATCH_WEBHOOK_URL: HOOK,
    CITEWATCH_WEBHOOK_TOKEN: 'syt_token',
    CITEWATCH_WEBHOOK_SECRET: 'whsec_abcdef',
    GITHUB_TOKEN: 'ghs_0123456789',
    WAYBACK_KEYS: 'spn-key-1:spn-secret-1',
    PGPASSWORD: 'pg-pass-1',
    HTTPS_PROXY: 'http://visitor:proxy-pass@proxy.example:8080',
    CITEWATCH_TSA: 'http://a.example http://b.example/?apikey=tsa-key-1',
    BRAVE_API_KEY: 'brave-key',
    PATH: '/usr/local/bin:/usr/bin',
    CITEWATCH_KEY: 'folder/key.json',
    CI: 'true',
  };
  const words = createHear(() =>
    collectSecrets({
      env,
      addresses: [
        'postgres://reader:db-pass-1@store/db?sslmode=require',
        'https://x-access-token:remote-tok@github.com/a/b',
      ],
      subscribers: '{"to": ["ben.reader@home.example"], broken',
      key: '{"kty":"OKP","d":"signing-half"}',
    }),
  );

  it.each([
    'digest',
    'p/ss-w0rd-1',
    'p%2Fss-w0rd-1',
    'ann.private',
    'ben.reader',
    '/T024BE7LD/B0G9QF9C6/',
    'syt_token',
    'whsec_abcdef',
    'ghs_0123456789',
    'spn-key-1',
    'spn-secret-1',
    'pg-pass-1',
    'visitor',
    'proxy-pass',
    'tsa-key-1',
    'brave-key',
    'db-pass-1',
    'remote-tok',
    'signing-half',
  ])('are known wherever they are set: %s', (secret) => {
    expect(words(`it said ${secret}`)).toBe('it said …');
  });

  it.each([
    'mail.example.org',
    'home.example',
    'hooks.example.org/services/',
    'proxy.example:8080',
    'a.example',
    '/usr/local/bin',
    'folder/key.json',
    'postgres://reader@store/db?sslmode=require',
    'x-access-token',
    'https://github.com/a/b',
    'true',
  ])('are not what everybody knows: %s', (known) => {
    expect(words(`it said ${known}`).replace('//…@', '//reader@')).toBe(`it said ${known}`);
  });

  it('are taken out of an address that makes no sense, and of nothing that is none', () => {
    expect(addressSecrets('http://user1:pass-1@host:port/')).toEqual(['user1', 'pass-1']);
    expect(addressSecrets('no address')).toEqual([]);
  });
});
