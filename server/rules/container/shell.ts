import type { Field } from '../../document/field';
import { hasPlaceholder } from '../../document/placeholder';

/** The words of `entryPoint` or `command`; undefined when the list is absent, empty or cannot be read. */
export function wordsOf(list: Field<string[]> | undefined): string[] | undefined {
  const items = list?.items() ?? [];
  const words = items.map((item) => item.text);
  return items.length === 0 || words.some((word) => word === undefined) ? undefined : (words as string[]);
}

/** Whether a tool fills in part of a command later; shell variables are none of that. */
export const isTemplated = (words: readonly string[]): boolean =>
  words.some((word) => hasPlaceholder(word, { inCommand: true }));

const baseName = (path: string): string => (path.split(/[\\/]/).at(-1) ?? '').toLowerCase().replace(/\.exe$/, '');

/** `sh -c` and its kin at the end of a list: what follows is a script, then its `$0`, `$1` … */
export function isPosixShell(words: readonly string[]): boolean {
  const at = words.findIndex((word) => /^(sh|bash|ash|zsh|dash)$/.test(baseName(word)));
  return at >= 0 && /^-\w*c$/.test(words.at(-1) ?? '') && at < words.length - 1;
}

/** Whether what follows is read by a shell, or by an interpreter told to evaluate text (rules.md, rulings 8 and 33). */
export function takesScript(words: readonly string[]): boolean {
  if (isPosixShell(words)) return true;
  const [first = '', ...flags] = words;
  const name = baseName(first);
  const last = flags.at(-1) ?? '';
  if (/^(powershell|pwsh)$/.test(name)) return flags.length === 0 || /^-(command|c)$/i.test(last);
  if (name === 'cmd') return /^\/c$/i.test(last);
  if (/^python[\d.]*$/.test(name)) return last === '-c';
  return /^(node|ruby|perl)$/.test(name) && /^-\w*e$/.test(last);
}
