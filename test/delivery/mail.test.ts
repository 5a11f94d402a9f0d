import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createMailer,
  digestMessageId,
  type MailMessage,
  mailHeaders,
} from '../../src/delivery/mail.js';
import { UserError } from '../../src/model/problem.js';
import { createAuthority } from '../web/certificates.js';
import { brokenServer, type Moment } from './broken-server.js';

const ID = digestMessageId({ id: 7, createdAt: '2025-09-24T03:00:00.000Z' }, 'ana@example.org');
const message: MailMessage = {
  from: 'citewatch <watch@example.org>',
  to: 'ana@example.org',
  subject: '1 passage no longer stands — ASI2025-01',
  text: '“PRC victims” became “Chinese victims”.\n受害者\n',
  html: '<p>“PRC victims” became “Chinese victims”.</p>',
  messageId: ID,
};

const servers: { close(done: () => void): unknown }[] = [];
afterEach(async () => {
  await Promise.all(
    servers.splice(0).map((server) => new Promise<void>((done) => server.close(done))),
  );
});

/** A mail server on loopback; `received` holds what it accepted, as sent. */
async function mailServer(options: SMTPServerOptions = {}) {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString());
        done();
      });
    },
    ...options,
  });
  // A client that refuses our certificate is what some tests are about.
  server.on('error', () => {});
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return { received, address: `127.0.0.1:${(server.server.address() as AddressInfo).port}` };
}

describe('a mail', () => {
  it('arrives once, as text and as HTML, marked as written by a program', async () => {
    const { received, address } = await mailServer();
    const result = await createMailer(`smtp://${address}`).send({
      ...message,
      headers: { 'X-Digest': '7' },
    });
    expect(result).toEqual({ kind: 'sent', detail: expect.stringMatching(/^250 /) });
    expect(received).toHaveLength(1);
    const mail = await simpleParser(received[0] ?? '');
    expect(mail.subject).toBe(message.subject);
    expect(mail.text).toBe(message.text);
    expect(String(mail.html).trim()).toBe(message.html);
    expect(mail.messageId).toBe(ID);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.get('x-digest')).toBe('7');
    expect(mail.headers.has('precedence')).toBe(false);
  });

  it('is refused for good when the server knows no such recipient', async () => {
    const { received, address } = await mailServer({
      onRcptTo: (_to, _session, done) =>
        done(Object.assign(new Error('no such user'), { responseCode: 550 })),
    });
    const result = await createMailer(`smtp://${address}`).send(message);
    expect(result).toMatchObject({ kind: 'refused', permanent: true });
    expect(result.detail).toContain('no such user');
    expect(received).toEqual([]);
  });

  it.each([
    [451, false],
    [554, true],
  ])(
    'is refused, not lost, when the server answers the whole message with %d',
    async (responseCode, permanent) => {
      const { address } = await mailServer({
        onData(stream, _session, done) {
          stream.resume();
          stream.on('end', () => done(Object.assign(new Error('no'), { responseCode })));
        },
      });
      const result = await createMailer(`smtp://${address}`).send(message);
      expect(result).toMatchObject({
        kind: 'refused',
        permanent,
        detail: expect.stringContaining(`${responseCode}`),
      });
    },
  );

  it('is refused for now when nobody listens', async () => {
    const { address } = await mailServer();
    await new Promise<void>((done) => servers.pop()?.close(done));
    const result = await createMailer(`smtp://${address}`).send(message);
    expect(result).toMatchObject({ kind: 'refused', permanent: false });
  });
});

