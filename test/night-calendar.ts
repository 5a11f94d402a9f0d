import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dice, paragraph } from './replica/prose.js';

/** What ships, of which nothing is to be told after the first night. */
export const SHIPPED = readFileSync(join(import.meta.dirname, '../sources.json'), 'utf8');
const DAY = 86_400_000;
const FIRST = Date.UTC(2025, 9, 1, 2);

/** What befalls a cited page: another number or noun in the passage or in what it leaves out, the passage or the page gone, a newer edition. */
export type Effect = 'figure' | 'wording' | 'left-out' | 'lost' | 'gone' | 'edition';

/** What can befall a night itself. */
export type Disturbance =
  /** A rule of the server's takes no push of the state. */
  | 'state refused'
  /** The connection ends in the middle of it. */
  | 'state cut off'
  | 'two at once'
  | 'mail server down'
  /** It takes nobody's mail for now. */
  | 'mail server busy'
  /** One entry of `subscribers.json` is no address. */
  | 'bad subscriber'
  /** Neither `MAIL_TO` nor `subscribers.json` is there. */
  | 'nobody to mail'
  | 'offline';

/** Nights to be played, counted from 1. */
export interface Calendar {
  readonly nights: number;
  /** True to cite the sources of the shipped `sources.json` as well, to which nothing happens. */
  readonly withShipped: boolean;
  readonly happenings: readonly (readonly [
    source: string,
    effect: Effect,
    from: number,
    /** The last night; infinite for good. */
    to: number,
  ])[];
  readonly disturbed: Readonly<Record<number, Disturbance>>;
  /** The first night of a new release, by whose rules a number weighs, and another noun is another passage. */
  readonly upgrade: number;
  /** Who gets mail: Ann and Ben everything, Cyn one section, Dan everything from a night on. */
  readonly readers: readonly ('ann' | 'ben' | 'cyn' | 'dan')[];
  /** Nights on which the mail server refuses Ben for good. */
  readonly benIsRefused: readonly [from: number, to: number];
  /** The night from which on Dan is told. */
  readonly danFrom: number;
  /** What is committed to `sources.json` before a night: a source that is cited no more, or whose newer edition is not wanted. */
  readonly taken: Readonly<Record<number, string>>;
  readonly kept: Readonly<Record<number, string>>;
}

/** What somebody was told of the sources of the calendar on a night. */
export interface Told {
  readonly night: number;
  readonly fresh: readonly string[];
  readonly over: readonly string[];
}

export const nameOf = (source: string): string =>
  source.slice(0, 1).toUpperCase() + source.slice(1);
export const dayOf = (night: number, hour = 0): string =>
  new Date(FIRST + (night - 1) * DAY + hour * 3_600_000).toISOString();
/** Cyn asked for one section; every third source is cited there. */
const isCyns = (source: string, calendar: Calendar): boolean =>
  sourcesOf(calendar).indexOf(source) % 3 === 0;

/** In the order of their first happening. */
export const sourcesOf = ({ happenings }: Calendar): readonly string[] => [
  ...new Set(happenings.map(([source]) => source)),
];

const happensTo = ({ happenings }: Calendar, source: string, night: number): Effect | null =>
  happenings.find(([of, , from, to]) => of === source && from <= night && night <= to)?.[1] ?? null;

// What the web shows.

export const PORT = 8088;
const passageOf = (source: string): string =>
  `Inspectors of the ${dice(source).pick(['northern', 'southern', 'eastern', 'western'])} district recorded ${100 + source.length * 37} complaints, which officials did not confirm, against ${source}-street agencies that withheld identity papers during that year.`;
/** Leaves out a negation, so that a low finding stands beside whatever else is found of it. */
const quotationOf = (source: string): string =>
  passageOf(source).replace(', which officials did not confirm,', ' [...]');

const EDITS: Readonly<Partial<Record<Effect, (text: string) => string>>> = {
  figure: (text) => text.replace(/\d+/u, (n) => `${Number(n) + 500}`),
  wording: (text) => text.replace('papers', 'the papers'),
  'left-out': (text) => text.replace('did not confirm', 'confirmed'),
  lost: () => 'What was recorded here stands in the yearbook of the ministry from now on.',
};

