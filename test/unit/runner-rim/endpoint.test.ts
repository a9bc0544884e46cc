import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { findCandidates, isMisconfiguration, type Machine } from '../../../client/runner/endpoint';

/** A machine with these files; paths are as on Linux. */
function machine(
  files: Readonly<Record<string, string>> = {},
  environment: Machine['environment'] = {},
  platform: NodeJS.Platform = 'linux',
): Machine {
  return { platform, home: '/home/ann', environment, read: (file) => files[file] };
}

const contextFolder = (kind: 'meta' | 'tls', name: string): string =>
  `/home/ann/.docker/contexts/${kind}/${createHash('sha256').update(name).digest('hex')}`;

const contextFiles = (name: string, docker: object): Record<string, string> => ({
  [`${contextFolder('meta', name)}/meta.json`]: JSON.stringify({ Name: name, Endpoints: { docker } }),
});

function endpoints(found: ReturnType<typeof findCandidates>): string[] {
  return isMisconfiguration(found) ? [found.problem] : found.map(({ endpoint, from }) => `${endpoint} (${from})`);
}

describe('finding the engine as the Docker CLI does', () => {
  test('by default the system socket, then those of rootless engines and desktop products', () => {
    assert.deepEqual(endpoints(findCandidates(machine({}, { XDG_RUNTIME_DIR: '/run/user/1000' }))), [
      'unix:///var/run/docker.sock (default socket)',
      'unix:///run/user/1000/docker.sock (rootless socket)',
      'unix:///home/ann/.docker/run/docker.sock (Docker Desktop)',
      'unix:///home/ann/.docker/desktop/docker.sock (Docker Desktop for Linux)',
      'unix:///home/ann/.orbstack/run/docker.sock (OrbStack)',
      'unix:///home/ann/.colima/default/docker.sock (Colima)',
      'unix:///home/ann/.rd/docker.sock (Rancher Desktop)',
    ]);
  });

  test('on Windows the pipe', () => {
    assert.deepEqual(endpoints(findCandidates(machine({}, {}, 'win32'))), [
      'npipe:////./pipe/docker_engine (default pipe)',
    ]);
  });

  const everything = {
    ...contextFiles('colima', { Host: 'unix:///colima.sock' }),
    ...contextFiles('other', { Host: 'ssh://ann@build' }),
    '/home/ann/.docker/config.json': '{"currentContext":"colima"}',
  };

  test('who is asked first: the setting, DOCKER_HOST, DOCKER_CONTEXT, the current context', () => {
    const environment = { DOCKER_HOST: 'tcp://a:1', DOCKER_CONTEXT: 'other' };
    const all = machine(everything, environment);
    assert.deepEqual(endpoints(findCandidates(all, 'unix:///mine')), ['unix:///mine (the setting or option)']);
    assert.deepEqual(endpoints(findCandidates(all)), ['tcp://a:1 (DOCKER_HOST)']);
    const withoutHost = machine(everything, { DOCKER_CONTEXT: 'other' });
    assert.deepEqual(endpoints(findCandidates(withoutHost)), ['ssh://ann@build (context other)']);
    assert.deepEqual(endpoints(findCandidates(machine(everything))), ['unix:///colima.sock (context colima)']);
  });

  test('the context called default is no context', () => {
    const found = findCandidates(machine(everything, { DOCKER_CONTEXT: 'default' }));
    assert.match(endpoints(found)[0] ?? '', /default socket/);
  });

  test('another configuration folder', () => {
    const files = { '/etc/docker-cli/config.json': '{"currentContext":"gone"}' };
    const found = findCandidates(machine(files, { DOCKER_CONFIG: '/etc/docker-cli' }));
    assert.deepEqual(endpoints(found), ['config.json chooses the Docker context "gone", which does not exist.']);
  });

  test('a broken configuration is as good as none', () => {
    const found = findCandidates(machine({ '/home/ann/.docker/config.json': '{"currentContext":' }));
    assert.match(endpoints(found)[0] ?? '', /default socket/);
  });

  for (const [host, endpoint] of [
    ['192.168.0.2:2375', 'tcp://192.168.0.2:2375'],
    ['http://build:2375', 'tcp://build:2375'],
    ['ssh://ann@build:2222', 'ssh://ann@build:2222'],
    ['npipe:////./pipe/other', 'npipe:////./pipe/other'],
  ])
    test(`DOCKER_HOST ${host} is ${endpoint}`, () => {
      assert.deepEqual(endpoints(findCandidates(machine({}, { DOCKER_HOST: host }))), [`${endpoint} (DOCKER_HOST)`]);
    });

  for (const host of ['/var/run/docker.sock', '~/docker.sock', 'C:\\docker'])
    test(`DOCKER_HOST ${host} is a path without the scheme it needs`, () => {
      const found = findCandidates(machine({}, { DOCKER_HOST: host }));
      assert.match(endpoints(found)[0] ?? '', /^DOCKER_HOST names ".*", which is not the address of an engine/);
    });

  for (const host of ['ftp://x', 'unix://', 'tcp://a b', 'tcp://', 'tcp://:2375', 'ssh://', 'build:port'])
    test(`DOCKER_HOST ${host} is no address`, () => {
      assert.match(
        endpoints(findCandidates(machine({}, { DOCKER_HOST: host })))[0] ?? '',
        /not the address of an engine/,
      );
    });

  test('certificates: of DOCKER_CERT_PATH, and of the context', () => {
    const files = {
      '/certs/ca.pem': 'CA',
      '/certs/key.pem': 'KEY',
      ...contextFiles('prod', { Host: 'tcp://prod:2376', SkipTLSVerify: true }),
      [`${contextFolder('tls', 'prod')}/docker/cert.pem`]: 'CERT',
    };
    const byHost = findCandidates(
      machine(files, { DOCKER_HOST: 'tcp://b:2376', DOCKER_CERT_PATH: '/certs', DOCKER_TLS_VERIFY: '1' }),
    );
    assert.deepEqual(byHost, [
      {
        endpoint: 'tcp://b:2376',
        from: 'DOCKER_HOST',
        tls: { ca: 'CA', cert: undefined, key: 'KEY', skipVerify: false },
      },
    ]);
    const byContext = findCandidates(machine(files, { DOCKER_CONTEXT: 'prod' }));
    assert.deepEqual(byContext, [
      {
        endpoint: 'tcp://prod:2376',
        from: 'context prod',
        tls: { ca: undefined, cert: 'CERT', key: undefined, skipVerify: true },
      },
    ]);
  });
});
