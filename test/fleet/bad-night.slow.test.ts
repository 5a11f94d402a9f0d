import { describeBadNight } from './bad-night.js';

await describeBadNight({ reports: 4, outages: [4_000, 2_000], kills: 5_000, gap: 100, took: 50 });
