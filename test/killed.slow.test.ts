import { describeKilledNight } from './killed-night.js';
import { describeRandomKills } from './random-kills.js';

// More than are under way at once have landed when it is killed, so that asking all of them again would be seen.
describeKilledNight(160, [80]);

describeRandomKills({ nights: 1, checkKills: 3, digestKills: 1, sources: 12 });
