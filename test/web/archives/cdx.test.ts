import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  instantOf,
  isReadable,
  rawAddress,
  timestampOf,
  viewAddress,
  viewOf,
} from '../../../src/web/archives/archive-client.js';
import { CDX_FIELDS, parseCdx } from '../../../src/web/archives/wayback/wayback.js';
import { PAGE } from './captures.js';

const BASE = 'https://web.archive.org';
const parse = (...rows: readonly (readonly string[])[]) => parseCdx([CDX_FIELDS, ...rows], BASE);
const row = (
  timestamp: string,
  status = '200',
  digest = 'AAAA',
  type = 'text/html',
  url = PAGE,
) => [timestamp, url, type, status, digest];

describe('an index answer', () => {
  it('becomes captures, oldest first, with the address at which people look', () => {
    const read = parse(row('20250320101112', '404', 'BBBB'), row('20240624090000'));
    expect(read).toEqual({
      kind: 'answered',
      note: null,
      value: [
        {
          url: `${BASE}/web/20240624090000/${PAGE}`,
          original: PAGE,
          at: '2024-06-24T09:00:00.000Z',
          status: 200,
          type: 'text/html',
          digest: 'AAAA',
        },
        expect.objectContaining({ at: '2025-03-20T10:11:12.000Z', status: 404, digest: 'BBBB' }),
      ],
    });
  });

  it('without rows says that there is no capture', () => {
    expect(parseCdx([], BASE)).toEqual({ kind: 'answered', note: null, value: [] });
    expect(parse()?.value).toEqual([]);
  });

  it.each([
    ['an object', { error: 'overloaded' }],
    ['text', 'Temporarily offline'],
    ['nothing', undefined],
    ['rows of other things', [[1, 2], [3]]],
    [
      'other columns',
      [
        ['urlkey', 'timestamp'],
        ['gov,state)/', '20240624090000'],
      ],
    ],
    ['rows that all make no sense', [CDX_FIELDS, row('20000012170449'), row('2024')]],
  ])('that is %s is no answer', (_, json) => {
    expect(parseCdx(json, BASE)).toBeNull();
  });

  it('finds its columns by name, in any order and among others', () => {
    const read = parseCdx(
      [
        ['urlkey', 'digest', 'statuscode', 'mimetype', 'original', 'timestamp', 'length'],
        ['gov,state)/', 'AAAA', '200', 'text/html', PAGE, '20240624090000', '12929'],
      ],
      BASE,
    );
    expect(read?.value).toEqual(parse([...row('20240624090000'), '12929'])?.value);
  });

  it('may be without lengths, and a length may be none', () => {
    expect(parseCdx([CDX_FIELDS.slice(0, -1), row('20240624090000')], BASE)?.value).toHaveLength(1);
    expect(parse([...row('20240624090000'), '-'])?.value[0]?.length).toBeUndefined();
  });

  it.each([
    ['month 00', row('20000012170449')],
    ['hour 24', row('20000801240000')],
    [
      'an address that is none',
      row('20240101000000', '200', 'AAAA', 'text/html', 'some/not/even/url'),
    ],
    [
      'a mail address for a host',
      row('20240101000000', '200', 'AAAA', 'unk', 'http://mailto:a@epa.gov/'),
    ],
    ['a status that is none', row('20240101000000', 'OK')],
    ['missing cells', ['20240101000000']],
  ])('passes over a row with %s and tells', (_, bad) => {
    const read = parse(bad, row('20240624090000'));
    expect(read?.value).toHaveLength(1);
    expect(read?.note).toBe('1 of 2 rows of the index made no sense.');
  });

  it('gives a revisit the status and type of the capture that it repeats', () => {
    const read = parse(
      row('20240101000000', '200', 'AAAA', 'application/pdf'),
      row('20240201000000', '404', 'BBBB'),
      row('20240301000000', '-', 'AAAA', 'warc/revisit'),
      row('20240401000000', '-', 'BBBB', 'warc/revisit'),
      row('20240501000000', '-', 'ZZZZ', 'warc/revisit'),
    );
    expect(read?.value.slice(2).map(({ status, type }) => [status, type])).toEqual([
      [200, 'application/pdf'],
      [404, 'text/html'],
      [null, null],
    ]);
    expect(read?.value.map(isReadable)).toEqual([true, false, true, false, true]);
  });

  it('lists a capture once, and its address without the port that goes without saying', () => {
    const read = parse(
      row('20240624090000', '200', 'AAAA', 'text/html', 'http://dfat.gov.au:80/a?p=http://b:80/'),
      row('20240624090000', '200', 'AAAA', 'text/html', 'http://dfat.gov.au:80/a?p=http://b:80/'),
    );
    expect(read?.value.map(({ original }) => original)).toEqual([
      'http://dfat.gov.au/a?p=http://b:80/',
    ]);
  });

  it('of an empty page cannot be read for a passage', () => {
    const [capture] =
      parse(row('20240624090000', '200', '3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'))?.value ?? [];
    expect(capture && isReadable(capture)).toBe(false);
  });

  it('never throws, whatever it is', () => {
    const cells = fc.array(fc.oneof(fc.string(), fc.constantFrom(...row('20240624090000'))), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 5 }), (rows) => {
        const read = parse(...rows);
        expect(read === null || read.value.length <= rows.length).toBe(true);
      }),
    );
  });
});

describe('a timestamp', () => {
  it('and its instant are the same for every second', () => {
    const seconds = fc.integer({ min: 820_454_400, max: 4_102_444_799 });
    fc.assert(
      fc.property(seconds, (s) => {
        const iso = new Date(s * 1000).toISOString();
        expect(instantOf(timestampOf(iso))).toBe(iso);
      }),
    );
  });
});

describe('the address of a capture', () => {
  const view = viewAddress(BASE, '2024-06-24T09:00:00.000Z', PAGE);

  it('leads to the bytes as captured, and back', () => {
    expect(rawAddress(view)).toBe(`${BASE}/web/20240624090000id_/${PAGE}`);
    expect(rawAddress(rawAddress(view))).toBe(rawAddress(view));
    expect(viewOf(rawAddress(view))).toBe(view);
  });

  it.each([`${BASE}/web/20240624090000if_/${PAGE}`, `${BASE}/web/20240624090000im_/${PAGE}`])(
    'in another mode (%s) does too',
    (address) => expect(rawAddress(address)).toBe(rawAddress(view)),
  );

  it('in an archive of another build stays as it is', () => {
    expect(rawAddress('https://perma.cc/ABCD-1234')).toBe('https://perma.cc/ABCD-1234');
  });
});
