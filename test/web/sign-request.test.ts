import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { parseSigning } from '../../src/settings/signing.js';
import {
  makeSigningKey,
  requestSigner,
  signatureBase,
  signatureParams,
  thumbprintOf,
} from '../../src/web/signing.js';
import { answered, everythingTo, fetcher, get, textOf } from './fetching.js';
import { serve } from './servers.js';

/** The Ed25519 key of RFC 9421, B.1.4. */
const RFC_KEY = {
  d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
  x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
};
const jwk = (key: object) =>
  ({ key: { kty: 'OKP', crv: 'Ed25519', ...key }, format: 'jwk' }) as const;
const signedWith = (key: object, base: string): string =>
  sign(null, Buffer.from(base), createPrivateKey(jwk(key))).toString('base64');

const AGENT = 'https://citewatch.example.org';
const SIGNING = { key: RFC_KEY, agent: AGENT };

describe('a signature', () => {
  it('of the request of RFC 9421, B.2.6, is the one that stands there', () => {
    const components = [
      ['"date"', 'Tue, 20 Apr 2021 02:07:55 GMT'],
      ['"@method"', 'POST'],
      ['"@path"', '/foo'],
      ['"@authority"', 'example.com'],
      ['"content-type"', 'application/json'],
      ['"content-length"', '18'],
    ] as const;
    const params = ';created=1618884473;keyid="test-key-ed25519"';
    expect(signatureParams(components, params)).toBe(
      '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    );
    expect(signedWith(RFC_KEY, signatureBase(components, params))).toBe(
      'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==',
    );
  });

  it('of the request in the draft of Web Bot Auth is the one that stands there', () => {
    const components = [
      ['"@authority"', 'example.com'],
      ['"signature-agent";key="agent2"', '"https://signature-agent.test"'],
    ] as const;
    const params =
      ';created=1735689600;keyid="poqkLGiymh_W0uP6PZFw-dvez3QJT5SolqXBCW38r0U";alg="ed25519";expires=4889289600' +
      ';nonce="n9p433xm+NJ3ph3upfBIGmsuwHw387YV7Q/F+6BSpGCVjYCqQw6rznNA8PVVLySrAWsv0hQtFioQb6E1YsauiA==";tag="web-bot-auth"';
    expect(signedWith(RFC_KEY, signatureBase(components, params))).toBe(
      'RdNFx5Bj6au3YgAMQL/RzmUlZE8QZLIaXGRpw985hWnwPfMxT228NMk6ehRS1PSl4e8PhbNZACSanGdhEwYCCg==',
    );
    expect(thumbprintOf(RFC_KEY)).toBe('poqkLGiymh_W0uP6PZFw-dvez3QJT5SolqXBCW38r0U');
  });

  it('names its key by the thumbprint of RFC 8037, A.3', () => {
    expect(thumbprintOf({ x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' })).toBe(
      'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    );
  });
});

type Signed = Readonly<Record<string, string | string[] | undefined>>;

/**
 * A verifier of its own, written from RFC 9421, 3.2 and the draft: it takes the base apart from what the headers say, and not as our
 * signer puts it together. Gives why a request is not admitted, or null.
 */
function refusal(headers: Signed, host: string, x: string, seconds: number): string | null {
  const [input, agent, signature] = ['signature-input', 'signature-agent', 'signature'].map(
    (name) => headers[name],
  );
  if (typeof input !== 'string' || typeof agent !== 'string' || typeof signature !== 'string')
    return 'unsigned';
  const [, label, inner, list] = /^([a-z][a-z0-9]*)=(\(([^)]*)\).*)$/u.exec(input) ?? [];
  const params = new Map(
    [...(inner ?? '').matchAll(/;([a-z]+)=(?:"([^"]*)"|(\d+))(?=;|$)/gu)].map(
      ([, name, text, n]) => [name, text ?? n],
    ),
  );
  if (params.get('tag') !== 'web-bot-auth' || params.get('alg') !== 'ed25519')
    return 'another scheme';
  if (Number(params.get('created')) > seconds || Number(params.get('expires')) < seconds)
    return 'expired';
  const lines = (list ?? '').split(' ').map((component) => {
    if (component === '"@authority"') return `"@authority": ${host.toLowerCase()}`;
    const [, key] = /^"signature-agent";key="([a-z0-9]+)"$/u.exec(component) ?? [];
    const [, value] = new RegExp(`^${key}=("https://[^"]+")$`, 'u').exec(agent) ?? [];
    return key === label && value !== undefined ? `${component}: ${value}` : 'unknown';
  });
  if (
    !lines.some((line) => line.startsWith('"@authority"')) ||
    !lines.some((line) => line.includes('signature-agent'))
  )
    return 'not covered';
  const base = `${lines.join('\n')}\n"@signature-params": ${inner}`;
  const [, bytes = ''] = new RegExp(`^${label}=:([A-Za-z0-9+/=]+):$`, 'u').exec(signature) ?? [];
  const isSigned = verify(
    null,
    Buffer.from(base),
    createPublicKey(jwk({ x })),
    Buffer.from(bytes, 'base64'),
  );
  return isSigned ? null : 'not signed by this key';
}

const now = (): number => Math.floor(Date.now() / 1000);

/** A publisher who lets in those who sign, and remembers what they sent. */
async function doorkeeper(seen: IncomingMessage[] = []) {
  const { port } = await serve((request, response) => {
    seen.push(request);
    const why = refusal(request.headers, request.headers.host ?? '', RFC_KEY.x, now());
    if (why !== null) response.writeHead(403).end(why);
    else if (request.url === '/away')
      response.writeHead(302, { location: 'http://other.example/here' }).end();
    else response.end('come in');
  });
  return { seen, connectTo: everythingTo(port) };
}

describe('a publisher who admits signed requests only', () => {
  it('lets in who signs, and nobody else', async () => {
    const { connectTo } = await doorkeeper();
    const url = 'http://www.publisher.example:8080/report?page=2';
    expect(textOf(await get(url, { connectTo, signing: SIGNING }))).toBe('come in');
    expect(answered(await get(url, { connectTo })).http).toBe(403);
    const other = { key: makeSigningKey(), agent: AGENT };
    expect(textOf(await get(url, { connectTo, signing: other }))).toBe('not signed by this key');
  });

  it('is shown a signature for each host on the way, and no two that are the same', async () => {
    const { seen, connectTo } = await doorkeeper();
    expect(
      textOf(await get('http://www.publisher.example/away', { connectTo, signing: SIGNING })),
    ).toBe('come in');
    expect(seen.map(({ headers }) => headers.host)).toEqual([
      'www.publisher.example',
      'other.example',
    ]);
    expect(new Set(seen.map(({ headers }) => headers.signature)).size).toBe(2);
  });

  it('refuses a signature that was made for another host, that is old, or that was touched', () => {
    const headers = requestSigner(SIGNING, Date.now)(new URL('https://A.example/x'));
    expect(refusal(headers, 'a.example', RFC_KEY.x, now())).toBeNull();
    expect(refusal(headers, 'b.example', RFC_KEY.x, now())).toBe('not signed by this key');
    expect(refusal(headers, 'a.example', RFC_KEY.x, now() + 120)).toBe('expired');
    expect(refusal(headers, 'a.example', RFC_KEY.x, now() - 120)).toBe('expired');
    const input = headers['signature-input']?.replace(/expires=\d+/u, 'expires=4889289600');
    expect(
      refusal({ ...headers, 'signature-input': input }, 'a.example', RFC_KEY.x, now() + 120),
    ).toBe('not signed by this key');
    const elsewhere = 'sig1="https://somebody.example"';
    expect(
      refusal({ ...headers, 'signature-agent': elsewhere }, 'a.example', RFC_KEY.x, now()),
    ).toBe('not signed by this key');
  });

  it('is shown no signature in a request that is not to bear one, nor where that leads', async () => {
    const { seen, connectTo } = await doorkeeper();
    const { fetch } = fetcher({ connectTo, signing: SIGNING });
    const url = 'http://www.publisher.example/away';
    expect(textOf(await fetch({ url, validators: null }))).toBe('come in');
    // Nobody is let in who does not sign, and so is not led on either.
    const unsigned = await fetch({ url, validators: null, unsigned: true });
    expect([answered(unsigned).http, seen.at(-1)?.headers.signature]).toEqual([403, undefined]);
    expect(seen).toHaveLength(3);
  });

  it('is told nothing by those who do not sign', async () => {
    const { seen, connectTo } = await doorkeeper();
    await get('http://www.publisher.example/', { connectTo });
    expect(
      Object.keys(seen[0]?.headers ?? {}).filter((name) => name.startsWith('signature')),
    ).toEqual([]);
  });
});

describe('what --key and --key-directory say', () => {
  const problemsOf = (key?: string, keyDirectory?: string) => {
    const problems: string[] = [];
    const signing = parseSigning(
      { key, keyDirectory },
      ({ file, message }) => void problems.push(`${file} ${message}`),
    );
    return { signing, problems };
  };
  const KEY = JSON.stringify({ kty: 'OKP', crv: 'Ed25519', ...RFC_KEY });

  it.each([AGENT, `${AGENT}/`, `${AGENT}/.well-known/http-message-signatures-directory`])(
    'takes %s',
    (address) => {
      expect(problemsOf(KEY, address)).toEqual({ signing: SIGNING, problems: [] });
    },
  );

  it('is nothing where neither is given, or both are empty', () => {
    expect(problemsOf()).toEqual({ signing: undefined, problems: [] });
    expect(problemsOf('', '')).toEqual({ signing: undefined, problems: [] });
  });

  it.each([
    ['http://citewatch.example.org'],
    ['https://citewatch.example.org/keys'],
    ['https://citewatch.example.org/?x'],
    ['https://me:secret@citewatch.example.org'],
    ['citewatch.example.org'],
    [''],
  ])('refuses a directory at %s', (address) => {
    const { signing, problems } = problemsOf(KEY, address);
    expect(signing).toBeUndefined();
    expect(problems).toEqual([
      expect.stringMatching(/^--key-directory must be the https address/u),
    ]);
  });

  it.each([
    ['no JSON', RFC_KEY.d],
    ['a public half alone', JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: RFC_KEY.x })],
    [
      'halves of two keys',
      JSON.stringify({ kty: 'OKP', crv: 'Ed25519', d: makeSigningKey().d, x: RFC_KEY.x }),
    ],
    ['another curve', JSON.stringify({ kty: 'OKP', crv: 'X25519', ...RFC_KEY })],
    ['something else', '[]'],
  ])('refuses %s as a key, and says nothing of it', (_, text) => {
    const { signing, problems } = problemsOf(text, AGENT);
    expect(signing).toBeUndefined();
    expect(problems).toEqual(['--key must be a file that citewatch keys made']);
  });

  it('refuses a directory without a key', () => {
    expect(problemsOf(undefined, AGENT).problems).toEqual([
      expect.stringMatching(/^--key is not given/u),
    ]);
  });
});
