import { RENDER_LIMITS } from './page-requests.js';
import { findBrowser, hasPlaywright, startBrowser } from './start-browser.js';

/**
 * A page of ours as a PDF, by a browser that reaches nobody; null where there is none in the folders of `path`, or nothing that drives it.
 * Rejects when it does not start.
 */
export async function printPage(html: string, path: string | undefined): Promise<Uint8Array | null> {
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
