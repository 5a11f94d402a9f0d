import { describe, expect, it } from 'vitest';
import { ALL_FINDINGS, type Subscriber, type Subscription } from '../../src/model/settings.js';
import { sendDigest } from '../../src/tasks/digest.js';
import { night, PASSAGE } from '../night/nights.js';
import { citation, type FakeWorld, fakeWorld, page, said, source, watchlist } from '../world.js';

const ANN = 'Ann <ann@asylos.example>';
const BEN = 'ben@asylos.example';
const MONDAYS = { every: 'week', weekday: 1, hour: 8, timeZone: 'UTC' } as const;
const FIRST = 'https://a.example/article';
const SECOND = 'https://b.example/article';
const OTHER = 'The district court of Hotan sentenced 112 brokers between March and May.';
const watch = watchlist(
  [source('a'), source('b')],
  [
    { ...citation(1, 'a', PASSAGE), section: '2' },
    { ...citation(2, 'b', OTHER), section: '7b' },
  ],
);

const reader = (
  address: string,
  part: Partial<Subscription['selection']> = {},
  rhythm?: Subscriber['rhythm'],
): Subscriber => ({
  address,
  selection: { ...ALL_FINDINGS.selection, ...part },
  rhythm: rhythm ?? ALL_FINDINGS.rhythm,
});

/** A world with these readers, in which both pages stand. */
function world(...readers: readonly Subscriber[]): FakeWorld {
  const made = fakeWorld();
  Object.assign(made, { mail: { ...made.mail, readers } });
  stand(made);
  return made;
}
const stand = (made: FakeWorld): void => {
  made.pages.set(FIRST, page(PASSAGE));
  made.pages.set(SECOND, page(OTHER));
};
const change = (made: FakeWorld, at: string): void =>
  void made.pages.set(
    at,
    page(at === FIRST ? PASSAGE.replace('16,349', '16,439') : OTHER.replace('112', '211')),
  );
const heard = (made: FakeWorld): readonly string[] =>
  made.sent.splice(0).map(({ to, text }) => `${to}: ${text.split('\n')[0]}`);

describe('each reader', () => {
  it('gets what he asked for and nothing else', async () => {
    const made = world(
      reader(ANN, { sections: ['7'] }),
      reader(BEN, { sections: ['2'] }),
      reader('c@x.org'),
    );
    change(made, FIRST);
    await night(made, watch, 1);
    expect((await sendDigest(made, {})).digests).toHaveLength(2);
    expect(heard(made)).toEqual([
      `${BEN}: 1 citation needs you: 1 quoted passage changed.`,
      'c@x.org: 1 citation needs you: 1 quoted passage changed.',
    ]);
    change(made, SECOND);
    await night(made, watch, 2);
    await sendDigest(made, {});
    expect(heard(made).map((one) => one.split(':')[0])).toEqual([ANN, 'c@x.org']);
  });

  it('reads in a language of his own, or else in that of the report', async () => {
    const made = world({ ...reader(ANN), lang: 'de' }, reader(BEN));
    change(made, FIRST);
    await night(made, watch, 1);
    await sendDigest(made, { languages: new Map([['R', 'fr']]) });
    expect(
      made.sent.map(({ to, html }) => [to, /<html lang="(\w+)"/u.exec(html ?? '')?.[1]]),
    ).toEqual([
      [ANN, 'de'],
      [BEN, 'fr'],
    ]);
    const [german, french] = made.sent.map(({ text }) => text.split('\n').slice(0, 2).join(' '));
    expect(german).toMatch(/1 .*Novem|1 .*\. Oktober/su);
    expect(french).toMatch(/octobre/su);
  });

  it('hears of a whole host that failed what of it he asked for, whichever of its sources it is told under', async () => {
    const made = world(reader(ANN, { sections: ['7'] }), reader(BEN, { sections: ['3'] }));
    const at = 'https://a.example/second';
    const onHost = {
      ...watch,
      sources: [source('a'), source('b', { url: at }), source('c')],
      reports: watch.reports.map((of) => ({
        ...of,
        citations: [...of.citations, { ...citation(3, 'c', OTHER), section: '3' }],
      })),
    };
    made.pages.set('https://c.example/article', page(OTHER));
    made.pages.set(at, page(OTHER));
    await night(made, onHost, 1);
    for (const url of [FIRST, at]) made.pages.set(url, 503);
    for (const day of [2, 3, 4, 5]) await night(made, onHost, day);
    await sendDigest(made, {});
    expect(heard(made)).toEqual([
      `${ANN}: 1 citation needs you: 2 pages answer with a server error.`,
    ]);
  });

  it('who joins later is told what is open as new, and nobody else is told again', async () => {
    const made = world(reader(BEN));
    change(made, FIRST);
    await night(made, watch, 1);
    await sendDigest(made, {});
    heard(made);
    Object.assign(made, { mail: { ...made.mail, readers: [reader(BEN), reader(ANN)] } });
    await sendDigest(made, {});
    expect(heard(made)).toEqual([`${ANN}: 1 citation needs you: 1 quoted passage changed.`]);
  });

  it('who wants to hear weekly waits, and then hears how it stands', async () => {
    const made = world(reader(ANN, {}, MONDAYS), reader(BEN));
    await night(made, watch, 1);
    await sendDigest(made, {});
    change(made, FIRST);
    await night(made, watch, 2);
    await sendDigest(made, {});
    stand(made);
    change(made, SECOND);
    await night(made, watch, 3);
    await sendDigest(made, {});
    expect(heard(made).filter((one) => one.startsWith(ANN))).toEqual([]);
    await night(made, watch, 7);
    await sendDigest(made, {});
    const [mail] = made.sent;
    expect(made.sent.map(({ to }) => to)).toEqual([ANN]);
    expect(mail?.text).toContain('1 citation needs you');
    expect(mail?.text).not.toMatch(/OVER|16,439/u);
  });

  it('is told after a month of silence that the watch goes on, once', async () => {
    const made = world(reader(ANN));
    await night(made, watch, 1);
    await sendDigest(made, {});
    await night(made, watch, 30);
    await sendDigest(made, {});
    expect(made.sent).toEqual([]);
    await night(made, watch, 31);
    await sendDigest(made, {});
    await sendDigest(made, {});
    expect(heard(made)).toEqual([`${ANN}: Still watching: 2 of 2 sources stand.`]);
  });
});

