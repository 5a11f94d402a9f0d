// The same properties, over many more sequences of nights.
import './nights.slow.test.js';
