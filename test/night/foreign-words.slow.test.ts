import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { describeFailure } from '../../src/commands/shutdown.js';
import { fetchTip } from '../../src/delivery/branches.js';
import { openGit } from '../../src/delivery/git.js';
import { openGithub } from '../../src/delivery/issues.js';
import { createMailer } from '../../src/delivery/mail.js';
import { createWebhook } from '../../src/delivery/webhook.js';
import { openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import { createHear } from '../../src/model/sanitized-text.js';
import { stampTip } from '../../src/night/close.js';
import { collectSecrets } from '../../src/settings/secrets.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { renderJob } from '../../src/surfaces/files/workflow.js';
import { stampReason } from '../../src/surfaces/words/documents.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { openReportList } from '../../src/tasks/shared-stores.js';
import { createArchive } from '../../src/web/archives/archive.js';
import { emptyFolder, start } from '../command-line.js';
import { startServer } from '../delivery/repositories.js';
import { loopbackDoor } from '../web/archives/door.js';
import { fakeClock } from '../web/archives/manual-clock.js';
import { listen } from '../web/servers.js';
import { said } from '../world.js';
import { closeSinks, DB, troubled } from './troubled.js';

type How = (text: string) => string;

const basic: How = (text) => Buffer.from(`user:${text}`).toString('base64');
/** Ways in which a server repeats what it was sent; those of the property test are more (test/model/sanitized-text.test.ts). */
const WAYS: Readonly<Record<string, How>> = {
  'as it was': (text) => text,
  'without its beginning': (text) => text.slice(3),
  'without its end': (text) => text.slice(0, -3),
  'in capitals': (text) => text.toUpperCase(),
  'percent-encoded': encodeURIComponent,
  'percent-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'percent-decoded': decodeURIComponent,
  'in HTML': (text) => `<pre>${text.replace(/[&/=+-]/gu, (c) => `&#${c.charCodeAt(0)};`)}</pre>`,
  'in base64': basic,
  'with colours in it': (text) => [...text].join('\u001b[1m'),
};

/** A password, or a token, with signs that addresses and HTML write in another way. */
const SECRET = 'Xk3+7b-Qw9/zL=2v';
const IN_ADDRESS = encodeURIComponent(SECRET);

/** Asks a server that repeats what it was sent so, and gives all that is printed or stored of what it said. */
type Channel = (how: How) => Promise<string>;

/** An HTTP server on loopback that answers as `answer` has it. */
const web = async (answer: RequestListener) => (await listen(createServer(answer))).origin;

/** DER: a tag, a length below 128, or one of two bytes, and what is in it. */
const der = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const inside = Buffer.concat(parts);
  return Buffer.concat([
    Buffer.from([tag, 0x82, inside.length >> 8, inside.length & 0xff]),
    inside,
  ]);
};
/** A TimeStampResp that refuses (RFC 3161, 2.4.2), in these words. */
const refusal = (words: string) =>
  der(0x30, der(0x30, Buffer.from([2, 1, 2]), der(0x30, der(0x0c, Buffer.from(words)))));

