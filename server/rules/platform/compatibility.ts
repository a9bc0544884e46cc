import type { Change } from '../../document/change';
import type { TaskView } from '../../document/view';
import { fargateSize } from '../../model/fargate';
import { type CheckRule, defineRule } from '../define';
import { inFargate, inTask } from '../example';
import { executionRoleIfMissing, isPrivateEcr } from '../iam/executionRole';
import { guide, source } from '../sources';
import { listed, opening } from '../words';

export const compatMissing = defineRule<CheckRule>({
  id: 'compat-missing',
  absence: 'here',
  group: 'platform',
  severity: 'info',
  summary: 'This looks made for Fargate, but nothing says so',
  why: 'Without "requiresCompatibilities" ECS does not check the file against Fargate, and a mistake shows only when a task is to run.',
  awsMessage: 'Task definition does not support launch_type FARGATE.',
  source: source('Issue reports about RunTask'),
  good: [
    inFargate(''),
    inTask('"networkMode":"awsvpc"'),
    inTask('"networkMode":"awsvpc","cpu":"300","memory":"512"'),
    inTask('"requiresCompatibilities":["EC2"],"networkMode":"awsvpc","cpu":"256","memory":"512"'),
  ],
  examples: [
    {
      bad: `«{»${inTask('"networkMode":"awsvpc","cpu":"256","memory":"512"').slice(1)}`,
      fixed: inTask('"networkMode":"awsvpc","cpu":"256","memory":"512","requiresCompatibilities":["FARGATE"]'),
    },
  ],
  *check(task) {
    const { root } = task;
    if (!root || task.launchTypesUnknown || task.launchTypes.size > 0) return;
    const isPair =
      task.cpu !== undefined &&
      task.memory !== undefined &&
      (fargateSize(task.cpu)?.memory.includes(task.memory) ?? false);
    if (root.get('networkMode')?.text !== 'awsvpc' || !isPair) return;
    yield {
      at: opening(root),
      message: 'Network mode and size are those of Fargate, but "requiresCompatibilities" does not name it',
      fixes: [
        {
          title: 'Add "requiresCompatibilities": ["FARGATE"]',
          changes: () => [{ set: [...root.path, 'requiresCompatibilities'], to: ['FARGATE'] }, ...roleForFargate(task)],
        },
      ],
    };
  },
});

/** Fargate pulls from ECR and writes to CloudWatch with the execution role, EC2 with that of the instance. */
function roleForFargate(task: TaskView): Change[] {
  const needed = task.containers.some(
    (container) =>
      container.get('logConfiguration')?.get('logDriver')?.text === 'awslogs' ||
      isPrivateEcr(container.get('image')?.text ?? ''),
  );
  return needed ? executionRoleIfMissing(task) : [];
}

export const compatStrictestWins = defineRule<CheckRule>({
  id: 'compat-strictest-wins',
  group: 'platform',
  severity: 'hint',
  off: true,
  summary: "Fargate's limits hold for the other launch types too",
  why: 'ECS checks the file against each launch type named, so the strictest one decides what may stand in it.',
  source: guide('task-cpu-memory-error', 'Invalid CPU or memory'),
  good: [inFargate('')],
  examples: [
    { bad: inTask('«"requiresCompatibilities"»:["EC2","FARGATE"],"networkMode":"awsvpc","cpu":"256","memory":"512"') },
  ],
  *check(task) {
    const field = task.root?.get('requiresCompatibilities');
    if (!field || !task.isFargate || task.launchTypes.size < 2) return;
    const others = [...task.launchTypes].filter((type) => type !== 'FARGATE');
    yield { at: field.key, message: `Fargate's limits hold for ${listed(others)} too` };
  },
});
