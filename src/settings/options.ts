import { parseAddress } from '../model/address.js';
import { FAIL_ON, type FailOn } from '../model/finding.js';
import { covers, type DisputedIssue, sectionsOf } from '../model/manuscript.js';
import { type Problem, problemWith, UserError } from '../model/problem.js';
import type { WebSearch } from '../model/publisher-sites.js';
import type { CheckSettings, ConnectTo, FetchSettings } from '../model/settings.js';
import type { Report } from '../model/watchlist.js';
import { didYouMean } from './field-checks.js';
import { parseSigning, type RawSigning } from './signing.js';

/** The options of `check` that take one text; `cacert` is the text of the file that `--cacert` names. */
type TextOption =
  | (
      | 'only'
      | 'failOn'
      | 'concurrency'
      | 'perHost'
      | 'hostDelay'
      | 'timeout'
      | 'maxBytes'
      | 'retries'
    )
  | (
      | 'againAfter'
      | 'staleAfter'
      | 'confirm'
      | 'proxy'
      | 'userAgent'
      | 'archive'
      | 'cacert'
      | 'now'
      | 'timezone'
    );

/** The options of `check` as the command line gives them: text, not checked yet. */
export interface RawOptions
  extends RawSigning,
    Readonly<Partial<Record<TextOption, string | undefined>>> {
  readonly connectTo?: readonly string[] | undefined;
  readonly timegate?: readonly string[] | undefined;
  readonly allowPrivate?: boolean | undefined;
  readonly robots?: boolean | undefined;
  /** Path of the program, or true for the usual one. */
  readonly browser?: string | boolean | undefined;
}

/** The ids that `--only` names; none where it names none or makes no sense. */
export const idsIn = (only: string | undefined): readonly string[] => ids(only ?? '') ?? [];

/** Settings, and the instant that `--now` puts in place of the clock's. */
export interface ParsedSettings extends CheckSettings {
  readonly now: Date | null;
}

/** Milliseconds; no option may ask for a longer wait (timers overflow at 24 days). */
const DAY = 86_400_000;

/** Milliseconds, our choice: a worker sends four heartbeats in it, and a busy machine may pause for half a second. */
const SHORTEST_LEASE = 2_000;

/** 20 MiB, our choice: longer than any document that the seed cites; two such bodies at once leave a night below 250 MB. */
const MAX_BYTES = 20 * 1024 ** 2;

export const TIMEZONE = 'the name of a time zone such as Europe/Brussels';

export const isTimezone = (name: string): boolean => timezone(name) !== null;

const WAYBACK = 'https://web.archive.org';

/** Our user agent. Not with the word "link" in it (docs/decisions/0002-get-only.md). */
const agentOf = (version: string): string =>
  `citewatch/${version} (+https://github.com/asylos/citewatch; checks that cited sources still stand)`;

/** Checks the options of `check` and fills in the defaults; `version` is for the user agent. Throws one `UserError` with every problem. */
export function parseSettings(raw: RawOptions, version: string): ParsedSettings {
  const options = new OptionReader();
  const { read } = options;
  const now = options.instant(raw);
  const web = 'an http or https address';
  return options.orThrow({
    only: read('only', raw.only, [], ids, 'ids of sources with commas between them'),
    failOn: read('fail-on', raw.failOn, 'high', failOn, `one of ${FAIL_ON.join(', ')}`),
    staleAfter: read('stale-after', raw.staleAfter, 183, days, 'a number of days such as 183d'),
    confirm: options.whole('confirm', raw.confirm, 3, 1),
    againAfter:
      raw.againAfter === undefined ? null : options.whole('again-after', raw.againAfter, 0, 0),
    now,
    robots: raw.robots ?? false,
    archive:
      raw.archive === 'none'
        ? null
        : read('archive', raw.archive, WAYBACK, webAddress, `${web}, or none`),
    timegates: options.each('timegate', raw.timegate, webAddress, web),
    browser: raw.browser ? { program: raw.browser === true ? null : raw.browser } : null,
    fetch: fetchSettings(raw, agentOf(version), options),
  });
}