const CHANNELS: Readonly<Record<string, Channel>> = {
  'a webhook, of its address': async (how) => {
    const origin = await web(({ url = '' }, response) =>
      response.writeHead(404).end(`Cannot POST ${how(url.slice(1))}`),
    );
    const to = {
      url: `${origin}/hooks/${IN_ADDRESS}`,
      format: 'json',
      token: null,
      secret: null,
    } as const;
    const { detail } = await createWebhook(loopbackDoor(), to).post({}, 'digest-1');
    expect(detail).toMatch(/^404 Cannot POST/);
    return detail;
  },
  'a webhook, of the token': async (how) => {
    const origin = await web(({ headers }, response) =>
      response
        .writeHead(401)
        .end(`${how(`${headers.authorization}`.slice('Bearer '.length))} is unknown`),
    );
    const to = { url: `${origin}/`, format: 'matrix', token: SECRET, secret: null } as const;
    return (await createWebhook(loopbackDoor(), to).post({}, 'digest-1')).detail;
  },
  'a mail server, of the password': async (how) => {
    const smtp = new SMTPServer({
      authMethods: ['PLAIN'],
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      onAuth: ({ password }, _, done) => done(new Error(`no ${how(`${password}`)} here`)),
    });
    smtp.on('error', () => {});
    const { port } = await listen(smtp.server);
    const url = `smtp://watch:${IN_ADDRESS}@127.0.0.1:${port}?requireTLS=false`;
    const { detail } = await createMailer(url).send(MAIL);
    expect(detail).toContain('535');
    return detail;
  },
  'a git server, of the token': async (how) => {
    const origin = await web(({ headers }, response) => {
      const token = Buffer.from(
        `${headers.authorization}`.slice('basic '.length),
        'base64',
      ).toString();
      response.writeHead(403, { 'content-type': 'text/plain' });
      response.end(`error: ${how(token.replace('x-access-token:', ''))} may not do that\n`);
    });
    const folder = startServer({ 'a.txt': 'a' }).checkout();
    const login = { server: origin, token: SECRET };
    const git = openGit({ folder, env: { PATH: process.env.PATH }, login, proxy: null });
    const failed = await fetchTip(git, { remote: `${origin}/a/b`, branch: 'main' }).catch(
      whatGitSaid,
    );
    return `${failed}`;
  },
  'a git server, of an address with a password': async () => {
    const origin = await web((_, response) => response.writeHead(403).end());
    const folder = startServer({ 'a.txt': 'a' }).checkout();
    const git = openGit({ folder, env: { PATH: process.env.PATH }, login: null, proxy: null });
    const remote = `${origin.replace('//', `//user:${IN_ADDRESS}@`)}/a/b`;
    return `${await fetchTip(git, { remote, branch: 'main' }).catch(whatGitSaid)}`;
  },
  'GitHub, of the token': async (how) => {
    const origin = await web(({ headers }, response) => {
      const message = `${how(`${headers.authorization}`.slice('Bearer '.length))} is not valid`;
      response
        .writeHead(422, { 'content-type': 'application/json' })
        .end(JSON.stringify({ message }));
    });
    const github = openGithub(loopbackDoor(), { api: origin, repository: 'a/b', token: SECRET });
    const failed = await github({ method: 'GET', path: '/issues' }).catch(
      ({ message }: Error) => message,
    );
    expect(failed).toMatch(/^GitHub answered 422 to GET \/issues/);
    return renderJob([{ name: 'issue', outcome: 'failed', words: `${failed}` }]);
  },
  'an authority for time stamps, of its address': async (how) => {
    const origin = await web(({ url = '' }, response) =>
      response.end(refusal(`no account ${how(url.replace('/tsr?apikey=', ''))}`)),
    );
    const folder = emptyFolder();
    const evidence = openEvidence(folder, EVIDENCE_LIMITS);
    await evidence.keepResource(RESOURCE);
    const world = {
      fetch: loopbackDoor(),
      now: () => new Date('2025-10-01T02:00:00Z'),
      hear: said,
    };
    const stamps = await stampTip(world, evidence, {
      addresses: [`${origin}/tsr?apikey=${IN_ADDRESS}`],
      roots: null,
    });
    expect(stamps).toMatchObject([
      { kind: 'failed', why: expect.stringContaining('status 2: no account') },
    ]);
    return `${JSON.stringify(stamps)} ${stamps.map((why) => stampReason(ENGLISH, why))} ${readFileSync(join(folder, 'log.jsonl'), 'utf8')}`;
  },
  'Save Page Now, of the keys': async (how) => {
    const origin = await web(({ method, headers }, response) => {
      const [, secret = ''] = `${headers.authorization}`.split('access-key:');
      const json =
        method === 'GET' ? { available: 1 } : { message: `${how(secret)} is over its limit` };
      response.end(JSON.stringify(json));
    });
    const save = { key: 'access-key', secret: SECRET };
    const archive = createArchive(loopbackDoor(), { wayback: origin, save, ...fakeClock() });
    const made = await archive.save('https://example.org/');
    expect(made).toMatchObject({ kind: 'unavailable' });
    return JSON.stringify(made);
  },
  'PostgreSQL, of the password': async (how) => {
    const server = createTcpServer((socket) => {
      const packet = (kind: string, body: Buffer) => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(body.length + 4);
        socket.write(Buffer.concat([Buffer.from(kind), length, body]));
      };
      socket.once('data', () => {
        // Who are you: in plain text.
        packet('R', Buffer.from([0, 0, 0, 3]));
        socket.once('data', (data) => {
          const password = data.subarray(5, -1).toString();
          packet('E', Buffer.from(`SFATAL\0CXX000\0Mno ${how(password)} here\0\0`));
          socket.end();
        });
      });
    });
    const { port } = await listen(server);
    const db = `postgres://reader:${IN_ADDRESS}@127.0.0.1:${port}/db`;
    const hear = createHear(() =>
      collectSecrets({ env: {}, addresses: [db], subscribers: null, key: null }),
    );
    const failed = await openReportList(db).catch((error: unknown) =>
      describeFailure(error, { hear }, db),
    );
    expect(failed).toMatch(/^cannot open the store postgres:\/\/reader@127.0.0.1:\d+\/db: no /);
    return `${failed}`;
  },
};

