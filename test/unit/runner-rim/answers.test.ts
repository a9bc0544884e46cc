import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { containerFacts, listedContainer, type InspectAnswer } from '../../../client/runner/engine/containers';
import { engineError } from '../../../client/runner/engine/failures';
import { imageFacts } from '../../../client/runner/engine/images';
import { apiVersion } from '../../../client/runner/engine/info';
import { jsonLines } from '../../../client/runner/engine/json';
import { pullProgress, pullReference } from '../../../client/runner/engine/pulling';
import { sinceParameter } from '../../../client/runner/engine/stamps';
import { sshArguments } from '../../../client/runner/engine/sshAgent';
import { EngineError } from '../../../client/runner/errors';

describe('what a request fails with', () => {
  const cases: readonly (readonly [what: object, kind: string, message: string])[] = [
    [{ code: 'ENOENT', message: 'connect ENOENT /x' }, 'no-engine', 'connect ENOENT /x'],
    [{ code: 'ECONNREFUSED', message: 'refused' }, 'no-engine', 'refused'],
    [{ code: 'EACCES', message: 'connect EACCES /x' }, 'no-permission', 'connect EACCES /x'],
    [{ statusCode: 404, json: { message: 'No such container: x' } }, 'not-found', 'No such container: x'],
    [{ statusCode: 409, json: { message: 'Conflict.' } }, 'conflict', 'Conflict.'],
    [
      { statusCode: 500, json: { message: 'Bind for 0.0.0.0:80 failed: port is already allocated' } },
      'port-taken',
      'Bind for 0.0.0.0:80 failed: port is already allocated',
    ],
    [
      { statusCode: 500, json: { message: 'listen tcp4 0.0.0.0:80: bind: address already in use' } },
      'port-taken',
      'listen tcp4 0.0.0.0:80: bind: address already in use',
    ],
    [{ statusCode: 403, json: { message: 'Address already in use' } }, 'address-taken', 'Address already in use'],
    [
      { statusCode: 500, json: { message: 'write /x: no space left on device' } },
      'disk-full',
      'write /x: no space left on device',
    ],
    [
      { statusCode: 403, json: { message: 'Pool overlaps with other one on this address space' } },
      'overlap',
      'Pool overlaps with other one on this address space',
    ],
    [{ statusCode: 400, json: Buffer.from('plain words\n') }, 'refused', 'plain words'],
    [{ statusCode: 500, message: '(HTTP code 500) server error - what it says ' }, 'refused', 'what it says'],
    [{ message: '' }, 'refused', 'no reason given'],
  ];
  for (const [what, kind, message] of cases)
    test(`${message} is ${kind}`, () => {
      const error = engineError(what, { answered: false });
      assert.deepEqual([error.kind, error.message], [kind, message]);
    });

  test('an engine that has answered before is lost', () => {
    for (const code of ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'])
      assert.equal(engineError({ code, message: code }, { answered: true }).kind, 'lost');
  });

  test('an EngineError stays as it is', () => {
    const error = new EngineError('timeout', 'too long');
    assert.equal(engineError(error, { answered: true }), error);
  });
});

describe('what the engine says of things', () => {
  const answer: InspectAnswer = {
    Id: 'abc',
    Name: '/web',
    Created: '2026-03-04T10:11:12.131415161Z',
    State: {
      ...{ Status: 'running', OOMKilled: false, ExitCode: 0, Error: '' },
      ...{ StartedAt: '2026-03-04T10:11:13.5Z', FinishedAt: '0001-01-01T00:00:00Z' },
      Health: { Status: 'healthy', Log: [{ Output: 'first' }, { Output: 'last' }] },
    },
    Image: 'sha256:0f3c',
    Config: {
      ...{ Image: 'nginx', Labels: null, Tty: true },
      Env: ['PASSWORD=secret', 'ECS_AGENT_URI=http://169.254.170.2/api/x=1'],
    },
    HostConfig: { NetworkMode: 'bridge' },
    NetworkSettings: {
      Ports: {
        '80/tcp': [
          { HostIp: '0.0.0.0', HostPort: '8080' },
          { HostIp: '::', HostPort: '8080' },
        ],
        '53/udp': null,
      },
      Networks: {
        bridge: {
          ...{ IPAddress: '172.17.0.2', IPPrefixLen: 16, Gateway: '172.17.0.1', MacAddress: '02:42:ac:11:00:02' },
        },
        other: { IPAddress: '' },
        both: { IPAddress: '', GlobalIPv6Address: 'fd00::2', GlobalIPv6PrefixLen: 64, IPv6Gateway: 'fd00::1' },
      },
    },
  };

  test('a container: its zero times, its ports once, its last health output', () => {
    assert.deepEqual(containerFacts(answer), {
      ...{ id: 'abc', name: 'web', image: 'nginx', labels: {}, state: 'running' },
      createdAt: Date.parse('2026-03-04T10:11:12.131Z'),
      startedAt: Date.parse('2026-03-04T10:11:13.5Z'),
      finishedAt: undefined,
      ...{ exitCode: 0, oomKilled: false, error: '', health: 'healthy', healthOutput: 'last', tty: true },
      networkMode: 'bridge',
      ports: [{ containerPort: 80, protocol: 'tcp', hostIp: '0.0.0.0', hostPort: 8080 }],
      addresses: { bridge: '172.17.0.2' },
      detail: {
        imageId: 'sha256:0f3c',
        endpoints: { ECS_AGENT_URI: 'http://169.254.170.2/api/x=1' },
        mounts: [],
        networks: {
          bridge: { address: '172.17.0.2', prefixLength: 16, gateway: '172.17.0.1', mac: '02:42:ac:11:00:02' },
          other: { address: '', prefixLength: 0, gateway: '', mac: '' },
          both: {
            ...{ address: '', prefixLength: 0, gateway: '', mac: '' },
            ipv6: { address: 'fd00::2', prefixLength: 64, gateway: 'fd00::1' },
          },
        },
        healthCheck: { end: '', exitCode: 0 },
      },
    });
  });

  test('a container in a list: ports that are published, and only once', () => {
    const ports = [
      { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { PrivatePort: 443, Type: 'tcp' },
    ];
    assert.deepEqual(listedContainer({ Id: 'a', Names: ['/x'], State: 'running', Ports: ports }).ports, [
      { containerPort: 80, protocol: 'tcp', hostIp: '0.0.0.0', hostPort: 8080 },
    ]);
  });

  test('an image: a health check that is switched off is none', () => {
    const image = { Id: 'i', Os: 'linux', Architecture: 'arm64', Config: { Healthcheck: { Test: ['NONE'] } } };
    assert.deepEqual(imageFacts(image), {
      ...{ id: 'i', digests: [], platform: 'linux/arm64', exposed: [], environment: [], hasHealthCheck: false },
    });
  });

  for (const [ApiVersion, MinAPIVersion, agreed] of [
    ['1.41', '1.12', '1.41'],
    ['1.52', '1.44', '1.47'],
    ['1.60', '1.50', '1.50'],
  ] as const)
    test(`an engine that speaks ${MinAPIVersion} to ${ApiVersion} is spoken to in ${agreed}`, () => {
      assert.equal(apiVersion({ ApiVersion, MinAPIVersion }), agreed);
    });
});

describe('pulling', () => {
  test('a name without a tag is latest, or every tag would come', () => {
    assert.equal(pullReference('nginx'), 'nginx:latest');
    assert.equal(pullReference('localhost:5000/nginx'), 'localhost:5000/nginx:latest');
    assert.equal(pullReference('nginx:1.27'), 'nginx:1.27');
    assert.equal(pullReference('nginx@sha256:00'), 'nginx@sha256:00');
  });

  test('progress of a layer', () => {
    const message = { id: 'abc', status: 'Downloading', progressDetail: { current: 1, total: 2 } };
    assert.deepEqual(pullProgress(message), { layer: 'abc', status: 'Downloading', current: 1, total: 2 });
  });

  test('a failure inside an answer that began well', () => {
    const full = { errorDetail: { message: 'write /x: no space left on device' } };
    assert.throws(() => pullProgress(full), { name: 'EngineError', kind: 'disk-full' });
    assert.throws(() => pullProgress({ error: 'denied' }), { name: 'EngineError', kind: 'refused', message: 'denied' });
  });
});

test('JSON documents come in any pieces', async () => {
  const text = '{"a":"ö"}\n\n{"b":1}\n{"c":2}';
  const bytes = [...Buffer.from(text)].map((byte) => Buffer.from([byte]));
  const found: unknown[] = [];
  for await (const value of jsonLines(
    (async function* () {
      yield* bytes;
    })(),
  ))
    found.push(value);
  assert.deepEqual(found, [{ a: 'ö' }, { b: 1 }, { c: 2 }]);
});

test('a log time keeps its nanoseconds', () => {
  assert.equal(sinceParameter('2026-03-04T10:11:12.000000123Z'), '1772619072.000000123');
  assert.equal(sinceParameter('2026-03-04T10:11:12Z'), '1772619072.000000000');
  assert.equal(sinceParameter(1_772_619_072), '1772619072');
});

test('ssh is given an address and nothing that it could take for an option', () => {
  const fixed = ['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10', '-T'];
  const dial = ['docker', 'system', 'dial-stdio'];
  assert.deepEqual(sshArguments('ssh://ann@build:2222'), [...fixed, '-l', 'ann', '-p', '2222', '--', 'build', ...dial]);
  assert.deepEqual(sshArguments('ssh://build'), [...fixed, '--', 'build', ...dial]);
  assert.throws(() => sshArguments('ssh://-oProxyCommand=evil'));
});
