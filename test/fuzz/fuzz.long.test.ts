import { describeFuzz } from './fuzz.js';

describeFuzz(3_000);
