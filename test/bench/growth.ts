import { lint, parseDocument } from '../../server/index';
import { largeDefinition } from './definition';
import { median } from './measure';

/** How much more a byte of a longer text costs than one of 64 KiB: 1 when time grows with length. */
export interface Growth {
  readonly toOneMegabyte: number;
  readonly toTenMegabytes: number;
}

const sizes = [64 * 1024, 1_000_000, 10_000_000] as const;

/** Reading and checking texts of growing length; what is beyond any limit of ECS is said to be so, and not read. */
export function benchGrowth(): Growth {
  const [small, medium, large] = sizes.map((size) => costOfByte(longText(size)));
  return { toOneMegabyte: medium! / small!, toTenMegabytes: large! / small! };
}

/** A definition of that length: its containers come again and again. */
function longText(length: number): string {
  const text = largeDefinition(64 * 1024);
  if (length <= text.length) return text;
  const at = text.indexOf('"containerDefinitions": [') + '"containerDefinitions": ['.length;
  const containers = text.slice(at, text.lastIndexOf(']'));
  const times = Math.ceil((length - text.length) / (containers.length + 1));
  return `${text.slice(0, at)}${`${containers},`.repeat(times)}${text.slice(at)}`;
}

function costOfByte(text: string): number {
  const times = Array.from({ length: 25 }, () => {
    const began = performance.now();
    lint(parseDocument(text, { path: 'task-definition.json' }));
    return performance.now() - began;
  });
  return median(times.slice(10)) / text.length;
}
