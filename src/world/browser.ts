import type { BrowserWitness } from '../browser/browser.js';
import { hasSandbox, isProgram, USUAL_NAMES, usualBrowser } from '../browser/find-browser.js';
import type { Fetch } from '../model/outcome.js';
import type { BrowserChoice } from '../model/settings.js';

/** The browser of a night: what shows pages is loaded, and started, when the first page needs it. */
export function browserWhenNeeded(
  { program }: BrowserChoice,
  userAgent: string,
  fetch: Fetch,
): BrowserWitness {
  let opened: Promise<BrowserWitness> | null = null;
  const open = async (): Promise<BrowserWitness> => {
    const { openBrowser } = await import('../browser/browser.js');
    return openBrowser({ executable: program ?? usualBrowser(process.env.PATH), userAgent }, fetch);
  };
  return {
    render: async (order) => {
      opened ??= open();
      return (await opened).render(order);
    },
    close: async () => (await opened)?.close(),
  };
}

/** Whether a file that was named as the browser can be run. */
export const isBrowserProgram = (path: string): boolean => isProgram(path);

/** The names under which a browser was looked for in vain; null where one was found. */
export const missingBrowser = (): readonly string[] | null =>
  usualBrowser(process.env.PATH) === null ? USUAL_NAMES : null;

/** True where a browser would run without its sandbox. */
export const lacksSandbox = (): boolean => !hasSandbox();
