import { once } from 'node:events';
import { accessSync, constants, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import type { CDPSession } from 'playwright-core';
import { RENDER_LIMITS, type RenderLimits } from './page-requests.js';

/** Milliseconds in which a browser has to start, our choice. */
const TO_START = 30_000;

/**
 * What the browser is told besides what its driver tells it. No name is looked up and nobody is asked past the proxy, calls between
 * browsers included; a script may not take more than half of what the page may, in MiB.
 */
const argumentsFor = ({ memory }: RenderLimits): string[] => [
  // Under the name of today, and that of earlier versions.
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--dns-prefetch-disable',
  '--no-pings',
  `--js-flags=--max-old-space-size=${Math.floor(memory / 2 / 1024 ** 2)}`,
];

/** All that the browser is given of our environment: no password that stands in it. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'LANG',
  'TMPDIR',
  'XDG_RUNTIME_DIR',
  'SYSTEMROOT',
  'USERPROFILE',
  'LOCALAPPDATA',
  'TEMP',
];

/** True where the optional package that drives a browser is installed. */
export function hasPlaywright(): boolean {
  try {
    createRequire(import.meta.url).resolve('playwright-core');
    return true;
  } catch {
    return false;
  }
}

export type Running = Awaited<ReturnType<typeof startBrowser>>;

/** Starts a browser that reaches nobody; `beyond` hears that a page took more memory than it may. Rejects when it does not start. */
export async function startBrowser(
  executablePath: string,
  limits: RenderLimits,
  beyond: () => void,
) {
  const { chromium } = await import('playwright-core');
  const door = await openShutDoor();
  try {
    const env = Object.fromEntries(
      PASSED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
    );
    const browser = await chromium.launch({
      executablePath,
      env,
      args: argumentsFor(limits),
      proxy: { server: door.url },
      chromiumSandbox: hasSandbox(),
      timeout: TO_START,
      // The command line decides what ends the run.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    const session = await browser.newBrowserCDPSession();
    return { browser, door, stopWatch: watchMemory(session, limits.memory, beyond) };
  } catch (error) {
    door.close();
    throw error;
  }
}

/** Milliseconds between two looks: a script that does nothing else fills a gigabyte in some seconds. */
const PAUSE = 500;
/** Bytes of a page of memory, as Linux counts them on the usual machines. */
const PAGE = 4096;

/** Ends any renderer that takes more than `most` bytes of memory, and tells `beyond` (on Linux). Gives what ends the watch. */
function watchMemory(session: CDPSession, most: number, beyond: () => void): () => void {
  const look = async (): Promise<void> => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    for (const { type, id } of processInfo) {
      if (type !== 'renderer' || (await residentBytes(id)) <= most) continue;
      beyond();
      process.kill(id, 'SIGKILL');
    }
  };
  // A browser that is gone has no processes, and a process that is gone takes nothing.
  const timer = setInterval(() => void look().catch(() => {}), PAUSE);
  return () => clearInterval(timer);
}

/** Bytes that a process holds in memory; 0 where the system does not say. */
async function residentBytes(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return Number(text.split(' ')[1] ?? 0) * PAGE;
}

/** Refuses on 127.0.0.1 all that the browser does not hand to us, names too: preconnections, reports, workers' sockets reach nobody. */
async function openShutDoor() {
  const server = createServer((socket) => socket.destroy());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  server.unref();
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

/** What Chromium and its next of kin are called, in the order in which they are looked for. */
export const USUAL_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
] as const;

/** Where they lie on macOS and on Windows, which put no programs with windows on the path. */
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The browser of this machine, by the folders of `PATH`; null when there is none in the usual places. */
export function findBrowser(path: string | undefined): string | null {
  const folders = (path ?? '').split(delimiter).filter(Boolean);
  const onPath = USUAL_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...APPLICATIONS].find(isExecutable) ?? null;
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** False for root, as whom Chromium refuses to start in its sandbox: that would not hold root. */
export const hasSandbox = (): boolean => process.getuid?.() !== 0;

/**
 * A page of ours as a PDF, by a browser that reaches nobody; null where there is none in the folders of `path`, or nothing that drives it.
 * Rejects when it does not start.
 */
export async function printPage(
  html: string,
  path: string | undefined,
): Promise<Uint8Array | null> {
  const program = findBrowser(path);
  if (program === null || !hasPlaywright()) return null;
  const { browser, door, stopWatch } = await startBrowser(program, RENDER_LIMITS, () => {});
  try {
    const page = await browser.newPage();
    await page.setContent(html);
    return await page.pdf({ preferCSSPageSize: true, printBackground: true });
  } finally {
    stopWatch();
    await browser.close();
    door.close();
  }
}