describe('a digest that did not reach its reader', () => {
  const refuse = (made: FakeWorld) => {
    made.answerMail = () => ({ kind: 'refused', detail: said('451 later'), permanent: false });
  };
  const accept = (made: FakeWorld) => {
    made.answerMail = () => ({ kind: 'sent', detail: said('250 ok') });
  };

  it('is not sent when what it told is over, and its end is no news', async () => {
    const made = world(reader(ANN));
    change(made, FIRST);
    await night(made, watch, 1);
    refuse(made);
    await sendDigest(made, {});
    heard(made);
    stand(made);
    await night(made, watch, 2);
    accept(made);
    expect((await sendDigest(made, {})).delivered).toEqual([]);
    expect(heard(made)).toEqual([]);
  });

  it('is folded into the next, which is one', async () => {
    const made = world(reader(ANN));
    change(made, FIRST);
    await night(made, watch, 1);
    refuse(made);
    await sendDigest(made, {});
    change(made, SECOND);
    await night(made, watch, 2);
    accept(made);
    heard(made);
    await sendDigest(made, {});
    expect(heard(made)).toEqual([`${ANN}: 2 citations need you: 2 quoted passages changed.`]);
    stand(made);
    await night(made, watch, 3);
    await sendDigest(made, {});
    expect(heard(made)).toEqual([`${ANN}: Good news: 1 source is fine again.`]);
  });

  it('because of his address is complained of once, without naming it, and reaches the others', async () => {
    const made = world(reader(ANN), reader(BEN));
    made.answerMail = () =>
      made.sent.at(-1)?.to === ANN
        ? { kind: 'refused', detail: said('550 no such user ann@asylos.example'), permanent: true }
        : { kind: 'sent', detail: said('250 ok') };
    change(made, FIRST);
    await night(made, watch, 1);
    const { delivered } = await sendDigest(made, {});
    expect(delivered.map(({ recipient, state }) => [recipient, state])).toEqual([
      ['recipient 1 of 2', 'pending'],
      ['recipient 2 of 2', 'sent'],
    ]);
    expect(JSON.stringify(delivered)).not.toContain('ann@');
    change(made, SECOND);
    await night(made, watch, 2);
    expect((await sendDigest(made, {})).delivered).toMatchObject([
      { recipient: 'recipient 2 of 2', state: 'sent' },
    ]);
  });
});
