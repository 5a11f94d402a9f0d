import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What Chromium and its next of kin are called, in the order in which they are looked for. */
export const USUAL_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'] as const;

/** Where they lie on macOS, which puts no programs of windows on the path. */
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser of this machine, by the folders of `PATH`; null when there is none in the usual places. */
export function usualBrowser(path: string | undefined): string | null {
  const folders = (path ?? '').split(delimiter).filter(Boolean);
  const onPath = USUAL_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...APPLICATIONS].find(isProgram) ?? null;
}

/** True for a file that may be run. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** False for root, as whom Chromium refuses to start in its sandbox: that would not hold root. */
export const hasSandbox = (): boolean => process.getuid?.() !== 0;
