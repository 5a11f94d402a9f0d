import { CORPUS, truthsOf } from '../test/fixtures/real-pages.js';
import { hasBrowser, Reader } from '../test/web/browser/browser.js';
import { landingsOn } from '../test/web/browser/landings.js';
import { percent } from './corpus.js';

/**
 * `npm run bench -- fragments`: a passage of each page of the corpus, its link followed in Chromium. A landing is a highlight on
 * the passage, in view, and nowhere else; a bar of the page may lie over some of its lines. Passages that the browser does not show cannot be landed on, and are not counted.
 */
async function bench(): Promise<void> {
  const truths = truthsOf(CORPUS);
  if (!hasBrowser || truths.length === 0) {
    console.log('skipped: it needs a browser and the corpus');
    return;
  }
  const reader = new Reader();
  await reader.open();
  try {
    const { shown, lost, covered } = await landingsOn(reader, CORPUS, truths);
    console.log(
      `links that land on their passage   ${percent(shown - lost.length + covered.length, shown)}`,
    );
    console.log(`and highlight every line of it     ${percent(shown - lost.length, shown)}`);
    console.log(`pages that show one                ${shown} of ${truths.length}`);
    for (const link of lost) console.log(`  ${link}`);
  } finally {
    await reader.close();
  }
}

await bench();
