/** Just enough XML 1.0 for reports. */

/** Characters that XML cannot hold, not even as references, and those that no reader should be sent. */
const forbidden = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;
const spaces = { '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' } as const;
const marks = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' } as const;

/** Text for an attribute or an element. What XML cannot hold is shown as `\uXXXX`. */
export const escapeXml = (text: string): string =>
  text
    .replaceAll(/[&<>"']/g, (mark) => marks[mark as keyof typeof marks])
    .replaceAll(
      forbidden,
      (char) => spaces[char as keyof typeof spaces] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );

type Attributes = Readonly<Record<string, string | number>>;

/** An element on lines of its own: children are elements already, a string among them is text. */
export interface Element {
  readonly name: string;
  readonly attributes: Attributes;
  readonly content: readonly Element[] | string;
}

export const element = (name: string, attributes: Attributes, content: Element['content'] = []): Element => ({
  name,
  attributes,
  content,
});

/** A whole document with this root. */
export const xmlDocument = (root: Element): string => `<?xml version="1.0" encoding="UTF-8"?>\n${printed(root, '')}`;

function printed({ name, attributes, content }: Element, indent: string): string {
  const listed = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  const start = `${indent}<${name}${listed.join('')}`;
  if (content.length === 0) return `${start}/>\n`;
  if (typeof content === 'string') return `${start}>${escapeXml(content)}</${name}>\n`;
  return `${start}>\n${content.map((child) => printed(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}
