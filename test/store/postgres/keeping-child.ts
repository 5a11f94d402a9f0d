import { writeSync } from 'node:fs';
import { parseShared } from '../../../src/model/settings.js';
import { openPool } from '../../../src/store/postgres/connect.js';
import { sharedStore } from '../../../src/store/postgres/store.js';
import { HOUR, night, visitOf } from '../samples.js';

/** Begins a run and keeps visits until it is killed; says each on stdout once the store has acknowledged it. */
const shared = parseShared(process.argv[2] ?? '');
const store = sharedStore({
  ...shared,
  report: openPool(shared),
  nobody: () => openPool({ ...shared, report: null }),
});
const { id } = await store.beginRun(night(1), HOUR);
for (let n = 0; ; n++) {
  await store.keepVisit(visitOf(id, `s${n}`), null);
  writeSync(1, `kept s${n}\n`);
}
