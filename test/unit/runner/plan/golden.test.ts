import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { label, unpackDefinition } from '../../../../client/runner/labels';
import type { TaskPlan } from '../../../../client/runner/plan';
import type { TaskDefinition } from '../../../../server/index';
import { matchesGolden } from '../../../support/golden';
import { root } from '../../../support/root';
import { everything } from './everything';
import { imageFacts, planned } from '../planned';

const nginx = imageFacts({ exposed: ['80/tcp'], environment: ['PATH=/bin'] });
const around = { images: new Map([['nginx', nginx]]) };

/** The plan as a person reads it: the definition is the input, and compressed bytes differ between zlibs. */
function readable({ definition: _definition, ...plan }: TaskPlan): unknown {
  const containers = plan.containers.map((container) => {
    const labels = { ...container.body.Labels };
    const packed = labels[label.definition];
    if (packed !== undefined) labels[label.definition] = `(${Object.keys(unpackDefinition(packed) ?? {}).join(', ')})`;
    return { ...container, body: { ...container.body, Labels: labels } };
  });
  return { ...plan, containers };
}

/** The example, with the fixes its lightbulbs offer. */
function example(): TaskDefinition {
  const file = path.join(root, 'examples/webserver/task-definition.json');
  const written = JSON.parse(readFileSync(file, 'utf8')) as TaskDefinition;
  return {
    ...written,
    containerDefinitions: written.containerDefinitions!.map((container) => ({
      ...container,
      cpu: Number(container.cpu),
      memory: Number(container.memory),
    })),
  };
}

const shop: TaskDefinition = {
  family: 'shop',
  networkMode: 'bridge',
  requiresCompatibilities: ['EC2'],
  containerDefinitions: [
    {
      name: 'web',
      image: 'nginx',
      memory: 128,
      links: ['db:database'],
      portMappings: [{ containerPort: 80 }, { containerPort: 443, hostPort: 8443 }],
      mountPoints: [{ sourceVolume: 'static', containerPath: '/usr/share/nginx/html', readOnly: true }],
      environment: [{ name: 'MODE', value: 'local' }],
    },
    {
      name: 'db',
      image: 'registry.example/db:2',
      memoryReservation: 64,
      mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }],
      healthCheck: { command: ['CMD-SHELL', 'ready'] },
    },
  ],
  volumes: [{ name: 'static', host: { sourcePath: '/home/me/shop/static' } }, { name: 'data' }],
};

describe('whole plans, to be read in a diff', () => {
  test('the example on Fargate', () =>
    matchesGolden('plans/webserver.json', readable(planned(example(), {}, { around }))));

  test('two linked containers with volumes', () =>
    matchesGolden(
      'plans/shop.json',
      readable(planned(shop, { workspace: '/home/me/shop', revision: '7' }, { around })),
    ));

  test('every field at once', () => matchesGolden('plans/everything.json', readable(planned(everything))));
});
