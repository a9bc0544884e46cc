#!/usr/bin/env node
// Looks like a desktop VS Code to runTests() of @vscode/test-electron, and runs the suite in the npm-installed VS Code
// server instead: the same workbench code and extension host, shown by a headless Chromium.
import path from 'node:path';
import { runHostedSuite } from '../out/test/lib/hostedSuite.js';

const argument = (name) => {
  const prefix = `--${name}=`;
  return process.argv.find((text) => text.startsWith(prefix))?.slice(prefix.length);
};

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130)); // runs the 'exit' handlers

const { code, why } = await runHostedSuite({
  extensionDevelopmentPath: argument('extensionDevelopmentPath'),
  extensionTestsPath: argument('extensionTestsPath'),
  extensionsDir: argument('extensions-dir'),
  folder: process.argv.slice(2).find((text) => !text.startsWith('-')),
  results: process.env.HOST_REPORT ? path.dirname(process.env.HOST_REPORT) : 'test-results/host',
  limitSeconds: Number(process.env.HOST_LIMIT_S ?? 280),
});
if (code !== 0) console.error(`VS Code ended: ${why}`);
process.exit(code ?? 1);
