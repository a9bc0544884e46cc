import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDocument } from '../../../server/document/document';
import { runnable } from '../../../server/lint/runnable';
import { rig } from './rig';

/** What refuses a run of a task with this at its root, or in its container, by code and place. */
async function refusals({ root = '', container = '' }: { readonly root?: string; readonly container?: string }) {
  const containers = root.includes('"containerDefinitions"')
    ? ''
    : `,"containerDefinitions":[{"name":"web","image":"busybox:1","memory":32${container}}]`;
  const { definition, errors } = runnable(
    parseDocument(`{"family":"app"${root}${containers}}`, { path: 'task-definition.json' }),
  );
  assert.deepEqual([errors, definition === undefined], [[], false]);
  const { runner } = await rig();
  const plan = await runner.plan(definition ?? {}, { local: false });
  return plan.refusals.map(({ code, pointer }) => `${code} ${pointer}`);
}

describe('what nobody has filled in', () => {
  for (const list of ['containerDefinitions', 'volumes', 'requiresCompatibilities', 'placementConstraints', 'tags'])
    test(`a placeholder for ${list} is refused with its place`, async () => {
      assert.deepEqual(await refusals({ root: `,"${list}":\${LIST}` }), [`placeholder /${list}`]);
    });

  for (const list of ['secrets', 'environmentFiles', 'environment', 'portMappings', 'mountPoints', 'logConfiguration'])
    test(`a placeholder for the ${list} of a container is refused with its place`, async () => {
      assert.deepEqual(await refusals({ container: `,"${list}":\${LIST}` }), [
        `placeholder /containerDefinitions/0/${list}`,
      ]);
    });

  test('a placeholder for a name, a range or a user is called one', async () => {
    assert.deepEqual(
      await refusals({
        root: ',"volumes":[{"name":"${VOLUME}"}]',
        container:
          ',"dockerSecurityOptions":["${OPTION}"],"linuxParameters":{"devices":[{"hostPath":"${DEVICE}"}]},"user":"${UID}","workingDirectory":"${HOME}","links":["${DB}:db"],"volumesFrom":[{"sourceContainer":"${DATA}"}],' +
          '"portMappings":[{"containerPortRange":"${PORTS}"}],"dependsOn":[{"containerName":"${DB}","condition":"START"}]',
      }),
      [
        'placeholder /volumes/0/name',
        ...[
          'user',
          'workingDirectory',
          'portMappings/0/containerPortRange',
          'links/0',
          'volumesFrom/0/sourceContainer',
          'dockerSecurityOptions/0',
          'linuxParameters/devices/0/hostPath',
          'dependsOn/0/containerName',
        ].map((member) => `placeholder /containerDefinitions/0/${member}`),
      ],
    );
  });

  test('any text will do below a folder, and for a variable', async () => {
    const container = ',"workingDirectory":"/srv/${APP}","environment":[{"name":"A","value":"${B}"}]';
    assert.deepEqual(await refusals({ container }), []);
  });
});
