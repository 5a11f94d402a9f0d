import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { HOUR, night, readingOf, visitOf } from './samples.js';

/** Begins (or takes up) a run and keeps visits until it is killed; says each on stdout once the store has acknowledged it. */
const store = openStore(process.argv[2] ?? '');
const run = await store.beginRun(night(1), HOUR);
writeSync(1, `begun ${run.id} ${run.resumed}\n`);
for (let n = 0; ; n++) {
  const subject = `${process.pid}-${n}`;
  const reading = readingOf(subject.repeat(200));
  await store.keepVisit(visitOf(run.id, subject, { snapshot: reading.snapshot.sha256 }), reading);
  writeSync(1, `kept ${subject}\n`);
}