describe('a connection that breaks', () => {
  const broken = async (...how: Parameters<typeof brokenServer>) => {
    const server = await brokenServer(...how);
    servers.push(server);
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const drop = (socket: Socket) => socket.destroy();

  it.each<Moment>(['greeting', 'MAIL', 'body'])(
    'at %s has certainly not delivered the mail',
    async (moment) => {
      const address = await broken(moment, drop);
      // A body of many packets, so that it is cut off in the middle.
      const text = 'A long line of a long digest.\n'.repeat(200_000);
      const result = await createMailer(`smtp://${address}`).send({ ...message, text });
      expect(result).toMatchObject({ kind: 'refused', permanent: false });
    },
  );

  it('after the last byte may have delivered the mail', async () => {
    const address = await broken('end', drop);
    expect(await createMailer(`smtp://${address}`).send(message)).toMatchObject({
      kind: 'unknown',
    });
  });

  it('by silence after the last byte may have delivered the mail', async () => {
    const address = await broken('end', () => {});
    const result = await createMailer(`smtp://${address}?socketTimeout=300`).send(message);
    expect(result).toEqual({ kind: 'unknown', detail: expect.stringMatching(/timeout/i) });
  });

  it('by silence before has certainly not delivered the mail', async () => {
    const address = await broken('MAIL', () => {});
    const result = await createMailer(`smtp://${address}?socketTimeout=300`).send(message);
    expect(result).toMatchObject({ kind: 'refused', permanent: false });
  });

  it('is no break when the server says no before it hangs up', async () => {
    const address = await broken('end', (socket) => socket.end('421 4.3.2 shutting down\r\n'));
    const result = await createMailer(`smtp://${address}`).send(message);
    expect(result).toMatchObject({
      kind: 'refused',
      permanent: false,
      detail: expect.stringContaining('421'),
    });
  });
});

describe('a password', () => {
  let tls: SMTPServerOptions;
  beforeAll(async () => {
    const authority = await createAuthority();
    tls = { disabledCommands: [], ...(await authority.issue(['localhost'])) };
  });

  const onAuth: SMTPServerOptions['onAuth'] = (auth, _session, done) =>
    auth.username === 'ana' && auth.password === 's3cret/@'
      ? done(null, { user: 'ana' })
      : done(Object.assign(new Error('wrong password'), { responseCode: 535 }));
  const url = (address: string, password: string, query: string) =>
    `smtp://ana:${encodeURIComponent(password)}@${address}?${query}`;

  it('opens the server over an encrypted connection', async () => {
    const { received, address } = await mailServer({ ...tls, authOptional: false, onAuth });
    const result = await createMailer(
      url(address, 's3cret/@', 'tls.rejectUnauthorized=false'),
    ).send(message);
    expect(result.kind).toBe('sent');
    expect(received).toHaveLength(1);
  });

  it('that is wrong is refused for good, and stays out of the result', async () => {
    const { address } = await mailServer({ ...tls, authOptional: false, onAuth });
    const result = await createMailer(url(address, 'gu3ss', 'tls.rejectUnauthorized=false')).send(
      message,
    );
    expect(result).toMatchObject({
      kind: 'refused',
      permanent: true,
      detail: expect.stringContaining('535'),
    });
    expect(JSON.stringify(result)).not.toContain('gu3ss');
  });

  it('is not sent to a server that cannot encrypt', async () => {
    let asked = 0;
    const options: SMTPServerOptions = {
      authOptional: false,
      allowInsecureAuth: true,
      onAuth(auth, session, done) {
        asked++;
        onAuth?.call(this as never, auth, session, done);
      },
    };
    const { address } = await mailServer(options);
    expect((await createMailer(url(address, 's3cret/@', '')).send(message)).kind).toBe('refused');
    expect(asked).toBe(0);
    expect(
      (await createMailer(url(address, 's3cret/@', 'requireTLS=false')).send(message)).kind,
    ).toBe('sent');
    expect(asked).toBe(1);
  });

  it('is not sent to a server with a certificate that nobody vouches for', async () => {
    const { received, address } = await mailServer({ ...tls, onAuth });
    const result = await createMailer(url(address, 's3cret/@', '')).send(message);
    expect(result).toMatchObject({ kind: 'refused', permanent: false });
    expect(result.detail).toMatch(/certificate/);
    expect(received).toEqual([]);
  });
});

describe('the address of the mail server', () => {
  it.each(['', 'mail.example.org', 'https://ana:s3cret@example.org', 'smtp://'])(
    'cannot be %j',
    (url) => {
      expect(() => createMailer(url)).toThrow(UserError);
      expect(() => createMailer(url)).toThrow(/^SMTP_URL: is not the address of a mail server/);
      expect(() => createMailer(url)).not.toThrow(/s3cret/);
    },
  );
});

const TEAM = { from: 'Team <a@b.org>', leave: 'mailto:a@b.org' };

describe('the headers of a digest', () => {
  it('have mail programs show the mails on one report as one conversation', () => {
    const [one, other] = [mailHeaders(['R1'], TEAM), mailHeaders(['R1', 'R2'], TEAM)];
    expect(one.References).toMatch(/^<report\.[0-9a-f]{16}@citewatch>$/u);
    expect(one['In-Reply-To']).toBe(one.References);
    expect(other.References?.split(' ')).toHaveLength(2);
    expect(other.References).toContain(one.References);
  });

  it('have a way to leave, and no conversation where no report is named', () => {
    const headers = mailHeaders([], { ...TEAM, leave: 'https://a.org/leave' });
    expect(headers['List-Unsubscribe']).toBe('<https://a.org/leave>');
    expect(headers).not.toHaveProperty('References');
    expect(headers).not.toHaveProperty('In-Reply-To');
  });

  it('name one list a team, whatever the reports, and show no address in it (RFC 2919)', () => {
    const [one, other] = [mailHeaders(['R1'], TEAM), mailHeaders(['R2'], TEAM)];
    expect(one['List-Id']).toMatch(/^citewatch <citewatch\.[0-9a-f]{16}\.localhost>$/u);
    expect(other['List-Id']).toBe(one['List-Id']);
    expect(mailHeaders(['R1'], { ...TEAM, from: 'c@d.org' })['List-Id']).not.toBe(one['List-Id']);
  });
});

describe('the Message-ID of a digest', () => {
  const digest = { id: 7, createdAt: '2025-09-24T03:00:00.000Z' };

  it('is the same for the same digest and recipient, and names nobody', () => {
    expect(digestMessageId(digest, ' Ana@Example.org')).toBe(ID);
    expect(ID).toMatch(/^<digest-7\.[0-9a-f]{16}@citewatch>$/);
  });

  it('differs between recipients, digests and teams', () => {
    const ids = [
      digestMessageId(digest, 'ben@example.org'),
      digestMessageId({ ...digest, id: 8 }, 'ana@example.org'),
      digestMessageId({ ...digest, createdAt: '2025-09-24T03:00:00.001Z' }, 'ana@example.org'),
    ];
    expect(new Set([ID, ...ids]).size).toBe(4);
  });
});
