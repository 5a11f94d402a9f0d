import { describeKilledNight } from './killed-night.js';

describeKilledNight(600, [60, 200, 320]);
