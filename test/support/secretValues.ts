import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

const made = (what: string): string => `${what}-${randomBytes(12).toString('hex')}`;

/** What containers have in their environment, which the engine shows to whoever may ask it, and nothing else may. */
export const variables = {
  IN_FILE: made('local'),
  BESIDE: made('beside'),
  GIVEN: made('given'),
  FROM_AWS: made('aws'),
  PARAMETER: made('parameter'),
};
/** What no container has in its environment. */
export const others = {
  registry: made('registry'),
  wrongRegistry: made('wrong'),
  neighbour: made('neighbour'),
  secretKey: made('key'),
  session: made('session'),
};
const real = [...Object.values(variables), ...Object.values(others)];

/** The text as it is, and as it would be hidden from a search. */
const forms = (value: string): string[] => [
  value,
  Buffer.from(value).toString('base64').replace(/=+$/, '').slice(0, -1),
];

/** Nothing of this has any of the values. */
export function assertNone(surface: string, shown: unknown): void {
  const text = typeof shown === 'string' ? shown : JSON.stringify(shown);
  assert.ok(text.length > 2, `${surface} shows nothing at all`);
  for (const value of real)
    for (const form of forms(value)) assert.ok(!text.includes(form), `${value} in ${surface}: ${text}`);
}
