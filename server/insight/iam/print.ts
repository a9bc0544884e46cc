import type { ImpliedPermissions, RolePermissions } from './permissions';
import { type MergedStatement, toIam } from './policy';

const version = '2012-10-17';

/** Both policies as JSON with comments: a line for each reason and each note. */
export function printPermissions({ executionRole, taskRole }: ImpliedPermissions, name: string): string {
  return `${[
    `// What ${name} needs from IAM. Values that the file does not give stand as <PLACEHOLDER>; those it holds are kept.`,
    '// Both roles must trust ecs-tasks.amazonaws.com.',
    '{',
    ...printRole('executionRole', 'Execution role: what ECS does to start the task.', executionRole, ','),
    ...printRole('taskRole', 'Task role: what runs inside the task.', taskRole, ''),
    '}',
  ]
    .map((line) => line.replaceAll(/\p{Cc}/gu, ' '))
    .join('\n')}\n`;
}

function printRole(member: string, what: string, { named, statements, notes }: RolePermissions, end: string): string[] {
  const head = [`${what}${named ? ` Here: ${named}` : ' The file names none.'}`, ...notes].map(
    (line) => `  // ${line}`,
  );
  if (statements.length === 0) return [...head, `  "${member}": null${end}`];
  return [
    ...head,
    `  "${member}": {`,
    `    "Version": "${version}",`,
    '    "Statement": [',
    ...statements.flatMap((each, index) => printStatement(each, index < statements.length - 1 ? ',' : '')),
    '    ]',
    `  }${end}`,
  ];
}

function printStatement(statement: MergedStatement, end: string): string[] {
  const lines = JSON.stringify(toIam(statement), undefined, 2).split('\n');
  return [...statement.reasons.map((reason) => `// ${reason}`), ...lines.slice(0, -1), `${lines.at(-1)!}${end}`].map(
    (line) => `      ${line}`,
  );
}

/** The same without comments. Contract: members are only ever added; a role that needs nothing is null. */
export const permissionsJson = ({ executionRole, taskRole }: ImpliedPermissions): object => ({
  version: 1,
  executionRole: policyOf(executionRole),
  taskRole: policyOf(taskRole),
  notes: { executionRole: executionRole.notes, taskRole: taskRole.notes },
});

const policyOf = ({ statements }: RolePermissions): object | null =>
  statements.length === 0 ? null : { Version: version, Statement: statements.map(toIam) };
