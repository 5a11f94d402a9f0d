import { HttpResponse, http } from 'msw';
import type { FetchSettings } from '../../../src/model/settings.js';
import {
  type Archive,
  type ArchiveSettings,
  createArchive,
} from '../../../src/web/archives/archive.js';
import { standInDoor, web } from '../stand-in.js';
import { captured, PAGE } from './captures.js';
import { fakeClock } from './manual-clock.js';

export const CDX = 'https://web.archive.org/cdx/search/cdx';
export const AVAILABLE = 'https://archive.org/wayback/available';
export const AT = '20250220120000';
export const VIEW = `https://web.archive.org/web/${AT}/${PAGE}`;
export const RAW = `https://web.archive.org/web/${AT}id_/${PAGE}`;
export const MEMENTO = { 'memento-datetime': 'Thu, 20 Feb 2025 12:00:00 GMT' };
export const capture = captured('2025-02-20', 'A');

/** The archives as they are by default, with a clock that only sleeping moves. */
export const open = (more: ArchiveSettings = {}, limits: Partial<FetchSettings> = {}): Archive =>
  createArchive(standInDoor(limits), { ...fakeClock(), ...more });

/** Answers one address so (or all that begin so, with `*`), and gives the requests that came. */
export function play(address: string, resolve: () => Response | Promise<Response>) {
  const requests: Request[] = [];
  // As a pattern of msw, the address inside an archive's address would be read as a parameter.
  const literal = address.replace(/[.?+()[\]{}|^$\\]/g, '\\$&').replace('*', '.*');
  web.use(
    http.get(new RegExp(`^${literal}$`), ({ request }) => {
      requests.push(request);
      return resolve();
    }),
  );
  return requests;
}

/** A page of the archive itself. */
export const html = (status: number, headers: Record<string, string> = {}) =>
  new HttpResponse('<h1>Sorry</h1>', {
    status,
    headers: { 'content-type': 'text/html', ...headers },
  });
