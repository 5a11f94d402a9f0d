import type { Browser } from 'playwright-core';
import { hasSandbox } from './find-browser.js';
import type { RenderLimits } from './limits.js';
import { watchMemory } from './memory-watch.js';
import { openShutDoor, type ShutDoor } from './shut-door.js';

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
const PASSED_ON = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'XDG_RUNTIME_DIR'];

/** A running browser with what goes with it. */
export interface Running {
  readonly browser: Browser;
  readonly door: ShutDoor;
  readonly stopWatch: () => void;
}

/** Starts a browser that reaches nobody; `beyond` hears that a page took more memory than it may. Rejects when it does not start. */
export async function startBrowser(
  executablePath: string,
  limits: RenderLimits,
  beyond: () => void,
): Promise<Running> {
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
