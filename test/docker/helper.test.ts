import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { helperImage } from '../../client/runner/helper/archive';
import { helperBinaries, sourceSha256 } from '../../client/runner/helper/bytes';
import { ensureHelper, helperFor } from '../../client/runner/helper/ensure';
import { newTaskId, openLab, type Lab } from '../support/lab';
import { root } from '../support/root';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('the helper', () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

  for (const [architecture, { sha256: digest, base64 }] of Object.entries(helperBinaries))
    test(`its bytes for ${architecture} are whole, static and small`, () => {
      const program = Buffer.from(base64, 'base64');
      assert.equal(sha256(program), digest);
      assert.equal(program.subarray(0, 4).toString('latin1'), '\x7fELF');
      assert.equal(program.readUInt16LE(18), architecture === 'amd64' ? 62 : 183, 'the machine it is for');
      assert.ok(!program.includes('/lib/ld-musl'), 'it needs no loader');
      assert.ok(program.length < 24_000, `${program.length} bytes`);
    });

  test('its bytes were built from the source that is here', () => {
    const source = readFileSync(path.join(root, 'client/runner/helper/helper.c'));
    assert.equal(sha256(source), sourceSha256, 'run "npm run helper"');
    assert.ok(source.toString().split('\n').length < 500, 'it stays small');
  });

  test('bytes that are not those of the digest are not loaded', async () => {
    const spoilt = { ...helperBinaries.amd64, base64: helperBinaries.amd64.base64.replace('f0VM', 'f0VN') };
    await assert.rejects(helperFor({ architecture: 'amd64' }, { amd64: spoilt }), /not the bytes/);
  });

  test('the same program gives the same archive', async () => {
    const program = Buffer.from(helperBinaries.amd64.base64, 'base64');
    assert.deepEqual(await helperImage('amd64', program), await helperImage('amd64', program));
  });

  test('loaded once, its pause waits until it is told to go, as nobody and without a capability', async () => {
    const { port, runner } = lab;
    const image = (await helperFor(runner.engine)) ?? assert.fail('no helper for this engine');
    await ensureHelper(port, image);
    await ensureHelper(port, image);
    assert.ok(await port.inspectImage(image.name));
    const id = await port.create(
      `taskdef-helper-test-${newTaskId()}`,
      {
        Image: image.name,
        Labels: {},
        HostConfig: { CapDrop: ['ALL'], ReadonlyRootfs: true, NetworkMode: 'none', SecurityOpt: ['no-new-privileges'] },
      },
      {},
    );
    await port.start(id);
    assert.equal((await port.inspect(id))?.state, 'running');
    await port.stop(id, 30);
    assert.equal((await port.inspect(id))?.exitCode, 0);
    await port.remove(id);
    assert.equal(await port.inspect(id), undefined);
  });

  test('without a command it says how it is used', async () => {
    const { port, runner } = lab;
    const image = (await helperFor(runner.engine)) ?? assert.fail('no helper for this engine');
    await ensureHelper(port, image);
    const name = `taskdef-helper-test-${newTaskId()}`;
    const body = { Image: image.name, Cmd: ['nonsense'], Labels: {}, HostConfig: { NetworkMode: 'none' } };
    const id = await port.create(name, body, {});
    await port.start(id);
    const lines: string[] = [];
    const all = { follow: true, tty: false, timestamps: false, signal: new AbortController().signal };
    for await (const lot of port.logs(id, all)) lines.push(...lot.map(({ text }) => text));
    assert.deepEqual(lines, [
      'usage: helper pause | link ADDRESS PORT | relay ADDRESS PORT HOST PORT [TOKEN] | probe HOST PORT | cgroup STEP...',
    ]);
    assert.equal((await port.inspect(id))?.exitCode, 64);
    await port.remove(id);
  });
});
