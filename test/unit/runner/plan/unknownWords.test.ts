import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDocument } from '../../../../server/document/document';
import { runnable } from '../../../../server/lint/runnable';
import { codes, hostConfig, planned, specOf } from '../planned';

/** The plan of a task with this at its root, and in its container, as it passes the rules. */
function plan(root: string, container = '') {
  const web = `{"name":"a","image":"busybox","memory":32${container}}`;
  const { definition, errors } = runnable(parseDocument(`{"family":"app"${root},"containerDefinitions":[${web}]}`));
  assert.deepEqual([errors, definition === undefined], [[], false]);
  return planned(definition ?? {});
}

describe('a word that is newer than this program', () => {
  test('is told at its place, with what is done instead', () => {
    const told = plan(
      ',"pidMode":"galaxy","ipcMode":"toString","runtimePlatform":{"cpuArchitecture":"RISCV","operatingSystemFamily":"BEOS"}',
      ',"versionConsistency":"perhaps"',
    );
    assert.deepEqual(codes(told.notices.filter(({ code }) => code === 'word-unknown')).sort(), [
      'word-unknown /containerDefinitions/0/versionConsistency',
      'word-unknown /ipcMode',
      'word-unknown /pidMode',
      'word-unknown /runtimePlatform/cpuArchitecture',
      'word-unknown /runtimePlatform/operatingSystemFamily',
    ]);
    assert.match(
      told.notices.find(({ pointer }) => pointer === '/pidMode')?.text ?? '',
      /^"galaxy" is not known here, so/,
    );
    assert.deepEqual(
      [hostConfig(told).PidMode, hostConfig(told).IpcMode, specOf(told).platform],
      [undefined, undefined, undefined],
    );
  });

  test('a word of another field is one, too', () => {
    const told = plan(',"pidMode":"none"');
    assert.deepEqual(codes(told.notices.filter(({ code }) => code === 'word-unknown')), ['word-unknown /pidMode']);
    assert.equal(hostConfig(told).PidMode, undefined);
  });

  test('those that are known are not mentioned', () => {
    const { notices } = plan(
      ',"pidMode":"task","ipcMode":"none","runtimePlatform":{"cpuArchitecture":"X86_64","operatingSystemFamily":"LINUX"}',
      ',"versionConsistency":"enabled"',
    );
    assert.ok(!notices.some(({ code }) => code === 'word-unknown'));
  });
});
