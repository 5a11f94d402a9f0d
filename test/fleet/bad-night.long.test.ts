import { describeBadNight } from './bad-night.js';

await describeBadNight({
  reports: 40,
  outages: [30_000, 30_000, 30_000],
  kills: 5_000,
  gap: 400,
  took: 100,
});