/** The options of a single look: what is at least `medium` fails it, and what was dead is asked again after so many seconds, unless it is said otherwise. */
export const ofSingleLook = <R extends RawOptions>(raw: R, seconds: number): R => ({
  ...raw,
  failOn: raw.failOn ?? 'medium',
  againAfter: raw.againAfter ?? `${seconds}`,
});

/** The options of `work`, text as well. */
export interface RawWork extends RawOptions {
  readonly lanes?: string | undefined;
  readonly lease?: string | undefined;
}

/** Checks the options of `work`: lanes, and milliseconds of a lease, null for the default. Throws like {@link parseSettings}. */
export function parseWork(raw: RawWork, version: string) {
  const options = new OptionReader();
  return options.orThrow({
    fetch: fetchSettings(raw, agentOf(version), options),
    lanes: raw.lanes === undefined ? null : options.whole('lanes', raw.lanes, 1, 1),
    lease:
      raw.lease === undefined ? null : options.whole('lease', raw.lease, 1, SHORTEST_LEASE, DAY),
  });
}

const fetchSettings = (raw: RawOptions, agent: string, options: OptionReader): FetchSettings => ({
  concurrency: options.whole('concurrency', raw.concurrency, 16, 1),
  perHost: options.whole('per-host', raw.perHost, 1, 1),
  hostDelay: options.whole('host-delay', raw.hostDelay, 1000, 0, DAY),
  timeout: options.whole('timeout', raw.timeout, 30_000, 1, DAY),
  maxBytes: options.read(
    'max-bytes',
    raw.maxBytes,
    MAX_BYTES,
    bytes,
    'a number of bytes such as 512k or 50M',
  ),
  retries: options.whole('retries', raw.retries, 2, 0, 100),
  connectTo: options.each('connect-to', raw.connectTo, parseConnectTo, 'HOST1:PORT1:HOST2:PORT2'),
  ca: options.read('cacert', raw.cacert, null, pem, 'a file with certificates in PEM'),
  proxy: options.read('proxy', raw.proxy, null, proxy, 'an http or https address'),
  allowPrivate: raw.allowPrivate ?? false,
  userAgent: options.read('user-agent', raw.userAgent, agent, header, 'printable ASCII'),
  signing: parseSigning(raw, (problem) => void options.problems.push(problem)),
});

/** Reads options, and gathers what is wrong with them. */
export class OptionReader {
  readonly problems: Problem[] = [];

  /** The value of an option, or the default where it is missing or makes no sense; `must` says what it must be. */
  readonly read = <T, D>(
    name: string,
    text: string | undefined,
    absent: D,
    parse: OptionParser<T>,
    must: string,
  ): T | D => {
    if (text === undefined) return absent;
    const value = parse(text);
    if (value !== null) return value;
    // A certificate that is none may be a whole file.
    const given = text.length > 80 || text.includes('\n') ? '' : `, not ${JSON.stringify(text)}`;
    this.problems.push(problemWith(`--${name}`, `must be ${must}${given}`));
    return absent;
  };

  whole(
    name: string,
    text: string | undefined,
    absent: number,
    least: number,
    most = 10_000,
  ): number {
    const must = `a whole number from ${least} to ${most}`;
    return this.read(name, text, absent, integerBetween(least, most), must);
  }

  /** An option that may be given several times. */
  each<T>(
    name: string,
    texts: readonly string[] | undefined,
    parse: OptionParser<T>,
    must: string,
  ): readonly T[] {
    return (texts ?? []).flatMap((text) => this.read(name, text, null, parse, must) ?? []);
  }

  /** `--now` in the time zone of `--timezone`; null for the clock's. */
  instant(raw: Pick<RawOptions, 'now' | 'timezone'>): Date | null {
    const zone = this.read('timezone', raw.timezone, null, timezone, TIMEZONE);
    return this.read(
      'now',
      raw.now,
      null,
      instant(zone),
      'a date and time such as 2025-03-26T02:00:00Z',
    );
  }

