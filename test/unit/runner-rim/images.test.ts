import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { failureOf } from '../../../client/runner/drive/failure';
import { Images } from '../../../client/runner/drive/images';
import { EngineError } from '../../../client/runner/errors';
import { digestOf } from '../../../client/runner/imageDigest';
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

/** What the registry has said is what is pulled, and what the name stands for on the engine from then on. */
const byDigest = ['pull web@sha256:web:1', 'tagImage web@sha256:web:1 web:1'];

describe('how a run meets the registry', () => {
  test('prefer-cached asks nobody while there is an image', async () => {
    assert.deepEqual(await asked('prefer-cached', cached), []);
    assert.deepEqual(await asked('prefer-cached'), ['pull web:1']);
  });

  test('once is the same, after asking for the digest', async () => {
    assert.deepEqual(await asked('once', cached), []);
    assert.deepEqual(await asked('once'), ['resolveDigest web:1', ...byDigest]);
  });

  test('default pulls what is newer, and tries to when the registry does not say', async () => {
    assert.deepEqual(await asked('default', current), ['resolveDigest web:1']);
    assert.deepEqual(await asked('default', cached), ['resolveDigest web:1', ...byDigest]);
    const both = (engine: FakeEngine) => {
      cached(engine);
      offline(engine);
    };
    assert.deepEqual(await asked('default', both), ['resolveDigest web:1', 'resolveDigest web:1', 'pull web:1']);
  });

  test('always pulls', async () => {
    assert.deepEqual(await asked('always', current), ['resolveDigest web:1', ...byDigest]);
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

describe('what a name stands for', () => {
  const move = (engine: FakeEngine): void => engine.addImage('web:1', { id: 'sha256:moved' });

  async function resolving(behaviour: PullBehaviour, prepare: (engine: FakeEngine) => void, more: object = {}) {
    const engine = new FakeEngine();
    prepare(engine);
    const images = new Images(engine, behaviour);
    const one = { ...wanted, ...more };
    await images.manifest(one, pulling).catch(() => undefined);
    const early = images.digest(one);
    const failure = await images.ready(one, pulling).then(
      () => undefined,
      (error: unknown) => error,
    );
    return { engine, images, early, failure, late: images.digest(one) };
  }

  test('is found out before the layers where something is here or the registry is asked', async () => {
    for (const [behaviour, prepare] of [
      ['prefer-cached', cached],
      ['once', cached],
      ['once', () => undefined],
      ['default', current],
      ['default', () => undefined],
      ['always', () => undefined],
    ] as const) {
      const { early, late } = await resolving(behaviour, prepare);
      assert.equal(early, 'sha256:web:1', behaviour);
      assert.equal(late, early);
    }
  });

  test('holds, although the name is given to another image: containers are made by the id then', async () => {
    for (const behaviour of ['prefer-cached', 'once', 'default', 'always'] as const) {
      const { engine, images, late } = await resolving(behaviour, () => undefined);
      const id = engine.images.get('web:1')?.id;
      assert.equal(await images.nameFor(wanted), 'web:1');
      await images.manifest(wanted, pulling);
      await images.ready(wanted, pulling);
      move(engine);
      assert.equal(images.digest(wanted), late);
      assert.equal(await images.nameFor(wanted), id);
      engine.images.delete('web:1');
      assert.equal(await images.nameFor(wanted), id);
    }
  });

  test('is what the engine has when the registry does not answer, for each container with the reason', async () => {
    const { images, early, late, failure, engine } = await resolving('default', (unreachable) => {
      cached(unreachable);
      offline(unreachable);
      unreachable.faults.set('pull', () => new EngineError('refused', 'no such host'));
    });
    assert.deepEqual([early, late], [undefined, 'sha256:web:1']);
    assert.match(String(failure), /no such host/);
    move(engine);
    await assert.rejects(images.ready(wanted, pulling), /no such host/);
    assert.equal(await images.nameFor(wanted), 'sha256:web:1');
  });

  test('is known to whoever takes the task over, by digest or id', async () => {
    const engine = new FakeEngine();
    engine.addImage('web@sha256:digest', { id: 'sha256:pulled' });
    engine.addImage('sha256:built', { id: 'sha256:built' });
    move(engine);
    for (const [digest, id] of [
      ['sha256:digest', 'sha256:pulled'],
      ['sha256:built', 'sha256:built'],
    ] as const) {
      const images = new Images(engine, 'prefer-cached');
      images.recall(wanted, digest);
      await images.manifest(wanted, pulling);
      await images.ready(wanted, pulling);
      assert.deepEqual([images.digest(wanted), await images.nameFor(wanted)], [digest, id]);
    }
    assert.ok(!engine.calls.some((call) => call.startsWith('pull')));
    const images = new Images(engine, 'prefer-cached');
    images.recall(wanted, 'sha256:gone');
    await images.ready(wanted, pulling);
    assert.ok(engine.calls.includes('pull web@sha256:gone'));
  });

  test('is told as the digest in its own repository, else in another one, else as the id', () => {
    const digests = ['other@sha256:1', 'host:5000/shop/web@sha256:2'];
    assert.equal(digestOf('host:5000/shop/web:1', { id: 'sha256:id', digests }), 'sha256:2');
    assert.equal(digestOf('mine:1', { id: 'sha256:id', digests }), 'sha256:1');
    assert.equal(digestOf('mine:1', { id: 'sha256:id', digests: [] }), 'sha256:id');
  });

  test('is looked up each time where versionConsistency is disabled', async () => {
    const floating = { versionConsistency: 'disabled' } as const;
    const { engine, images, late } = await resolving('prefer-cached', cached, floating);
    assert.equal(late, undefined);
    move(engine);
    assert.equal(await images.nameFor({ ...wanted, ...floating }), 'web:1');
    const { engine: other, images: again } = await resolving('always', cached, floating);
    await again.ready({ ...wanted, ...floating }, pulling);
    assert.deepEqual(
      other.calls.filter((call) => !call.startsWith('inspectImage')),
      ['pull web:1', 'pull web:1'],
    );
  });
});
