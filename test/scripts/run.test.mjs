import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { run } from '../../scripts/lib/run.mjs';
import { until } from '../../scripts/lib/until.mjs';

const shell = (script, options) => run('sh', ['-c', script], { log: '/dev/null', ...options });

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('running a command', () => {
  test('returns its status and what it wrote', async () => {
    const { code, output } = await shell('echo out; echo err >&2; exit 3');
    assert.equal(code, 3);
    assert.deepEqual(output.trim().split('\n').sort(), ['err', 'out']);
  });

  test('a command that does not exist fails', async () => {
    const { code, output } = await run('no-such-command-here', [], { log: '/dev/null' });
    assert.equal(code, 127);
    assert.match(output, /no-such-command-here/);
  });

  test('a command that is late is ended, with everything it started', async () => {
    const { code, timedOut, output, seconds } = await shell('sleep 60 & echo $!; wait', { limit: 0.5 });
    assert.equal(timedOut, true);
    assert.equal(code, 124);
    assert.ok(seconds < 10, `${seconds} s`);
    assert.equal(await until(() => !isAlive(Number(output.split('\n')[0])), 5_000), true);
  });

  test('a command that ignores the polite signal is ended too', async () => {
    const { timedOut } = await shell('trap "" TERM; while :; do sleep 0.1; done', { limit: 0.2, grace: 0.3 });
    assert.equal(timedOut, true);
  });

  test('what it leaves in the background does not keep us waiting', async () => {
    const { code, seconds, output } = await shell('sleep 60 & echo $!');
    assert.equal(code, 0);
    assert.ok(seconds < 5, `${seconds} s`);
    assert.equal(await until(() => !isAlive(Number(output)), 5_000), true);
  });
});
