/** What an IAM policy may say here: always allowing, never with wildcards that the file does not force. */
export interface Statement {
  readonly actions: readonly string[];
  readonly resource: string;
  readonly condition?: Condition;
  /** Why, in words: one line each. */
  readonly reason: string;
}

export type Condition = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What one role needs, in the order of its reasons. */
export interface RoleNeeds {
  readonly statements: readonly Statement[];
  /** What cannot be read off the file, in words. */
  readonly notes: readonly string[];
}

/** Statements that allow the same, put together. */
export interface MergedStatement extends Omit<Statement, 'resource' | 'reason'> {
  readonly resources: readonly string[];
  readonly reasons: readonly string[];
}

/** Puts statements of the same actions under the same condition together, each resource and reason once. */
export function merged(statements: readonly Statement[]): MergedStatement[] {
  const groups = new Map<string, Statement[]>();
  for (const statement of statements) {
    const key = JSON.stringify([statement.actions, statement.condition]);
    const group = groups.get(key);
    if (group) group.push(statement);
    else groups.set(key, [statement]);
  }
  return [...groups.values()].map((group) => ({
    actions: group[0]!.actions,
    resources: [...new Set(group.map(({ resource }) => resource))],
    reasons: [...new Set(group.map(({ reason }) => reason))],
    ...(group[0]!.condition && { condition: group[0]!.condition }),
  }));
}

/** A statement as the IAM API takes it. A single action or resource stands without a list. */
export const toIam = ({ actions, resources, condition }: MergedStatement): Record<string, unknown> => ({
  Effect: 'Allow',
  Action: single(actions),
  Resource: single(resources),
  ...(condition && { Condition: condition }),
});

const single = (list: readonly string[]): unknown => (list.length === 1 ? list[0] : list);
