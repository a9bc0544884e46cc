import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setAsideDamagedNetworks } from '../../scripts/lib/damagedNetworks.mjs';

/** What Docker 20.10 writes when a network in its list has no address pool. */
const damaged = `level=info msg="Loading containers: start."
panic: runtime error: index out of range [0] with length 0

goroutine 1 [running]:
github.com/docker/libnetwork.(*controller).reservePools(0x55deade89e70?)
`;

describe('an engine that does not start', () => {
  let root;
  const list = () => path.join(root, 'network', 'files', 'local-kv.db');

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'taskdef-engine-'));
    mkdirSync(path.dirname(list()), { recursive: true });
    writeFileSync(list(), 'networks');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test('over a damaged list of networks has it moved aside, and nothing left on those networks', () => {
    const namespace = path.join(root, 'run', 'netns', '0123');
    mkdirSync(path.dirname(namespace), { recursive: true });
    writeFileSync(namespace, '');
    const now = setAsideDamagedNetworks(damaged, root, path.join(root, 'run'));
    assert.equal(existsSync(namespace), false);
    assert.equal(existsSync(list()), false);
    assert.equal(readFileSync(now, 'utf8'), 'networks');
  });

  test('over something else keeps its list', () => {
    for (const log of ['', 'panic: runtime error\nmain.main()', 'msg="libnetwork.(*controller).reservePools"'])
      assert.equal(setAsideDamagedNetworks(log, root, root), undefined);
    assert.equal(existsSync(list()), true);
  });

  test('without a list has nothing moved', () => {
    rmSync(list());
    assert.equal(setAsideDamagedNetworks(damaged, root, root), undefined);
  });
});