const isEdition = (source: string, { happenings }: Calendar): boolean =>
  happenings.some(([of, effect]) => of === source && effect === 'edition');
const pathOf = (source: string, calendar: Calendar): string =>
  isEdition(source, calendar) ? '/reports/2024/' : '/report';
const addressOf = (source: string, path: string): string =>
  `http://${source}.example:${PORT}${path}`;

export function html(title: string, body: string): string {
  return `<!doctype html><html lang="en"><title>${title}</title><nav><a href="/">Home</a></nav><main><h1>${title}</h1>${body}</main><footer>Contact</footer></html>`;
}

/** What an address answers on a night; null for 404. */
export function pageOn(
  calendar: Calendar,
  source: string,
  path: string,
  night: number,
): string | null {
  const effect = happensTo(calendar, source, night);
  const editions = effect === 'edition' ? ['2024', '2025'] : ['2024'];
  if (path === '/reports/' && isEdition(source, calendar))
    return html(
      `Reports of the ${nameOf(source)}`,
      editions
        .map(
          (year) => `<p><a href="/reports/${year}/">The ${nameOf(source)} report ${year}</a></p>`,
        )
        .join(''),
    );
  const year = /^\/reports\/(\d{4})\/$/u.exec(path)?.[1];
  if (year === undefined ? path !== '/report' : !editions.includes(year)) return null;
  if (effect === 'gone') return null;
  const from = dice(`${source} ${year === '2025' ? year : ''}`);
  const prose = Array.from({ length: 9 }, () => `<p>${paragraph(from, 'en')}</p>`);
  const passage =
    effect === null ? passageOf(source) : (EDITS[effect]?.(passageOf(source)) ?? passageOf(source));
  const title = `The ${nameOf(source)} report${year === undefined ? '' : ` ${year}`}`;
  return html(title, [...prose.slice(0, 5), `<p>${passage}</p>`, ...prose.slice(5)].join('\n'));
}

export function watchlistOf(calendar: Calendar): Record<string, unknown[]> {
  const sources = sourcesOf(calendar);
  const {
    reports: [report],
    ...shipped
  } = JSON.parse(SHIPPED);
  const own = sources.map((source, i) => ({
    id: `${report.id}/t${i}`,
    source,
    section: isCyns(source, calendar) ? 'T2' : 'T1',
    accessed: '2025-09-25',
    page: null,
    cited: `The ${nameOf(source)} report`,
    quotes: [{ text: quotationOf(source) }],
  }));
  const withShipped = <T>(all: readonly T[]): readonly T[] => (calendar.withShipped ? all : []);
  return {
    ...shipped,
    reports: [{ ...report, citations: [...withShipped(report.citations), ...own] }],
    sources: [
      ...withShipped(shipped.sources),
      ...sources.map((source) => ({
        id: source,
        publisher: 'Institute',
        title: `The ${nameOf(source)} report`,
        url: addressOf(source, pathOf(source, calendar)),
        published: '2024',
        lang: 'en',
        series: isEdition(source, calendar) ? `${source}-reports` : null,
        edition: isEdition(source, calendar) ? '2024' : null,
        copies: [],
      })),
    ],
    series: [
      ...withShipped(shipped.series),
      ...sources
        .filter((source) => isEdition(source, calendar))
        .map((source) => ({
          id: `${source}-reports`,
          name: `The ${nameOf(source)} report`,
          index: [addressOf(source, '/reports/')],
          pattern: addressOf(source, '/reports/{edition}/'),
          editions: [
            { edition: '2024', url: addressOf(source, '/reports/2024/'), published: '2024' },
          ],
        })),
    ],
    decisions: [...withShipped(shipped.decisions)],
  };
}

