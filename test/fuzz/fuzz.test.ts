import { describeFuzz } from './fuzz.js';

describeFuzz(60);
