import { taskNode } from '../../schema/lookup';
import { type CheckRule, defineRule } from '../define';
import { isAbsent } from '../missing';
import { refusedByAwsvpc, toAwsvpc } from '../network/toAwsvpc';
import { fargateGuide } from '../sources';

const fargate = (types: string, members: string, container = ''): string =>
  `{"family":"app","requiresCompatibilities":[${types}]${members},"cpu":"256","memory":"512","containerDefinitions":[{"name":"web","image":"nginx:1.27"${container}}]}`;

export const fargateNetworkMode = defineRule<CheckRule>({
  id: 'fargate-network-mode',
  absence: 'here',
  group: 'platform',
  severity: 'error',
  summary: 'Fargate runs tasks in network mode awsvpc only',
  why: 'Each Fargate task gets a network interface of its own. Without "networkMode" ECS takes bridge, which Fargate refuses.',
  awsMessage: 'Fargate only supports network mode ‘awsvpc’.',
  source: fargateGuide,
  good: [
    fargate('"FARGATE"', ',"networkMode":"awsvpc"'),
    fargate('"FARGATE"', ',"networkMode":"${MODE}"'),
    fargate('"FARGATE"', ',"NetworkMode":"awsvpc"'),
    fargate('"EC2"', ''),
  ],
  examples: [
    { bad: fargate('«"FARGATE"»', ''), fixed: fargate('"FARGATE"', ',"networkMode":"awsvpc"') },
    { bad: fargate('"FARGATE"', ',"networkMode":«""»'), fixed: fargate('"FARGATE"', ',"networkMode":"awsvpc"') },
    {
      bad: fargate(
        '"EC2","FARGATE"',
        ',"networkMode":«"bridge"»',
        ',"links":["db"],"portMappings":[{"containerPort":80,"hostPort":8080}]',
      ),
      fixed: fargate('"EC2","FARGATE"', ',"networkMode":"awsvpc"', ',"portMappings":[{"containerPort":80}]'),
    },
  ],
  *check(task) {
    const mode = task.root?.get('networkMode');
    if (!task.fargateItem || (mode && (mode.unknown || mode.text === undefined || mode.text === 'awsvpc'))) return;
    if (!mode && !isAbsent(task.root!, 'networkMode', taskNode)) return;
    const companions = refusedByAwsvpc(task);
    const certain = !mode || mode.text === '' || mode.text?.toLowerCase() === 'awsvpc';
    yield {
      at: mode?.value ?? task.fargateItem.value,
      message: mode?.text
        ? `Fargate runs tasks in network mode awsvpc only, not "${mode.text}"`
        : 'Fargate needs "networkMode": "awsvpc"; without it ECS takes bridge',
      fixes: [
        {
          title:
            'Set "networkMode" to "awsvpc"' + (companions.length > 0 ? ', without what that mode does not take' : ''),
          ...(certain && companions.length === 0 && { safe: true }),
          changes: () => toAwsvpc(task),
        },
      ],
    };
  },
});
