import { createTransport } from 'nodemailer';
import { describe, expect, it } from 'vitest';
import { startSmtpSink } from './smtp.js';

describe('the mail sink', () => {
  it('has a message as soon as its sender is told that it was taken', async () => {
    const sink = await startSmtpSink();
    const mail = {
      from: 'a@example.org',
      to: 'b@example.org',
      subject: 'Grüße',
      text: 'One.',
      html: '<p>One.</p>',
    };
    await createTransport(sink.url).sendMail(mail);
    expect(sink.messages.map((m) => [m.subject, m.text?.trim()])).toEqual([['Grüße', 'One.']]);
    await sink.close();
  });
});
