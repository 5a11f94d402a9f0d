import { describeKilledWorkers } from './killed-workers.js';

await describeKilledWorkers({ sources: 2_000, hosts: 60, every: 3_000, most: 1_000 });
