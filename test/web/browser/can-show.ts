import { openBrowser } from '../../../src/web/browser/browser.js';
import { EXECUTABLE, hasBrowser } from './browser.js';

/** Why the witness cannot be tried here; null where it can. */
async function whyNot(): Promise<string | null> {
  if (!hasBrowser) return 'there is no browser';
  const witness = openBrowser({ executable: EXECUTABLE, userAgent: 'citewatch/1' }, () =>
    Promise.reject(new Error('nothing is asked')),
  );
  const received = { bytes: Buffer.from('<p>A page.'), headers: { 'content-type': 'text/html' } };
  const order = { url: 'http://site.example/', received, lang: null, may: async () => true };
  const shown = await witness.render(order);
  await witness.close();
  return shown.kind === 'unrendered' && shown.why.kind === 'no-sandbox'
    ? 'Chromium’s sandbox cannot be had'
    : null;
}

const reason = await whyNot();
if (reason !== null) console.warn(`Pages are not shown in a browser: ${reason}.`);

/** False, with the reason printed, where there is no browser, or none in its sandbox. */
export const canShow = reason === null;
