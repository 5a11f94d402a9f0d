// The same tests, over every bit that STRIDE leaves out.
import './time-stamp.test.js';
