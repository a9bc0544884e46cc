import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { Path } from '../../../server/index';
import type { Refusal } from '../notice';
import { placeOf } from './read';

/** `ecs.local.json:3:5`, of the innermost place there that a path leads to. */
export type WhereIn = (path: Path) => string;

/** Where something stands in the text of a file of overrides, which is called as `shown` says. */
export const whereIn =
  (shown: string, text: string): WhereIn =>
  (path) => {
    const tree = parseTree(text.replace(/^\uFEFF/, ' '), [], { allowTrailingComma: true });
    for (let length = path.length; tree && length > 0; length--) {
      const node = findNodeAtLocation(tree, path.slice(0, length));
      if (node) return `${shown}:${placeOf(text, (node.parent?.type === 'property' ? node.parent : node).offset)}`;
    }
    return shown;
  };

/** Of what is wrong at a place in a file of overrides, as a clause that goes on after it. */
export const localRefusal = (at: string, clause: string, next: string): Refusal => ({
  code: 'local-file',
  pointer: '',
  at,
  text: `${at} ${clause}`,
  next,
});
