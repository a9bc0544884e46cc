import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { Machine } from '../../../client/runner/endpoint';
import { loginFor, type AskHelper } from '../../../client/runner/engine/credentials';
import { temporaryFolder } from '../../support/temporaryFolder';

const hub = 'https://index.docker.io/v1/';
const encoded = (login: string): string => Buffer.from(login).toString('base64');

function machine(config: object | string | undefined, environment: Machine['environment'] = {}): Machine {
  const text = typeof config === 'object' ? JSON.stringify(config) : config;
  const file = path.join(environment.DOCKER_CONFIG ?? path.join('/home/ann', '.docker'), 'config.json');
  return { platform: 'linux', home: '/home/ann', environment, read: (name) => (name === file ? text : undefined) };
}

/** Answers like `docker-credential-NAME get`, and notes what it was asked. */
function helper(answers: Readonly<Record<string, object>>): AskHelper & { readonly asked: string[] } {
  const asked: string[] = [];
  const ask: AskHelper = async (name, server) => {
    asked.push(`${name} ${server}`);
    return answers[server] && JSON.stringify(answers[server]);
  };
  return Object.assign(ask, { asked });
}

describe('the login of a registry, as `docker login` has stored it', () => {
  test('stands in config.json under the registry of the image, with or without https', async () => {
    const here = machine({
      auths: {
        'registry.example:5000': { auth: encoded('ann:a:b') },
        'https://other.example': { auth: encoded('bob:c') },
        [hub]: { auth: encoded('hub:d') },
      },
    });
    const login = async (image: string) => loginFor(image, here);
    assert.deepEqual(await login('registry.example:5000/shop/web:1'), {
      ...{ username: 'ann', password: 'a:b', serveraddress: 'registry.example:5000' },
    });
    assert.equal((await login('other.example/web'))?.username, 'bob');
    assert.deepEqual(await login('nginx'), { username: 'hub', password: 'd', serveraddress: hub });
    assert.deepEqual(await login('docker.io/library/nginx'), await login('nginx'));
    assert.equal(await login('third.example/web'), undefined);
  });

  test('DOCKER_CONFIG moves the file', async () => {
    const here = machine({ auths: { 'r.example': { auth: encoded('ann:x') } } }, { DOCKER_CONFIG: '/etc/docker-cli' });
    assert.equal((await loginFor('r.example/web', here))?.username, 'ann');
  });

  test('may be a token instead of a password', async () => {
    const here = machine({ auths: { 'r.example': { auth: '', identitytoken: 'token' } } });
    assert.deepEqual(await loginFor('r.example/web', here), { identitytoken: 'token', serveraddress: 'r.example' });
  });

  test('comes from a credential helper: that of the registry before the one for all', async () => {
    const here = machine({
      credsStore: 'desktop',
      credHelpers: { 'r.example': 'ecr-login' },
      auths: { 'r.example': {} },
    });
    const ask = helper({
      'r.example': { ServerURL: 'r.example', Username: '<token>', Secret: 's' },
      [hub]: { Username: 'ann', Secret: 'x' },
    });
    assert.deepEqual(await loginFor('r.example/web', here, ask), { identitytoken: 's', serveraddress: 'r.example' });
    assert.deepEqual(await loginFor('web', here, ask), { username: 'ann', password: 'x', serveraddress: hub });
    assert.equal(await loginFor('third.example/web', here, ask), undefined);
    assert.deepEqual(ask.asked, ['ecr-login r.example', `desktop ${hub}`, 'desktop third.example']);
  });

  for (const config of [undefined, '', '{', 'null', '[]', '{"auths":null}', '{"auths":{"r.example":{"auth":"%%"}}}'])
    test(`is none, and no failure, with config.json ${String(config)}`, async () => {
      assert.equal(await loginFor('r.example/web', machine(config)), undefined);
    });
});

describe('a credential helper that is a program', () => {
  const folder = temporaryFolder('login');
  const install = (name: string, script: string) => {
    const file = path.join(folder, `docker-credential-${name}`);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  };
  const login = async (name: string) => {
    const before = process.env.PATH;
    process.env.PATH = `${folder}${path.delimiter}${before}`;
    try {
      return await loginFor('r.example/web', machine({ credsStore: name }));
    } finally {
      process.env.PATH = before;
    }
  };

  test('is told the server on its standard input', async () => {
    install('good', 'read server; echo "{\\"Username\\":\\"ann\\",\\"Secret\\":\\"$1 $server\\"}"');
    assert.deepEqual(await login('good'), { username: 'ann', password: 'get r.example', serveraddress: 'r.example' });
  });

  test('that fails, says nonsense or is not there means an anonymous pull', async () => {
    install('failing', 'echo "{\\"Username\\":\\"ann\\",\\"Secret\\":\\"x\\"}"; exit 1');
    install('odd', 'echo hello');
    for (const name of ['failing', 'odd', 'absent', '../escape; true']) assert.equal(await login(name), undefined);
  });
});
