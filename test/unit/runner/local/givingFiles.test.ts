import assert from 'node:assert/strict';
import { test } from 'node:test';
import { givingFiles } from '../../../../client/runner/local/disk';
import { container, task } from '../../../support/definitions';

test('files that give a definition values are those of its variables, and of secrets that stand in files', () => {
  const onS3 = (name: string) => ({ type: 's3', value: `arn:aws:s3:::bucket/${name}` }) as const;
  const definition = task([
    container('web', 'true', { environmentFiles: [onS3('web.env'), onS3('gone.env'), onS3('other.env')] }),
  ]);
  const overrides = {
    from: 'ecs.local.json',
    secrets: { web: { TOKEN: { file: '/here/token.txt' }, KEY: { env: 'KEY' } } },
    environmentFiles: { 'arn:aws:s3:::bucket/gone.env': null, 'arn:aws:s3:::bucket/other.env': '/there/mine.env' },
  };
  assert.deepEqual(givingFiles(definition, { file: '/project/task-definition.json', overrides }), [
    '/here/token.txt',
    '/project/web.env',
    '/there/mine.env',
  ]);
  assert.deepEqual(givingFiles(task([container('web', 'true')]), {}), []);
});
