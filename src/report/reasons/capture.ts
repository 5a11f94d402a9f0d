import type { BadCaptures, CaptureFault } from '../../model/capture-fault.js';
import { count } from '../words.js';

/** What is wrong with a capture, in the middle of a sentence. */
export function captureReason(fault: CaptureFault): string {
  switch (fault.kind) {
    case 'damaged': {
      const second = fault.again
        ? 'it was kept a second time, and that one opens'
        : 'a second one fared no better';
      return `it does not come back from the disk as it was kept (${fault.how}); ${second}`;
    }
    case 'truncated':
      return 'the document is longer than the limit (--max-bytes), and its end is missing';
    case 'other-text':
      return 'read again from the disk, another text comes out of it';
  }
}

/** Bad captures that are told one by one; the JSON has more. */
const TOLD = 3;

/** What is wrong with the captures of a night, in one line each; none where nothing is. */
export function badCaptureLines(bad: BadCaptures | undefined): readonly string[] {
  if (bad === undefined) return [];
  const more = bad.count - TOLD;
  return [
    `${count(bad.count, 'capture of this night is', 'captures of this night are')} not sound evidence:`,
    ...bad.named.slice(0, TOLD).map(({ subject, fault }) => `${subject}: ${captureReason(fault)}`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}
