import type { Node } from 'jsonc-parser';
import { Field } from './field';
import { hasPlaceholder } from './placeholder';
import type { Span } from './span';
import { valuesIn } from './values';
import type { Wildcard } from './wildcard';

export type PlaceholderValue = string | number | boolean;

/** What a project says about its placeholders. */
export interface Placeholders {
  /** Forms of its own, beside the usual ones. */
  readonly placeholders?: readonly Wildcard[];
  /** What will stand for them, by the name inside (`IMAGE` of `${IMAGE}`) or by the whole of it. */
  readonly values?: ReadonlyMap<string, PlaceholderValue>;
}

/**
 * `$$$X$$$`, `${X}`, `$(X)`, `{{ X }}`, `<%= X %>`, `((X))`, `<X>`, `%X%`, `#{X}`, `#X#`, `__X__`, `~X~`, `@@X@@`, `@X@`,
 * `$X`; the name is one of the groups.
 */
const usual =
  /\$\$\$(\w{1,200})\$\$\$|\$\{([^{}\n]{1,200})\}|\$\(([\w.-]{1,200})\)|\{\{([^{}\n]{1,200})\}\}|<%=?([^%>\n]{1,200})%>|\(\(([\w./-]{1,200})\)\)|<([A-Za-z_][\w .-]{0,200})>|%(\w{1,200})%|#\{([^{}#\n]{1,200})\}#?|#(\w{1,200})#|__([A-Za-z0-9]+(?:_[A-Za-z0-9]+)*)__|~([\w.-]{1,200})~|@@([\w.-]{1,200})@@|@([\w.-]{1,200})@|\$(\w{1,200})/g;

/**
 * Puts the values in, and marks texts that still hold a placeholder of the project's own. Positions stay those of the
 * template. Returns where a value was put in: nothing there may be overwritten.
 */
export function render(root: Node, text: string, { placeholders = [], values }: Placeholders): Span[] {
  const rendered: Span[] = [];
  for (const node of valuesIn(root)) {
    if (node.type !== 'string') continue;
    const before = node.value as string;
    const after = values ? filledIn(before, placeholders, values) : before;
    if (after !== before) {
      rendered.push({ offset: node.offset, length: node.length });
      Object.assign(node, text[node.offset] === '"' ? { value: after } : unquoted(after));
      Field.of(node).isFilled();
    }
    if (node.type === 'string' && placeholders.some((form) => form.find(node.value as string))) {
      Field.of(node).isPlaceholder();
    }
  }
  return rendered;
}

function filledIn(
  text: string,
  placeholders: readonly Wildcard[],
  values: ReadonlyMap<string, PlaceholderValue>,
): string {
  const whole = hasPlaceholder(text) ? values.get(text) : undefined;
  if (whole !== undefined) return String(whole);
  let filled = text.replaceAll(usual, (found: string, ...groups: (string | undefined | number)[]) => {
    const name = groups.find((group) => group !== undefined);
    return String(values.get(String(name).trim()) ?? values.get(found) ?? found);
  });
  for (const form of placeholders) filled = filledInForm(filled, form, values);
  return filled;
}

function filledInForm(text: string, form: Wildcard, values: ReadonlyMap<string, PlaceholderValue>): string {
  let filled = '';
  let at = 0;
  for (let match = form.find(text); match; match = form.find(text, match.end)) {
    const found = text.slice(match.start, match.end);
    filled += text.slice(at, match.start) + String(values.get(match.name.trim()) ?? values.get(found) ?? found);
    at = match.end;
  }
  return filled + text.slice(at);
}

/** What stands outside of quotes is read as it will be: a number, a truth value, or the text in its own quotes. */
function unquoted(text: string): Pick<Node, 'type' | 'value'> {
  try {
    const value: unknown = JSON.parse(text);
    const type = typeof value;
    if (type === 'number' || type === 'boolean' || type === 'string') return { type, value };
  } catch {
    // Not JSON yet: a part of it is still to come.
  }
  return { type: 'string', value: text };
}
