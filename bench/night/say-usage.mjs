// Loaded into a measured process: says at its end what it cost, its threads included.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const began = process.hrtime.bigint();
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const wall = Number(process.hrtime.bigint() - began) / 1e6;
    writeFileSync(
      process.env.USAGE_FILE,
      JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, wall, rss: maxRSS / 1024 }),
    );
  });
}
