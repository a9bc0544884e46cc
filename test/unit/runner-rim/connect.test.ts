import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connect } from '../../../client/runner/connect';
import type { Candidate, Machine } from '../../../client/runner/endpoint';
import type { EnginePort } from '../../../client/runner/enginePort';
import { EngineError, RunnerError } from '../../../client/runner/errors';
import { FakeEngine } from '../../support/fakeEngine';

const machine = (environment: Machine['environment'] = {}): Machine => ({
  platform: 'linux',
  home: '/home/ann',
  environment,
  read: () => undefined,
});

/** Engines by endpoint: one that answers, or the reason why none does. */
function opening(answers: Readonly<Record<string, FakeEngine | EngineError>>, closed: string[] = []) {
  return ({ endpoint }: Candidate): EnginePort => {
    const answer = answers[endpoint] ?? new EngineError('no-engine', `connect ENOENT ${endpoint}`);
    const engine = answer instanceof FakeEngine ? answer : new FakeEngine();
    if (answer instanceof EngineError) engine.faults.set('info', () => answer);
    engine.close = () => void closed.push(endpoint);
    return engine;
  };
}

async function refusal(work: Promise<unknown>): Promise<RunnerError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof RunnerError ? error : assert.fail(`not refused: ${String(error)}`);
}

describe('connecting', () => {
  test('the first engine that answers, and the others are let go', async () => {
    const closed: string[] = [];
    const found = await connect(opening({ 'unix:///home/ann/.docker/run/docker.sock': new FakeEngine() }, closed), {
      machine: machine(),
    });
    assert.equal(found.candidate.from, 'Docker Desktop');
    assert.deepEqual(closed, ['unix:///var/run/docker.sock']);
  });

  test('no engine at all: everything that was tried is named', async () => {
    const { code, message, next } = await refusal(connect(opening({}), { machine: machine() }));
    assert.equal(code, 'no-engine');
    assert.match(message, /docker\.sock \(default socket\): there is nothing; .*\(Rancher Desktop\): there is nothing/);
    assert.match(next, /Start Docker, or install it/);
  });

  test('an engine that somebody has chosen is the only one that is tried', async () => {
    const dead = new EngineError('no-engine', 'connect ECONNREFUSED 127.0.0.1:2375');
    const { message, next } = await refusal(
      connect(opening({ 'tcp://127.0.0.1:2375': dead }), { machine: machine({ DOCKER_HOST: '127.0.0.1:2375' }) }),
    );
    assert.equal(message, 'No Docker engine answers. Tried tcp://127.0.0.1:2375 (DOCKER_HOST): nobody listens.');
    assert.match(next, /than DOCKER_HOST does/);
  });

  test('a DOCKER_HOST that is no address, or names a machine nobody knows: what is wrong, and what it takes', async () => {
    const unknown = new EngineError('no-engine', 'getaddrinfo ENOTFOUND nonsense');
    const told = await refusal(
      connect(opening({ 'tcp://nonsense': unknown }), { machine: machine({ DOCKER_HOST: 'nonsense' }) }),
    );
    assert.deepEqual(
      [told.message, told.next],
      [
        'No Docker engine answers. Tried tcp://nonsense (DOCKER_HOST): no machine is found by the name "nonsense".',
        'Look whether the name is right and the network is there; DOCKER_HOST takes unix:///path, tcp://host:port, ssh://user@host or npipe:////./pipe/name.',
      ],
    );
    const path = await refusal(connect(opening({}), { machine: machine({ DOCKER_HOST: '/run/docker.sock' }) }));
    assert.deepEqual(
      [path.message, path.next],
      [
        'DOCKER_HOST names "/run/docker.sock", which is not the address of an engine.',
        'Write it as unix:///path, tcp://host:port, ssh://user@host or npipe:////./pipe/name.',
      ],
    );
  });

  test('no permission is told before anything else', async () => {
    const forbidden = new EngineError('no-permission', 'connect EACCES /var/run/docker.sock');
    const { code, next } = await refusal(
      connect(opening({ 'unix:///var/run/docker.sock': forbidden }), { machine: machine() }),
    );
    assert.equal(code, 'no-permission');
    assert.match(next, /group "docker"/);
  });

  test('a context that is not there is not searched around', async () => {
    const { code, message } = await refusal(connect(opening({}), { machine: machine({ DOCKER_CONTEXT: 'gone' }) }));
    assert.equal(code, 'no-engine');
    assert.match(message, /DOCKER_CONTEXT chooses the Docker context "gone", which does not exist/);
  });
});
