import { type Problem, UserError } from '../model/problem.js';
import type { CheckSettings } from '../model/settings.js';
import { parseConnectTo } from './connect-to.js';
import * as values from './option-values.js';

/** The options of `check` as the command line gives them: text, not checked yet. */
export interface RawOptions {
  readonly only?: string | undefined;
  readonly failOn?: string | undefined;
  readonly concurrency?: string | undefined;
  readonly perHost?: string | undefined;
  readonly hostDelay?: string | undefined;
  readonly timeout?: string | undefined;
  readonly maxBytes?: string | undefined;
  readonly retries?: string | undefined;
  readonly staleAfter?: string | undefined;
  readonly confirm?: string | undefined;
  readonly connectTo?: readonly string[] | undefined;
  readonly proxy?: string | undefined;
  readonly allowPrivate?: boolean | undefined;
  readonly userAgent?: string | undefined;
  readonly robots?: boolean | undefined;
  readonly archive?: string | undefined;
  readonly timegate?: readonly string[] | undefined;
  /** The text of the file that `--cacert` names. */
  readonly cacert?: string | undefined;
  readonly now?: string | undefined;
}

/** Settings, and the instant that `--now` puts in place of the clock's. */
export interface ParsedSettings extends CheckSettings {
  readonly now: Date | null;
}

/** Milliseconds; no option may ask for a longer wait (timers overflow at 24 days). */
const DAY = 86_400_000;

/** 20 MiB: longer than any document that the seed cites; two such bodies at once leave a night below 250 MB. */
const MAX_BYTES = 20 * 1024 ** 2;

/** The Wayback Machine. */
const WAYBACK = 'https://web.archive.org';

/**
 * Checks the options of `check` and fills in what was not given; `version` is citewatch's own, for the user agent.
 * Throws one `UserError` with a problem for every option that makes no sense.
 */
export function parseSettings(raw: RawOptions, version: string): ParsedSettings {
  const problems: Problem[] = [];
  const option = <T, D>(
    name: string,
    text: string | undefined,
    absent: D,
    parse: values.OptionParser<T>,
    must: string,
  ) => {
    if (text === undefined) return absent;
    const value = parse(text);
    if (value !== null) return value;
    // A certificate that is none may be a whole file.
    const given = text.length > 80 || text.includes('\n') ? '' : `, not ${JSON.stringify(text)}`;
    problems.push({ file: `--${name}`, line: 0, column: 0, message: `must be ${must}${given}` });
    return absent;
  };
  const whole = (name: string, text: string | undefined, absent: number, least: number, most = 10_000) =>
    option(name, text, absent, values.wholeFrom(least, most), `a whole number from ${least} to ${most}`);
  const agent = `citewatch/${version} (+https://github.com/asylos/citewatch; checks that cited sources still stand)`;
  const settings: ParsedSettings = {
    only: option('only', raw.only, [], values.ids, 'ids of sources with commas between them'),
    failOn: option('fail-on', raw.failOn, 'high', values.failOn, `one of ${values.FAIL_ON.join(', ')}`),
    staleAfter: option('stale-after', raw.staleAfter, 183, values.days, 'a number of days such as 183d'),
    confirm: whole('confirm', raw.confirm, 3, 1),
    now: option('now', raw.now, null, values.instant, 'a date and time such as 2025-03-26T02:00:00Z'),
    robots: raw.robots ?? false,
    archive:
      raw.archive === 'none'
        ? null
        : option('archive', raw.archive, WAYBACK, values.webAddress, 'an http or https address, or none'),
    timegates: (raw.timegate ?? []).flatMap(
      (gate) => option('timegate', gate, null, values.webAddress, 'an http or https address') ?? [],
    ),
    fetch: {
      concurrency: whole('concurrency', raw.concurrency, 16, 1),
      perHost: whole('per-host', raw.perHost, 1, 1),
      hostDelay: whole('host-delay', raw.hostDelay, 1000, 0, DAY),
      timeout: whole('timeout', raw.timeout, 30_000, 1, DAY),
      maxBytes: option(
        'max-bytes',
        raw.maxBytes,
        MAX_BYTES,
        values.bytes,
        'a number of bytes such as 512k or 50M',
      ),
      retries: whole('retries', raw.retries, 2, 0, 100),
      connectTo: (raw.connectTo ?? []).flatMap(
        (rule) => option('connect-to', rule, null, parseConnectTo, 'HOST1:PORT1:HOST2:PORT2') ?? [],
      ),
      ca: option('cacert', raw.cacert, null, values.pem, 'a file with certificates in PEM'),
      proxy: option('proxy', raw.proxy, null, values.proxy, 'an http or https address'),
      allowPrivate: raw.allowPrivate ?? false,
      userAgent: option('user-agent', raw.userAgent, agent, values.header, 'printable ASCII'),
    },
  };
  if (problems.length > 0) throw new UserError(problems);
  return settings;
}
