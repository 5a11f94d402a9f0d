import type { UnpackedCapture } from '../evidence/capture.js';
import type { Document } from '../model/document.js';
import type { DateContradiction, DateWitness } from '../surfaces/exhibit/replay.js';

/** Milliseconds by which an honest date may be later: clocks that show local time and call it GMT are ahead by 14 hours at most. */
const CLOCK_SLACK = 48 * 3_600_000;

interface DatedCapture {
  readonly capture: UnpackedCapture;
  /** What the page says of itself; null where it was not read. */
  readonly document: Document | null;
  /** The capture that was made before it, or null. */
  readonly earlier: UnpackedCapture | null;
}

/** Who else in an archive says when, as ISO or as HTTP writes it: the capture was made then or later. */
const WITNESSES: Readonly<Record<DateWitness, (dated: DatedCapture) => string | null | undefined>> =
  {
    clock: ({ capture }) => capture.facts.headers.date,
    change: ({ capture }) => capture.facts.headers['last-modified'],
    record: ({ capture }) => capture.date,
    page: ({ document }) => document?.dates.modified,
    earlier: ({ earlier }) => earlier?.facts.at,
  };

/** What in an archive is later than the capture says of itself to have been made: a date that was set back leaves such traces. */
export function contradictedDates(
  captures: readonly UnpackedCapture[],
  documents: ReadonlyMap<UnpackedCapture, Document>,
): readonly DateContradiction[] {
  const inOrder = captures.toSorted((a, b) => a.run - b.run);
  return inOrder.flatMap((capture, i) => {
    const { run, facts } = capture;
    const dated = {
      capture,
      document: documents.get(capture) ?? null,
      earlier: inOrder[i - 1] ?? null,
    };
    return Object.entries(WITNESSES).flatMap(([witness, saidBy]) => {
      const time = Date.parse(saidBy(dated) ?? '');
      const isLater = time > Date.parse(facts.at) + CLOCK_SLACK;
      const says = isLater ? new Date(time).toISOString() : '';
      return isLater ? [{ run, at: facts.at, witness: witness as DateWitness, says }] : [];
    });
  });
}
