import { type Add, addArchiveOptions, addNetworkOptions, addPlaces, pathOf } from './options.js';

export const addServe: Add = (program, run) => {
  addPlaces(program.command('serve'), 'sources')
    .description('show the reviewer’s page on this machine, with decisions made in the browser')
    .option('--port <n>', 'on which 127.0.0.1 is asked; 0 is any that is free', '8737')
    .action(run(() => import('./run/decide.js'), 'runServe'));
};

export const addAck: Add = (program, run) => {
  addPlaces(program.command('ack'), 'sources')
    .description('record a decision in sources.json, so that a finding stops alerting')
    .argument('<source>', 'its id in sources.json')
    .option('--keep', 'the citation stays as it is (the only decision there is)', true)
    .option('--about <kind>', 'the kind of finding (default: the only one that is open)')
    .option('--edition <name>', 'the newer edition that was considered (default: the latest that was found)')
    .requiredOption('--reason <text>', 'why, for those who come after')
    .option('--by <owner>', 'who answers for it: a name or a role, no address')
    .option('--until <date>', 'the last day on which it holds (default: until further notice)')
    .action(run(() => import('./run/decide.js'), 'runAck'));
};

export const addArchive: Add = (program, run) => {
  addArchiveOptions(addNetworkOptions(addPlaces(program.command('archive'), 'sources')))
    .description('find the archived copy of a source that carries its passages, or make one')
    .argument('<source>', 'its id in sources.json')
    .option('--save', 'ask for a fresh capture when no copy carries the passages (keys in WAYBACK_KEYS, access:secret)')
    .action(run(() => import('./run/decide.js'), 'runArchive'));
};

export const addWitness: Add = (program, run) => {
  addPlaces(program.command('witness'), 'sources')
    .description('hear a page that you saved in a browser, where citewatch is kept out')
    .argument('<source>', 'its id in sources.json')
    .argument('<file>', 'the page: HTML, MHTML (one file), PDF, WARC or WACZ', pathOf('file'))
    .option('--by <name>', 'who hands it in: a name or a role, no address')
    .option('--at <date>', 'the day on which it was saved (default: as the file says, else today)')
    .option('--how <text>', 'how you came by it, in your words')
    .option('--state-branch <name>', 'the branch on which a nightly job keeps its state: the page goes there')
    .option('--remote <name>', 'the repository that has it', 'origin')
    .action(run(() => import('./run/decide.js'), 'runWitness'));
};