  /** The settings that were read. Throws one `UserError` with every problem. */
  orThrow<T>(settings: T): T {
    if (this.problems.length > 0) throw new UserError(this.problems);
    return settings;
  }
}

const HOST = String.raw`\[[^\]]*\]|[^:\[\]/?#@\s]*`;
const RULE = new RegExp(`^(${HOST}):(\\d*):(${HOST}):(\\d*)$`);

/** Reads curl's `HOST1:PORT1:HOST2:PORT2`, any part empty, IPv6 in brackets; hosts as in a URL's `hostname`, IPv6 bare. Null when malformed. */
export function parseConnectTo(rule: string): ConnectTo | null {
  const [, host1, fromPort, host2, toPort] = RULE.exec(rule) ?? [];
  if (host1 === undefined || fromPort === undefined || host2 === undefined || toPort === undefined)
    return null;
  const [fromHost, toHost] = [hostname(host1), hostname(host2)];
  const isPort = (port: string): boolean => port === '' || integerBetween(1, 65_535)(port) !== null;
  if (fromHost === null || toHost === null || !isPort(fromPort) || !isPort(toPort)) return null;
  return { fromHost, fromPort, toHost, toPort };
}

const hostname = (host: string): string | null =>
  host === '' ? '' : (parseAddress(`http://${host}/`)?.hostname.replace(/^\[|\]$/g, '') ?? null);

/** Requests for one source, our choice: a search, its five best entries, and as much again at sitemaps and the archive. */
const MOST_REQUESTS = 20;

/**
 * How addresses are looked for: `--most`, and a search of the web from `--web-search`, SEARXNG_URL or BRAVE_API_KEY, in this order.
 * Throws a `UserError` for what makes no sense, which says nothing of a key.
 */
export function findSettings(
  { most, webSearch }: { readonly most?: string; readonly webSearch?: string },
  env: Readonly<Record<string, string | undefined>>,
): { readonly webSearch: WebSearch | null; readonly most: number } {
  const { SEARXNG_URL = '', BRAVE_API_KEY: key = '' } = env;
  const address = webSearch ?? SEARXNG_URL;
  const base = address === '' ? null : webAddress(address);
  const requests = most === undefined ? MOST_REQUESTS : integerBetween(1, 1000)(most);
  const named = webSearch === undefined ? 'SEARXNG_URL' : '--web-search';
  const problems = [
    address !== '' && base === null && problemWith(named, 'must be an http or https address'),
    key !== '' && header(key) === null && problemWith('BRAVE_API_KEY', 'must be printable ASCII'),
    requests === null && problemWith('--most', 'must be a whole number from 1 to 1000'),
  ].filter((one) => one !== false);
  if (problems.length > 0 || requests === null) throw new UserError(problems);
  const brave: WebSearch | null = key === '' ? null : { kind: 'brave', key };
  return { webSearch: base === null ? brave : { kind: 'searxng', base }, most: requests };
}

/** Reads `Protection=3,4,6`. Throws one `UserError` for all that have no name or sections, or name a section that the report lacks. */
export function parseIssues(texts: readonly string[], report: Report): readonly DisputedIssue[] {
  const there = sectionsOf(report);
  const issues = texts.map((text): DisputedIssue => {
    const at = text.lastIndexOf('=');
    const sections = text.slice(at + 1).split(',');
    return {
      name: text.slice(0, Math.max(at, 0)).trim(),
      sections: sections.flatMap((one) => one.trim() || []),
    };
  });
  const messages = issues.flatMap(({ name, sections }, i) => {
    if (name === '' || sections.length === 0)
      return [`"${texts[i]}" is not a name and sections, such as "Protection=3,4,6"`];
    const known = there.filter((section) => section !== null);
    return sections
      .filter((named) => !there.some((section) => covers(named, section)))
      .map((named) => `the report has no section "${named}"${didYouMean(named, known)}`);
  });
  if (messages.length > 0)
    throw new UserError(messages.map((message) => problemWith('--issue', message)));
  return issues;
}

