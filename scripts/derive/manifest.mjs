// package.json and package.nls.json: commands with their menus, and the rules' ids as names in the setting
// taskdef.lint.rules, so that settings.json completes and explains them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rules } from '../../out/server/index.js';
import { root } from '../lib/paths.mjs';
import { commandContributions } from './command-contributions.mjs';

/** Both as they should be, by file name. */
export function manifestFiles() {
  const manifest = read('package.json');
  const { commands, menus, words: ofCommands } = commandContributions();
  Object.assign(manifest.contributes, { commands, menus });
  manifest.contributes.configuration.properties['taskdef.lint.rules'].propertyNames = {
    enum: rules.map(({ id }) => id),
    enumDescriptions: rules.map(({ id }) => `%rule.${id}%`),
  };
  const words = Object.entries(read('package.nls.json')).filter(([key]) => !/^(command|rule)\./.test(key));
  const ofRules = rules.map(({ id, summary }) => [`rule.${id}`, summary]);
  return {
    'package.json': text(manifest),
    'package.nls.json': text({ ...Object.fromEntries(words), ...ofCommands, ...Object.fromEntries(ofRules) }),
  };
}

const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const text = (value) => `${JSON.stringify(value, undefined, 2)}\n`;
