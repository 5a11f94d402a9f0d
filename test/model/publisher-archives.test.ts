import { describe, expect, it } from 'vitest';
import { formerPlacesOf } from '../../src/model/publisher-sites.js';

const at = (url: string) => formerPlacesOf(url, '2025-03-15').map((place) => place.url);

describe('where the past of a publisher lies', () => {
  it.each([
    [
      'https://www.state.gov/reports/2024-tip/china/?x=1',
      'https://2021-2025.state.gov/reports/2024-tip/china/?x=1',
    ],
    ['https://www.easo.europa.eu/a', 'https://www.euaa.europa.eu/a'],
    [
      'https://www.refworld.org/docid/57976cbe4.html',
      'https://webarchive.archive.unhcr.org/20250315000000/https://www.refworld.org/docid/57976cbe4.html',
    ],
    [
      'http://www.cabinetoffice.gov.uk/a',
      'https://webarchive.nationalarchives.gov.uk/ukgwa/20250315000000/http://www.cabinetoffice.gov.uk/a',
    ],
    ['https://www.epa.gov/a', 'http://eot.us.archive.org/eot/20250315000000/https://www.epa.gov/a'],
  ])('%s: %s', (url, place) => {
    expect(at(url)).toContain(place);
  });

  it.each([
    'https://www.notstate.gov.example/a',
    'https://mygov.uk.example/a',
    'https://example.org/gov.uk',
    'not an address',
  ])('of %s is not known', (url) => {
    expect(at(url)).toEqual([]);
  });

  it('is no place that is there itself', () => {
    expect(at('https://2021-2025.state.gov/a')).not.toContain('https://2021-2025.state.gov/a');
  });
});