const whatGitSaid = ({ message }: Error): string => {
  expect(message).toMatch(/^git ls-remote: /);
  return message;
};

const MAIL = {
  from: 'watch@asylos.example',
  to: 'ana@asylos.example',
  subject: 's',
  text: 't',
  html: 'h',
  messageId: '<a@citewatch>',
};
const RESOURCE = {
  subject: 'a',
  run: 1,
  url: 'https://example.org/',
  at: '2025-10-01T02:00:00Z',
  contentType: 'text/plain',
  role: 'handed-in' as const,
  bytes: Buffer.from('a'),
  userAgent: 'test',
};

/** Runs of six characters of the secret, as it is and as addresses have it, that stand in a text. */
const leaks = (text: string): readonly string[] =>
  [SECRET, IN_ADDRESS, encodeURIComponent(IN_ADDRESS), basic(SECRET).slice(8)].flatMap((form) =>
    Array.from({ length: form.length - 5 }, (_, i) => form.slice(i, i + 6)).filter((run) =>
      text.toLowerCase().includes(run.toLowerCase()),
    ),
  );

describe.each(Object.entries(CHANNELS))('%s', (_, channel) => {
  it.each(Object.entries(WAYS))('is told and kept without it: %s', async (_way, how) => {
    expect(leaks(await channel(how))).toEqual([]);
  });
});

describe('what is printed and stored of a digest that nobody takes', () => {
  afterEach(closeSinks);

  it.each(['as it was', 'percent-encoded twice', 'in capitals'])(
    'holds neither the webhook’s address nor a reader’s, and names both: %s',
    async (way) => {
      const how = WAYS[way] as How;
      const origin = await web(({ url = '' }, response) =>
        response.writeHead(404).end(`Cannot POST ${how(url)}`),
      );
      const { folder, sink } = await troubled(async () => {
        throw Object.assign(new Error(`no such user ${how('ann.private@home.example')}`), {
          responseCode: 550,
        });
      });
      const env = {
        CITEWATCH_WEBHOOK_URL: `${origin}/hooks/${IN_ADDRESS}`,
        SMTP_URL: sink.url,
        MAIL_FROM: 'watch@asylos.example',
        MAIL_TO: 'ann.private@home.example',
      };
      const args = ['digest', '--send', '--allow-private', '--db', DB];
      const { code, err } = await start(args, { cwd: folder, env }).ended;
      expect(code).toBe(1);
      expect(err).toContain('to recipient 1 of 1: not sent');
      expect(err).toContain(
        'to the webhook at 127.0.0.1: not sent, and tried again with the next digest (404 Cannot',
      );
      const store = openStore(join(folder, DB));
      const kept = JSON.stringify((await store.lastDigest())?.deliveries);
      await store.close();
      expect(kept).toContain('404 Cannot POST');
      const files = readdirSync(join(folder, '.citewatch')).map((name) =>
        readFileSync(join(folder, '.citewatch', name), 'latin1'),
      );
      for (const text of [err, kept, ...files]) {
        expect(leaks(text)).toEqual([]);
        expect(text.toLowerCase()).not.toMatch(/ann\.pr|privat/u);
      }
    },
    60_000,
  );
});
