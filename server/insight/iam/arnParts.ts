/** An ARN at its colons, except those inside a placeholder (`${AWS::AccountId}`); at most `limit` parts, the rest in the last. */
export function arnParts(arn: string, limit = 6): string[] {
  const parts = arn
    .replaceAll(/\$\{[^$}]*\}/g, (placeholder) => placeholder.replaceAll(':', inside))
    .split(':')
    .map((part) => part.replaceAll(inside, ':'));
  return parts.length <= limit ? parts : [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(':')];
}

/** No ARN holds a line break. */
const inside = '\n';