/** Reads one option's text; null when it makes no sense. */
type OptionParser<T> = (text: string) => T | null;

export const integerBetween =
  (least: number, most: number): OptionParser<number> =>
  (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : null;
  };

/** curl's suffixes: each step is 1024 times the one before. */
const UNITS = ['', 'k', 'm', 'g'];

/** A number of bytes, at least one: `52428800`, `512k`, `50M`. */
const bytes: OptionParser<number> = (text) => {
  const [, digits, unit = ''] = /^(\d+)([kmg]?)$/i.exec(text) ?? [];
  const value = Number(digits) * 1024 ** UNITS.indexOf(unit.toLowerCase());
  return value >= 1 && Number.isSafeInteger(value) ? value : null;
};

/** Days, such as `183d`. */
const days: OptionParser<number> = (text) => integerBetween(1, 36_500)(text.replace(/d$/, ''));

/** Milliseconds of the units in which ages are given. */
const AGE_UNITS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000 };

/** An age in milliseconds, such as `36h` or `2d`. */
export const age: OptionParser<number> = (text) => {
  const [, n, unit = ''] = /^(\d{1,5})([hd])$/u.exec(text) ?? [];
  return Number(n) * (AGE_UNITS[unit] ?? 0) || null;
};

const failOn: OptionParser<FailOn> = (text) => FAIL_ON.find((word) => word === text) ?? null;

/** Ids with commas between them, at least one. */
const ids: OptionParser<readonly string[]> = (text) => {
  const found = text.split(',').flatMap((id) => id.trim() || []);
  return found.length > 0 ? [...new Set(found)] : null;
};

/** A day or an instant in ISO form. Without an offset it is of this time zone, or (null) UTC: the same on every machine. */
const instant =
  (zone: string | null): OptionParser<Date> =>
  (text) => {
    const [, day, time = 'T00:00', offset] =
      /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)?(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
    const at = new Date(`${day}${time}${offset ?? 'Z'}`);
    // JavaScript reads 30 February as 2 March.
    const sameDay = new Date(`${day}T00:00Z`);
    if (Number.isNaN(at.getTime()) || Number.isNaN(sameDay.getTime())) return null;
    if (sameDay.toISOString().slice(0, 10) !== day) return null;
    return offset === undefined && zone !== null ? whenClocksShow(at.getTime(), zone) : at;
  };

/** When the clocks of a time zone show what those of UTC show at an instant; the later of two times. */
function whenClocksShow(shown: number, zone: string): Date {
  const offsetAt = (time: number): number => clockTime(time, zone) - Math.floor(time / 1000) * 1000;
  return new Date(shown - offsetAt(shown - offsetAt(shown)));
}

/** What a clock shows at an instant, in milliseconds as if it were UTC; the machine's clock where no time zone is named. */
export const clockTime = (instant: number, timeZone: string | undefined): number =>
  Date.parse(`${new Date(instant).toLocaleString('sv', { timeZone }).replace(' ', 'T')}Z`);

/** A time zone that this machine knows. */
const timezone: OptionParser<string> = (name) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name;
  } catch {
    return null;
  }
};

/** An http or https proxy; as with curl, the scheme may be left out. */
const proxy: OptionParser<string> = (text) =>
  webAddress(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);

export const webAddress: OptionParser<string> = (text) =>
  /^https?:\/\//i.test(text) && parseAddress(text) !== null ? text : null;

/** The text of a file with at least one certificate. */
const pem: OptionParser<string> = (text) =>
  text.includes('-----BEGIN CERTIFICATE-----') ? text : null;

/** The value of a header: printable ASCII, not blank. */
const header: OptionParser<string> = (text) => (/^[!-~]([ -~]*[!-~])?$/.test(text) ? text : null);
