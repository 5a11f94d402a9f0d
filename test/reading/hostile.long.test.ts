// The same, a hundred thousand elements deep.
import './hostile.test.js';
