import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { label, unpackDefinition } from '../../../../client/runner/labels';
import type { TaskDefinition } from '../../../../server/index';
import { awsvpc, container, one, pauseName, planned, specOf, task } from '../planned';

describe('labels and names (runner.md §5.1)', () => {
  test('C7: the five labels of the agent and ours win over those of the definition', () => {
    const dockerLabels = { 'com.amazonaws.ecs.cluster': 'mine', [label.task]: 'mine', mylabel: 'kept' };
    const plan = planned(one({ dockerLabels }), { revision: '7', workspace: '/w' });
    const labels = specOf(plan).body.Labels;
    assert.equal(labels.mylabel, 'kept');
    assert.equal(labels[label.task], plan.taskId);
    assert.deepEqual(
      Object.entries(labels).filter(([name]) => name.startsWith('com.amazonaws.ecs.')),
      [
        ['com.amazonaws.ecs.cluster', 'local'],
        ['com.amazonaws.ecs.container-name', 'a'],
        ['com.amazonaws.ecs.task-arn', plan.taskArn],
        ['com.amazonaws.ecs.task-definition-family', 'demo'],
        ['com.amazonaws.ecs.task-definition-version', '7'],
      ].sort(([a = ''], [b = '']) =>
        a === 'com.amazonaws.ecs.cluster' ? -1 : b === 'com.amazonaws.ecs.cluster' ? 1 : 0,
      ),
    );
    assert.match(labels[label.workspace] ?? '', /^[0-9a-f]{16}$/);
  });

  test('the whole task lies on the pause, or else on every container: any of them may be the only one there', () => {
    const carriers = (definition: TaskDefinition) =>
      planned(definition)
        .containers.filter(({ body }) => label.definition in body.Labels)
        .map(({ facts }) => facts.name);
    assert.deepEqual(carriers(task([container('a'), container('b')], awsvpc)), [pauseName]);
    assert.deepEqual(carriers(task([container('a'), container('b')])), ['a', 'b']);
  });

  test('planned again from its label it is the same task', () => {
    const definition = task([container('a', { command: ['sleep', '1'] }), container('b')], awsvpc);
    const images = new Map([['busybox', { exposed: ['80/tcp'], environment: ['AWS_REGION=x', 'KEY=secret'] }]]);
    const options = { revision: '3', workspace: '/w', file: '/w/task-definition.json' };
    const plan = planned(definition, options, { around: { images } });
    const kept = unpackDefinition(specOf(plan, pauseName).body.Labels[label.definition]!)!;
    assert.deepEqual(planned(kept.definition, kept.options, { around: { images: kept.images } }), plan);
    assert.deepEqual(
      specOf(plan, pauseName).ports.map(({ containerPort }) => containerPort),
      [80],
    );
    assert.deepEqual(kept.images.get('busybox')?.environment, ['AWS_REGION=x'], 'nothing else of the image is kept');
    assert.equal(unpackDefinition('H4sIAAAA'), undefined);
  });

  test('another definition is another spec under the same names', () => {
    const [one1, two] = [planned(one({ command: ['1'] })), planned(one({ command: ['2'] }))];
    assert.equal(specOf(one1).dockerName, specOf(two).dockerName);
    assert.notEqual(specOf(one1).body.Labels[label.spec], specOf(two).body.Labels[label.spec]);
  });

  test('describe output may be full of nulls', () => {
    const plan = planned(
      one({ portMappings: null, linuxParameters: null } as never, { volumes: null, cpu: null } as never),
    );
    assert.deepEqual(plan, planned(one({})));
  });
});
