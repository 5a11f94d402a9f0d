import { join } from 'node:path';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { emptyFolder, start } from '../command-line.js';
import { type SmtpMoment, type SmtpSink, startSmtpSink } from '../replica/smtp.js';
import { fakeWorld, page } from '../world.js';
import { night, one, PASSAGE, url } from './nights.js';

/** Who is told. */
export const TO = ['ana@asylos.example', 'ben@asylos.example'];
/** The store, in its folder. */
export const DB = '.citewatch/citewatch.db';
/** The mail servers that were started. */
export const sinks: SmtpSink[] = [];
/** Closes them. */
export async function closeSinks(): Promise<void> {
  for (const sink of sinks.splice(0)) await sink.close();
}

/** A folder in which a night was checked that has something to say, and a way to send its digest. */
export async function troubled(pause?: (moment: SmtpMoment) => Promise<void>) {
  const folder = emptyFolder();
  const world = { ...fakeWorld(), store: openStore(join(folder, DB)) };
  world.pages.set(url, page(PASSAGE.replace('16,349', '16,439')));
  await night(world, one, 1);
  await world.close();
  await world.store.close();
  const sink = await startSmtpSink(pause);
  sinks.push(sink);
  const env = { SMTP_URL: sink.url, MAIL_FROM: 'watch@asylos.example', MAIL_TO: TO.join(', ') };
  const send = (db = DB) => start(['digest', '--send', '--db', db], { cwd: folder, env });
  return { folder, sink, send, told: () => sink.messages.map((mail) => mail.messageId).sort() };
}

/** Holds up whoever comes to a moment for the first time; `reached` resolves when somebody does. */
export function gate(at: SmtpMoment) {
  let open = () => {};
  let come = () => {};
  let first = true;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    come = resolve;
  });
  const pause = async (moment: SmtpMoment): Promise<void> => {
    if (moment !== at || !first) return;
    first = false;
    come();
    await opened;
  };
  return { pause, reached, open: () => open() };
}
