import { Option } from 'commander';

export type Format = 'pretty' | 'json';

/** `--format`, the same for every command about tasks. */
export const formatOption = (): Option =>
  new Option('--format <format>', 'for people or for tools').choices(['pretty', 'json']).default('pretty');

/** The same for a command that goes on: an event after the other. */
export const eventFormatOption = (): Option =>
  new Option('--format <format>', 'for people, or a JSON object a line for tools')
    .choices(['pretty', 'json'])
    .default('pretty');

/** One answer for tools; `version` changes when a member changes its meaning or goes. */
export const jsonAnswer = (members: object): string => `${JSON.stringify({ version: 1, ...members }, undefined, 2)}\n`;
