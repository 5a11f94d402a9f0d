import type { SharedSteps } from './migrate.js';

/** The steps from an empty schema to the present tables of all reports. */
export const RECORD_STEPS: SharedSteps = {
  'record-01': `
  -- Bytes, once for all who have the same. Who refers to some does so by a foreign key.
  CREATE TABLE payloads (
    sha256 text PRIMARY KEY,                -- of the bytes before they were packed
    bytes  bytea STORAGE EXTERNAL NOT NULL  -- packed
  );
  `,
};