/** What the calendar has people write into `sources.json` before a night; null for nothing. */
export function editBefore(
  calendar: Calendar,
  night: number,
  watch: ReturnType<typeof watchlistOf>,
) {
  const taken = calendar.taken[night];
  const kept = calendar.kept[night];
  if (taken === undefined && kept === undefined) return null;
  const isOther = (one: unknown): boolean => {
    const { id, source } = one as { readonly id?: string; readonly source?: string };
    return taken === undefined || (id !== taken && source !== taken);
  };
  const decision = {
    source: kept,
    about: 'edition-newer',
    edition: '2025',
    keep: true,
    reason: 'It is another matter.',
    on: dayOf(night).slice(0, 10),
  };
  const [report] = watch.reports as [{ citations: unknown[] }];
  return {
    ...watch,
    reports: [{ ...report, citations: report.citations.filter(isOther) }],
    sources: (watch.sources as unknown[]).filter(isOther),
    decisions: [...(watch.decisions as unknown[]), ...(kept === undefined ? [] : [decision])],
  };
}

// What is to be told.

/** What is the case of a source, by a night's rules: what kind of trouble, and how grave. */
interface Case {
  readonly what: string;
  readonly weight: number;
}

const [MEDIUM, HIGH] = [1, 2];
const WHAT = {
  figure: 'altered',
  wording: 'altered',
  'left-out': 'omission',
  lost: 'missing',
  gone: 'failing',
  edition: 'edition',
} as const;
/** Failing days after which a death is believed. */
const CONFIRM = 3;

const isKept = ({ disturbed }: Calendar, night: number): boolean =>
  !disturbed[night]?.startsWith('state ');
const hasSeen = (calendar: Calendar, night: number): boolean =>
  isKept(calendar, night) && calendar.disturbed[night] !== 'offline';

/** How grave it was on its first night: what only the rules change is not told. */
function weightOf(calendar: Calendar, effect: Effect, from: number): number {
  if (effect === 'figure') return from < calendar.upgrade ? MEDIUM : HIGH;
  if (effect === 'wording') return from < calendar.upgrade ? 0 : MEDIUM;
  return effect === 'edition' ? MEDIUM : HIGH;
}

/** Sources of which the upgrade alone finds something: told in one line, if at all. */
export const foundByRules = (calendar: Calendar): readonly string[] =>
  calendar.happenings
    .filter(([, effect, from]) => effect === 'wording' && from < calendar.upgrade)
    .map(([source]) => source);

/** What a night's run finds of each source, where something weighs. `asRun`: on a night that was lost, too. */
function casesOn(calendar: Calendar, night: number): ReadonlyMap<string, Case> {
  const cases = new Map<string, Case>();
  for (const [source, effect, from, to] of calendar.happenings) {
    if (
      night < from ||
      night > to ||
      isTaken(calendar, source, night) ||
      isAnswered(calendar, source, night)
    )
      continue;
    const before = Array.from({ length: night - from }, (_, i) => from + i).filter((one) =>
      hasSeen(calendar, one),
    );
    if (effect === 'gone' && before.length + 1 < CONFIRM) continue;
    const weight = weightOf(calendar, effect, from);
    if (weight > 0) cases.set(source, { what: WHAT[effect], weight });
  }
  return cases;
}

const isTaken = ({ taken }: Calendar, source: string, night: number): boolean =>
  Object.entries(taken).some(([from, one]) => one === source && night >= Number(from));
const isAnswered = ({ kept }: Calendar, source: string, night: number): boolean =>
  Object.entries(kept).some(([from, one]) => one === source && night >= Number(from));

