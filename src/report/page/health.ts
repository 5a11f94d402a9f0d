import { isNight, type RunFacts, type Tally } from '../../model/run.js';
import { day } from '../dates.js';
import { type Html, html } from '../html.js';
import { CITATION_STATES } from '../standing.js';
import { count } from '../words.js';
import { STATE_WORDS, stateCount } from './sections.js';

type Counted = RunFacts & { readonly tally: Tally };

/** Of the plot, in pixels, our choice. */
const HEIGHT = 60;
/** Pixels of all nights together, gaps included, our choice: what a telephone has room for. */
const ALL = 320;
/** Pixels of one night at most, gap included, our choice. */
const ONE = 32;

const column = ({ tally, startedAt }: Counted, n: number, step: number): Html => {
  const all = CITATION_STATES.reduce((sum, one) => sum + tally[one], 0);
  let y = 0;
  const rects = CITATION_STATES.map((one) => {
    const height = (HEIGHT * tally[one]) / Math.max(1, all);
    y += height;
    return (
      height > 0 &&
      html`<rect class="${one}" x="${(n * step).toFixed(1)}" y="${(y - height).toFixed(1)}" width="${(step * 0.9).toFixed(1)}" height="${height.toFixed(1)}"/>`
    );
  });
  return html`<g><title>${day(startedAt)}: ${stateCount('work', tally.work)}, ${stateCount('stand', tally.stand)}</title>${rects}</g>`;
};

/** The health of the reports over the nights: a column each, and a table for readers of text. Nothing where there is one night. */
export const health = (runs: readonly RunFacts[]): Html | false => {
  const nights = runs.filter((run): run is Counted => run.tally !== undefined && isNight(run));
  if (nights.length < 2) return false;
  const columns = CITATION_STATES.filter(
    (one) => one !== 'decided' || nights.some(({ tally }) => tally.decided > 0),
  );
  const step = Math.min(ONE, ALL / nights.length);
  const width = Math.ceil(nights.length * step);
  return html`<figure class="health"><svg viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" role="img" aria-label="Citations that need work, could not be checked and stand, night by night: the table says the same">${nights.map((night, n) => column(night, n, step))}</svg>
<figcaption><details><summary>Citations over ${count(nights.length, 'night', 'nights')}</summary><table><thead><tr><th scope="col">Night</th>${columns.map((one) => html`<th scope="col" class="n">${STATE_WORDS[one]}</th>`)}</tr></thead>
<tbody>${nights.toReversed().map(({ startedAt, tally }) => html`<tr><th scope="row">${day(startedAt)}</th>${columns.map((one) => html`<td class="n">${tally[one]}</td>`)}</tr>`)}</tbody></table></details></figcaption></figure>`;
};
