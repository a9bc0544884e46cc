import { applyChanges } from '../document/change';
import type { Document } from '../document/document';
import { endOf } from '../document/span';
import type { Fix } from '../rules/define';
import type { Finding } from './finding';

/**
 * The finding without the fixes that would take a placeholder away: what was judged is the value that will stand there,
 * but the file belongs to every value that ever will. Only for documents with such values, since it tries each fix.
 */
export function sparing({ text, rendered }: Document, finding: Finding): Finding {
  if (finding.fixes.length === 0) return finding;
  const placeholders = new Set(rendered.map((span) => text.slice(span.offset, endOf(span))));
  const keepsAll = (fix: Fix): boolean => {
    const after = applyChanges(text, fix.changes());
    return [...placeholders].every((placeholder) => count(after, placeholder) >= count(text, placeholder));
  };
  return { ...finding, fixes: finding.fixes.filter(keepsAll) };
}

const count = (text: string, part: string): number => text.split(part).length - 1;
