import { quotationsIn } from '../draft/quote-marks.js';

/** What a text says in its own voice: what stands in quotation marks is another's. */
export function outsideQuotations(text: string): string {
  let [kept, at] = ['', 0];
  for (const { start, end, closed } of quotationsIn(text)) {
    if (!closed) continue;
    kept += `${text.slice(at, start)} `;
    at = end;
  }
  return kept + text.slice(at);
}
