import { addresses } from './addresses.js';
import type { Behaviour } from './behaviour.js';
import { bodies } from './bodies.js';
import { doors } from './doors.js';
import { handshakes } from './handshakes.js';
import { living } from './living.js';
import { notFound } from './not-found.js';
import { redirects } from './redirects.js';
import { refreshes } from './refreshes.js';
import { statuses } from './statuses.js';
import { walls } from './walls.js';

/** Every behaviour of the hostile web, each under a name of its own. */
export const BEHAVIOURS: readonly Behaviour[] = [
  ...statuses,
  ...notFound,
  ...walls,
  ...doors,
  ...living,
  ...redirects,
  ...refreshes,
  ...addresses,
  ...handshakes,
  ...bodies,
];
