import { describe } from 'vitest';
import { describeNights } from './thirty-nights.js';

const FOREVER = Number.POSITIVE_INFINITY;

describe('thirty nights of the nightly job', () =>
  describeNights(
    {
      nights: 30,
      withShipped: true,
      happenings: [
        ['oak', 'figure', 2, 5],
        ['cedar', 'left-out', 2, 5],
        ['dogwood', 'figure', 2, 5],
        ['birch', 'gone', 2, 11],
        ['gorse', 'figure', 2, 8],
        ['elder', 'edition', 6, FOREVER],
        ['fir', 'lost', 9, 17],
        ['hazel', 'lost', 9, 9],
        ['juniper', 'figure', 10, 26],
        ['ivy', 'left-out', 12, 17],
        ['larch', 'wording', 12, 21],
        ['willow', 'lost', 14, 20],
        ['nutmeg', 'lost', 14, 17],
        ['maple', 'figure', 18, 20],
        ['quince', 'wording', 18, 20],
        ['quince', 'figure', 21, 29],
        ['rowan', 'figure', 18, 20],
        ['rowan', 'wording', 21, 29],
        ['tamarisk', 'figure', 18, 22],
        ['tamarisk', 'lost', 23, 26],
        ['oak', 'lost', 21, 26],
        ['poplar', 'figure', 21, FOREVER],
        ['yew', 'lost', 23, 29],
        ['sorrel', 'gone', 25, 28],
        ['beech', 'figure', 29, FOREVER],
      ],
      disturbed: {
        9: 'state refused',
        12: 'mail server down',
        14: 'state cut off',
        18: 'two at once',
        21: 'mail server busy',
        23: 'bad subscriber',
        27: 'offline',
        29: 'nobody to mail',
      },
      upgrade: 16,
      readers: ['ann', 'ben', 'cyn', 'dan'],
      benIsRefused: [2, 5],
      danFrom: 18,
      taken: { 24: 'poplar' },
      kept: { 21: 'elder' },
    },
    40,
  ));
