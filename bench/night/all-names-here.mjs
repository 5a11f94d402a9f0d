// Loaded into a tool that has no option for it: every name is this machine.
import dns from 'node:dns';

dns.lookup = (_name, options, done = options) => {
  const address = { address: '127.0.0.1', family: 4 };
  if (options?.all === true) done(null, [address]);
  else done(null, address.address, address.family);
};
