import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ContainerDefinition } from '../../../../server/index';
import { codes, container, hostConfig, one, planned, specOf, task } from '../planned';

/** What ECS has done since June 2025 for every driver, where the definition does not say otherwise. */
const unblocking = { mode: 'non-blocking', 'max-buffer-size': '10m' };

describe('logging (runner.md §1.10)', () => {
  const logs = (logConfiguration: ContainerDefinition['logConfiguration'], engine = {}) => {
    const plan = planned(one(logConfiguration ? { logConfiguration } : {}), {}, { engine });
    return { config: hostConfig(plan).LogConfig, notices: plan.notices.slice(1).map(({ text }) => text) };
  };

  test('C8: drivers of the engine are passed on, and hold nothing up unless the definition says so', () => {
    const options = { 'max-size': '1m', 'max-file': '2' };
    assert.deepEqual(logs({ logDriver: 'json-file', options }), {
      config: { Type: 'json-file', Config: { ...options, ...unblocking } },
      notices: [],
    });
    const fluentd = { logDriver: 'fluentd', options: { tag: '{{.Name}}' } };
    assert.deepEqual(logs(fluentd).config, { Type: 'fluentd', Config: { tag: '{{.Name}}', ...unblocking } });
    const blocking = { logDriver: 'gelf', options: { mode: 'blocking' } };
    assert.deepEqual(logs(blocking).config, { Type: 'gelf', Config: { mode: 'blocking' } });
    const sized = { logDriver: 'syslog', options: { 'max-buffer-size': '25m' } };
    assert.deepEqual(logs(sized).config, {
      Type: 'syslog',
      Config: { mode: 'non-blocking', 'max-buffer-size': '25m' },
    });
    assert.deepEqual(logs({ logDriver: 'none' }).config, { Type: 'none', Config: {} });
  });

  test('json-file keeps as much as it does on an instance, where nobody says how much', () => {
    assert.deepEqual(logs(undefined), { config: { Type: 'json-file', Config: {} }, notices: [] });
    const file = { logDriver: 'json-file', options: { 'max-size': '1m' } } as const;
    assert.deepEqual(logs(file), {
      config: { Type: 'json-file', Config: { 'max-size': '1m', ...unblocking } },
      notices: [],
    });
    const fargate = planned(one({}), { target: 'FARGATE' });
    assert.deepEqual(hostConfig(fargate).LogConfig, {
      Type: 'json-file',
      Config: { 'max-size': '100m', 'max-file': '2' },
    });
    assert.match(
      fargate.notices.map(({ text }) => text).join('\n'),
      /kept here, the last 200 MB of it; Fargate keeps none/,
    );
  });

  test('awslogs becomes a file; the stream it would have had is told', () => {
    const kept = { 'max-size': '100m', 'max-file': '2', compress: 'false' };
    const { config, notices } = logs({
      logDriver: 'awslogs',
      options: { 'awslogs-group': '/ecs/shop', 'awslogs-stream-prefix': 'web', 'awslogs-region': 'x' },
    });
    assert.deepEqual(config, {
      Type: 'local',
      Config: { ...kept, ...unblocking },
    });
    assert.match(notices[0]!, /the last 200 MB .*\/ecs\/shop.*web\/a\/0123456789abcdef0123456789abcdef/);
    const blocking = logs({ logDriver: 'awslogs', options: { mode: 'blocking' } }).config;
    assert.deepEqual(blocking, { Type: 'local', Config: { ...kept, mode: 'blocking' } });
  });

  test('a file of JSON, where the engine has no other', () => {
    const { config } = logs({ logDriver: 'awslogs', options: { mode: 'blocking' } }, { logDrivers: ['k8s-file'] });
    assert.deepEqual(config, {
      Type: 'json-file',
      Config: { 'max-size': '100m', 'max-file': '2', mode: 'blocking' },
    });
  });

  test('what the engine does not have is replaced, and said', () => {
    const replaced = (logDriver: string, engine = {}) => {
      const { config, notices } = logs({ logDriver }, engine);
      return [(config as { Type: string }).Type, notices.length];
    };
    for (const logDriver of ['awsfirelens', 'splunk', 'sumologic']) assert.deepEqual(replaced(logDriver), ['local', 1]);
    for (const logDriver of ['journald', 'syslog'])
      assert.deepEqual(replaced(logDriver, { inVirtualMachine: true }), ['local', 1], logDriver);
    assert.deepEqual(replaced('gelf', { logDrivers: ['journald', 'k8s-file'] }), ['json-file', 1]);
    const elsewhere = { logDriver: 'syslog', options: { 'syslog-address': 'udp://10.0.0.9:514' } };
    assert.deepEqual(logs(elsewhere, { inVirtualMachine: true }).notices, []);
    for (const known of [['none'], []]) assert.deepEqual(replaced('none', { logDrivers: known }), ['none', 1]);
  });

  test('another driver for this machine is named in ecs.local.json', () => {
    const given = { logConfiguration: { logDriver: 'json-file', options: { 'max-size': '1m' } } };
    const overrides = { from: 'ecs.local.json', containers: { a: given } };
    const secretOptions = [{ name: 'syslog-tls-key', valueFrom: '/key' }];
    const plan = planned(one({ logConfiguration: { logDriver: 'syslog', secretOptions } }), { overrides });
    const Config = { 'max-size': '1m', ...unblocking };
    assert.deepEqual(hostConfig(plan).LogConfig, { Type: 'json-file', Config });
    assert.deepEqual(codes(plan.refusals), []);
    assert.match(plan.notices.map(({ text }) => text).join('\n'), /ecs\.local\.json .* change a: logConfiguration\./);
  });

  test('what cannot be shown is said: nothing is kept, or by an engine that is too old', () => {
    const said = (logDriver: string, apiVersion: string) =>
      codes(planned(one({ logConfiguration: { logDriver } }), {}, { engine: { apiVersion } }).notices).slice(1);
    const at = '/containerDefinitions/0/logConfiguration/logDriver';
    assert.deepEqual(said('none', '1.41'), [`log-none ${at}`]);
    assert.deepEqual(said('syslog', '1.40'), [`log-unreadable ${at}`]);
    assert.deepEqual([said('syslog', '1.41'), said('journald', '1.40')], [[], []]);
  });

  test('secret options are those AWS gave; the driver runs without the others', () => {
    const secretOptions = [
      { name: 'gelf-token', valueFrom: '/token' },
      { name: 'gelf-other', valueFrom: '/other' },
    ];
    const aws = new Map([['/token', 'hunter2']]);
    const plan = planned(
      one({ logConfiguration: { logDriver: 'gelf', options: { 'gelf-address': 'udp://x:1' }, secretOptions } }),
      {},
      { around: { given: { secrets: new Map(), environmentFiles: new Map(), aws } } },
    );
    assert.deepEqual(hostConfig(plan).LogConfig, {
      Type: 'gelf',
      Config: { 'gelf-address': 'udp://x:1', 'gelf-token': 'hunter2', ...unblocking },
    });
    assert.deepEqual(codes(plan.notices).slice(1), [
      'log-secrets /containerDefinitions/0/logConfiguration/secretOptions/1',
    ]);
    assert.ok(!JSON.stringify(plan.notices).includes('hunter2'));
  });

  test('an application waits for its log router', () => {
    const plan = planned(
      task([
        container('a', { logConfiguration: { logDriver: 'awsfirelens' } }),
        container('router', { firelensConfiguration: { type: 'fluentbit' } }),
      ]),
    );
    assert.deepEqual(specOf(plan).facts.dependsOn, [{ container: 'router', condition: 'START' }]);
  });
});
