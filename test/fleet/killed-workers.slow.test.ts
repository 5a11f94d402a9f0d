import { describeKilledWorkers } from './killed-workers.js';

await describeKilledWorkers({ sources: 200, hosts: 15, every: 700, most: 3 });
