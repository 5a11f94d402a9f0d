import { describeKilledNight } from './killed-night.js';
import { describeRandomKills } from './random-kills.js';

describeKilledNight(600, [60, 200, 320]);

// 200 in all.
describeRandomKills({ nights: 10, checkKills: 14, digestKills: 6, sources: 40 });
