// The same tests, over every bit that STRIDE leaves out.
import './verify.test.js';
