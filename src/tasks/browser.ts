import type { Fetch } from '../model/outcome.js';
import type { BrowserChoice } from '../model/settings.js';
import type { BrowserWitness } from '../web/browser/browser.js';
import {
  findBrowser,
  hasPlaywright,
  hasSandbox,
  isExecutable,
  USUAL_NAMES,
} from '../web/browser/start-browser.js';

/** The browser of a night: what shows pages is loaded, and started, when the first page needs it. */
export function browserWhenNeeded(
  { program }: BrowserChoice,
  userAgent: string,
  fetch: Fetch,
): BrowserWitness {
  let opened: Promise<BrowserWitness> | null = null;
  return {
    render: async (order) => {
      opened ??= import('../web/browser/browser.js').then(({ openBrowser }) =>
        openBrowser({ executable: program ?? findBrowser(process.env.PATH), userAgent }, fetch),
      );
      return (await opened).render(order);
    },
    close: async () => (await opened)?.close(),
  };
}

/** Whether a file that was named as the browser can be run. */
export const isBrowserProgram = (path: string): boolean => isExecutable(path);

/** The names under which a browser was looked for in vain; null where one was found. */
export const missingBrowser = (): readonly string[] | null =>
  findBrowser(process.env.PATH) === null ? USUAL_NAMES : null;

/** True where the library that drives a browser is not installed. */
export const lacksPlaywright = (): boolean => !hasPlaywright();

/** True where a browser would run without its sandbox. */
export const lacksSandbox = (): boolean => !hasSandbox();
