import { describe } from 'vitest';
import { describeNights } from './thirty-nights.js';

// What the thirty nights prove at full size, for one reader, and without the shipped sources.
describe('seven nights of the nightly job', () =>
  describeNights(
    {
      nights: 7,
      withShipped: false,
      happenings: [
        ['alder', 'figure', 2, 4],
        ['birch', 'figure', 2, 2],
        ['cedar', 'left-out', 3, 3],
        ['fir', 'lost', 3, 5],
        ['gorse', 'wording', 2, Number.POSITIVE_INFINITY],
        ['hazel', 'figure', 1, 5],
      ],
      disturbed: { 2: 'state refused', 3: 'two at once', 4: 'offline', 6: 'bad subscriber' },
      upgrade: 5,
      readers: ['ann'],
      benIsRefused: [0, 0],
      danFrom: 1,
      taken: {},
      kept: {},
    },
    null,
  ));