/** What must be told to somebody who can be reached on these nights and asked for these sources. */
function expectedOf(
  calendar: Calendar,
  reached: (night: number) => boolean,
  asked: (source: string) => boolean,
): readonly Told[] {
  const known = new Map<string, Map<string, number>>();
  const all: Told[] = [];
  for (let night = 1; night <= calendar.nights; night += 1) {
    if (!hasSeen(calendar, night) || !reached(night)) continue;
    const cases = casesOn(calendar, night);
    const fresh: string[] = [];
    const over: string[] = [];
    for (const source of sourcesOf(calendar).filter(asked)) {
      const now = cases.get(source);
      const told = known.get(source);
      if (now !== undefined && now.weight > (told?.get(now.what) ?? 0)) {
        fresh.push(source);
        known.set(source, new Map(told).set(now.what, now.weight));
      } else if (now === undefined && told !== undefined) {
        // What is answered is not over.
        if (!isAnswered(calendar, source, night)) over.push(source);
        known.delete(source);
      }
    }
    if (fresh.length + over.length > 0) all.push({ night, fresh, over });
  }
  return all;
}

/** The same for each who listens: those who get mail, the webhook, the issue and the feed. */
export function expected(calendar: Calendar): ReadonlyMap<string, readonly Told[]> {
  const [from, to] = calendar.benIsRefused;
  const isHook = (night: number): boolean => isKept(calendar, night);
  const isMail = (night: number): boolean =>
    isHook(night) && !NO_MAIL.some((one) => one === calendar.disturbed[night]);
  const all = (): boolean => true;
  const mails = {
    ann: () => expectedOf(calendar, isMail, all),
    ben: () => expectedOf(calendar, (night) => isMail(night) && (night < from || night > to), all),
    cyn: () => expectedOf(calendar, isMail, (source) => isCyns(source, calendar)),
    dan: () => expectedOf(calendar, (night) => isMail(night) && night >= calendar.danFrom, all),
  };
  const machines = ['the webhook', 'the issue', 'the feed'];
  return new Map([
    ...calendar.readers.map((reader) => [reader, mails[reader]()] as const),
    ...machines.map((one) => [one, expectedOf(calendar, isHook, all)] as const),
  ]);
}

const NO_MAIL: readonly Disturbance[] = [
  'mail server down',
  'mail server busy',
  'bad subscriber',
  'nobody to mail',
];

/** The night by which a telling counts: where what sends mail is badly set, all of it may wait for the next. */
export const toldLate = ({ disturbed }: Calendar, night: number): number =>
  disturbed[night] === 'bad subscriber' || disturbed[night] === 'nobody to mail'
    ? night + 1
    : night;

/** The exit codes of a night: red for what is new and high, 1 where a step failed. */
export function expectedCodes(calendar: Calendar, night: number): readonly number[] {
  const disturbance = calendar.disturbed[night];
  const before =
    lastSeen(calendar, night) === null
      ? new Map<string, Case>()
      : casesOn(calendar, lastSeen(calendar, night) ?? 0);
  const isNew = [...casesOn(calendar, night)].some(([source, { what, weight }]) => {
    const then = before.get(source);
    return weight === HIGH && (then === undefined || then.what !== what || then.weight < weight);
  });
  const own = isNew ? 2 : 0;
  if (disturbance === 'two at once') return [own, 1];
  return [disturbance !== undefined || night === complaint(calendar) ? 1 : own];
}

/** The night on which it is said that Ben is refused: the first on which there is something to tell him. */
function complaint(calendar: Calendar): number | undefined {
  const [from, to] = calendar.benIsRefused;
  const toBen = expectedOf(
    calendar,
    (night) => isKept(calendar, night),
    () => true,
  );
  return toBen.find(({ night }) => from <= night && night <= to)?.night;
}

const lastSeen = (calendar: Calendar, night: number): number | null => {
  for (let one = night - 1; one > 0; one -= 1) if (hasSeen(calendar, one)) return one;
  return null;
};

/** Nights on which nothing happened, nor on the one before; the first two are of another kind. */
export const isQuiet = (calendar: Calendar, night: number): boolean =>
  night > 2 &&
  night !== calendar.upgrade &&
  [night - 1, night].every((one) => calendar.disturbed[one] === undefined) &&
  !calendar.happenings.some(([, , from, to]) => from === night || to + 1 === night) &&
  !expected(calendar)
    .get('the feed')
    ?.some((told) => told.night === night) &&
  calendar.taken[night] === undefined &&
  calendar.kept[night] === undefined;
