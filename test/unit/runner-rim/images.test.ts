import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { failureOf } from '../../../client/runner/drive/failure';
import { Images } from '../../../client/runner/drive/images';
import { EngineError } from '../../../client/runner/errors';
import type { PullBehaviour } from '../../../client/runner/state';
import { FakeEngine } from '../../support/fakeEngine';

const wanted = { image: 'web:1', platform: undefined };
const pulling = { signal: new AbortController().signal, progress: () => undefined };

async function asked(
  behaviour: PullBehaviour,
  prepare: (engine: FakeEngine) => void = () => undefined,
): Promise<string[]> {
  const engine = new FakeEngine();
  prepare(engine);
  const images = new Images(engine, behaviour);
  await images.manifest(wanted, pulling).catch(() => undefined);
  await images.ready(wanted, pulling);
  return engine.calls.filter((call) => !call.startsWith('inspectImage'));
}

const cached = (engine: FakeEngine): void => engine.addImage('web:1');
const current = (engine: FakeEngine): void => engine.addImage('web:1', { digests: ['web@sha256:web:1'] });
const offline = (engine: FakeEngine): void => {
  engine.faults.set('resolveDigest', () => new EngineError('refused', 'no such host'));
};

describe('how a run meets the registry', () => {
  test('prefer-cached asks nobody while there is an image', async () => {
    assert.deepEqual(await asked('prefer-cached', cached), []);
    assert.deepEqual(await asked('prefer-cached'), ['pull web:1']);
  });

  test('once is the same, after asking for the digest', async () => {
    assert.deepEqual(await asked('once', cached), []);
    assert.deepEqual(await asked('once'), ['resolveDigest web:1', 'pull web:1']);
  });

  test('default pulls what is newer, and tries to when the registry does not say', async () => {
    assert.deepEqual(await asked('default', current), ['resolveDigest web:1']);
    assert.deepEqual(await asked('default', cached), ['resolveDigest web:1', 'pull web:1']);
    const both = (engine: FakeEngine) => {
      cached(engine);
      offline(engine);
    };
    assert.deepEqual(await asked('default', both), ['resolveDigest web:1', 'resolveDigest web:1', 'pull web:1']);
  });

  test('always pulls', async () => {
    assert.deepEqual(await asked('always', current), ['resolveDigest web:1', 'pull web:1']);
  });

  test('an image for another platform is not the one', async () => {
    const engine = new FakeEngine();
    engine.addImage('web:1', { platform: 'linux/amd64' });
    const images = new Images(engine, 'prefer-cached');
    assert.equal(await images.cached({ image: 'web:1', platform: 'linux/arm64' }), undefined);
    assert.notEqual(await images.cached({ image: 'web:1', platform: 'linux/amd64' }), undefined);
  });

  test('an image that is here for another platform only is told of when none can be pulled', async () => {
    const engine = new FakeEngine();
    engine.addImage('web:1', { platform: 'linux/amd64' });
    engine.faults.set('pull', () => new EngineError('not-found', 'pull access denied', 404));
    const refusal = async (image: string, platform: string | undefined): Promise<string> => {
      const ready = new Images(engine, 'prefer-cached').ready({ image, platform }, pulling);
      return ready.then(
        () => '',
        (error: unknown) => failureOf('pull', error, 'FARGATE').error.message,
      );
    };
    assert.equal(
      await refusal('web:1', 'linux/arm64'),
      'pull access denied; web:1 is here for linux/amd64, and the task asks for linux/arm64 ' +
        '— build it with "--platform linux/arm64", or change "runtimePlatform"',
    );
    assert.doesNotMatch(await refusal('other:1', 'linux/arm64'), /is here for/);
    assert.equal(await refusal('other:1', undefined), await refusal('other:1', 'linux/arm64'));
  });

  test('two containers of one image cause one pull, and a refusal is asked for once', async () => {
    const engine = new FakeEngine();
    const images = new Images(engine, 'prefer-cached');
    await Promise.all([images.ready(wanted, pulling), images.ready(wanted, pulling)]);
    assert.equal(engine.calls.filter((call) => call === 'pull web:1').length, 1);
    engine.faults.set('pull', () => new EngineError('refused', 'denied'));
    const other = { image: 'other:1', platform: undefined };
    await assert.rejects(images.ready(other, pulling), /denied/);
    await assert.rejects(images.ready(other, pulling), /denied/);
    assert.equal(engine.calls.filter((call) => call === 'pull other:1').length, 1);
  });

  test('after a pull the image is looked at anew', async () => {
    const engine = new FakeEngine();
    const images = new Images(engine, 'prefer-cached');
    assert.equal(await images.cached(wanted), undefined);
    await images.prefetch(wanted, pulling);
    assert.notEqual(await images.cached(wanted), undefined);
  });
});
