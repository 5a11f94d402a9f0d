import { writeSync } from 'node:fs';
import { captureOf, openSample } from './samples.js';

/** Keeps captures until it is killed; says each on stdout once it was acknowledged. */
const evidence = openSample(process.argv[2] ?? '');
for (let i = 0; ; i++) {
  const record = await evidence.keep(captureOf(`s${i % 5}`, 1, `${process.pid} ${i} `.repeat(500)));
  writeSync(1, `kept ${record?.n} ${record?.recordSha256}\n`);
}
