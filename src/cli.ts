#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { oldNodeSentence, useCompileCache } from './commands/start.js';

// Modules are read before the first of them runs, so nothing that an older Node cannot read is imported until it was asked for its version.
const pathBeside = (path: string): URL => new URL(`../${path}`, import.meta.url);
const { engines } = JSON.parse(readFileSync(pathBeside('package.json'), 'utf8')) as {
  engines: { node: string };
};
const sentence = oldNodeSentence({
  version: process.versions.node,
  needed: engines.node,
  isClone: existsSync(pathBeside('src/cli.ts')),
});

if (sentence === null) {
  useCompileCache(process.env);
  await import('./commands/main.js');
} else {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
