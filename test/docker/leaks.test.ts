import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { DockerClusters } from '../../client/clusters/dockerClusters';
import { EngineConnection } from '../../client/clusters/engineConnection';
import { lastWords } from '../../client/clusters/lastWords';
import type { Resource, ResourceRef } from '../../client/clusters/resource';
import { label, unpackDefinition } from '../../client/runner/labels';
import { secretValues } from '../../client/runner/secretValues';
import { eventually } from '../support/eventually';
import { inspected } from '../support/inspected';
import { folder, local, SecretTasks } from '../support/secretTasks';
import { assertNone, variables } from '../support/secretValues';
import { FakeTerminal, taskdef } from '../unit/cli/support';

describe('the value of a secret is shown nowhere', () => {
  const tasks = new SecretTasks();

  for (const format of ['pretty', 'json'])
    test(`of a task that runs, with --format ${format}`, async () => {
      const place = folder(tasks.whole(), local);
      const terminal = new FakeTerminal(place);
      const options = ['--pull', 'always', '--profile', 'dev', '--region', 'eu-central-1', '--format', format];
      const args = ['run', 'task-definition.json', '--env', `app.GIVEN=${variables.GIVEN}`, ...options];
      const ended = taskdef(args, terminal, async () => tasks.runner());
      await Promise.race([
        eventually(() => /\bready\b/.test(terminal.written), 'the container'),
        ended.then(({ out, err }) => assert.fail(out + err)),
      ]);
      const { taskId } = tasks.plan ?? assert.fail('nothing was planned');
      const labels = [`${label.task}=${taskId}`];
      const [listed] = await tasks.lab.port.list([...labels, `${label.role}=app`]);
      const { Config, ...engine } = await inspected(tasks.lab, listed?.id);
      for (const value of Object.values(variables))
        assert.ok(Config.Env.join().includes(value), 'the container has it');
      const clusters = new DockerClusters(new EngineConnection(async () => tasks.runner()));
      const command = async (...words: readonly string[]) => tasks.taskdef(place, ...words, '--format', format);

      const surfaces: Readonly<Record<string, () => unknown>> = {
        'what the engine tells beside the environment': () => ({ ...engine, Config: { ...Config, Env: [] } }),
        'names and labels': async () => [
          await tasks.lab.port.list(labels),
          await tasks.lab.port.listNetworks(labels),
          await tasks.lab.port.listVolumes(labels),
        ],
        'what labels pack': () => unpackDefinition(Config.Labels[label.definition] ?? ''),
        'taskdef ps': async () => command('ps'),
        'taskdef inspect': async () => command('inspect', taskId),
        'taskdef logs, with the metadata in it': async () => command('logs', taskId),
        'rows and tooltips of the tree': async () => rowsOf(clusters, undefined),
        'the snapshot for other extensions': async () => tasks.runner().tasks(),
        'the state folder': () => filesIn(tasks.state),
        'the message about a death': () =>
          lastWords(printing(Object.values(variables)), secretValues(tasks.plan ?? assert.fail())),
      };
      try {
        for (const [surface, shown] of Object.entries(surfaces)) assertNone(surface, await shown());
      } finally {
        terminal.interrupt();
        await ended;
      }
      const { status, out, err } = await ended;
      assert.equal(status, 0, err);
      assert.match(out, /(^|")(app \| )?1($|")/m, 'the container got credentials');
      assert.match(out, /TaskARN/, 'the container printed its metadata');
      assertNone('what taskdef run printed', out + err);
      assertNone('the output of the editor', tasks.editorLines.join('\n'));
    });
});

async function rowsOf(clusters: DockerClusters, of: ResourceRef | undefined): Promise<Resource[]> {
  const rows = await clusters.children(of);
  return [...rows, ...(await Promise.all(rows.map(async ({ ref }) => rowsOf(clusters, ref)))).flat()];
}

const filesIn = (place: string): string =>
  readdirSync(place, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(place, name))
    .map((file) => (statSync(file).isFile() ? `${file}: ${readFileSync(file, 'utf8')}` : file))
    .join('\n');

const printing = (values: readonly string[]) =>
  values.map((text) => ({ container: 'app', stream: 'stdout' as const, time: 0, text: `my secret is ${text}` }));
