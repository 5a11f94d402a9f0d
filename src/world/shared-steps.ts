import { FLEET_STEPS } from '../fleet/steps.js';
import type { SharedSteps } from '../record/postgres/migrate.js';
import { RECORD_STEPS } from '../record/postgres/steps.js';

/** The steps of all who keep tables in a shared store: whoever opens it takes them all. */
export const SHARED_STEPS: readonly SharedSteps[] = [RECORD_STEPS, FLEET_STEPS];
