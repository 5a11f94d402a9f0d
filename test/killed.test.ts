import { describeKilledNight } from './killed-night.js';

// More than are under way at once have landed when it is killed, so that asking all of them again would be seen.
describeKilledNight(160, [80]);
