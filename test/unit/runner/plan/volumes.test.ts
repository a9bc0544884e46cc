import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { label } from '../../../../client/runner/labels';
import { codes, container, hostConfig, one, planned, specOf, task } from '../planned';

describe('volumes and mounts (runner.md §1.8)', () => {
  const mounts = (...names: string[]) =>
    container('a', { mountPoints: names.map((sourceVolume) => ({ sourceVolume, containerPath: `/${sourceVolume}` })) });

  test('V3, V4, V5: of the task, shared, and to be there already', () => {
    const shared = (autoprovision: boolean) => ({ scope: 'shared' as const, autoprovision });
    const plan = planned(
      task([mounts('mine', 'ours', 'theirs')], {
        volumes: [
          { name: 'mine', dockerVolumeConfiguration: { scope: 'task' } },
          { name: 'ours', dockerVolumeConfiguration: shared(true) },
          { name: 'theirs', dockerVolumeConfiguration: shared(false) },
        ],
      }),
    );
    const [mine, ours, theirs] = plan.volumes;
    assert.match(mine!.dockerName, /^ecs-demo-1-mine-[0-9a-f]{20}$/);
    assert.equal(mine!.labels[label.task], plan.taskId);
    assert.deepEqual(
      [ours!.dockerName, ours!.scope, ours!.mustExist, ours!.labels[label.task]],
      ['ours', 'shared', false, undefined],
    );
    assert.deepEqual([theirs!.dockerName, theirs!.mustExist], ['theirs', true]);
    assert.deepEqual(hostConfig(plan).Binds, [`${mine!.dockerName}:/mine`, 'ours:/ours', 'theirs:/theirs']);
  });

  const bind = (sourcePath: string) => task([mounts('src')], { volumes: [{ name: 'src', host: { sourcePath } }] });
  const inside = { workspace: '/home/me/shop' };

  test('a path of this machine: home, links followed, outside the workspace only after agreement', () => {
    const realPath = (file: string) => (file === '/home/me/shop/link' ? '/etc' : file);
    const plan = (sourcePath: string, allow: readonly 'mounts'[] = []) =>
      planned(bind(sourcePath), { ...inside, allow }, { around: { realPath } });
    assert.deepEqual(plan('~/shop/site').demands, []);
    assert.deepEqual(hostConfig(plan('~/shop/site')).Binds, ['/home/me/shop/site:/src']);
    assert.deepEqual(plan('/home/me/shop').demands, []);
    assert.deepEqual(
      plan('/home/me/shopping').demands.map(({ kind }) => kind),
      ['mounts'],
    );
    const [demand] = plan('/home/me/shop/link').demands;
    assert.match(demand?.text ?? '', /\/etc/);
    assert.deepEqual(hostConfig(plan('/home/me/shop/link')).Binds, ['/etc:/src']);
    assert.deepEqual(plan('/home/me/shop/../../you').demands.length, 1);
    assert.deepEqual(plan('/etc', ['mounts']).demands, []);
    assert.equal(planned(bind('/home/me/shop')).demands.length, 1, 'without a workspace everything is outside');
  });

  test('a path that is not there is not left to the engine to make', () => {
    const plan = planned(bind('/home/me/shop/none'), inside, { around: { realPath: () => undefined } });
    assert.deepEqual(codes(plan.refusals), ['bind-source-missing /volumes/0/host/sourcePath']);
    assert.equal(hostConfig(plan).Binds, undefined);
    assert.equal(planned(bind('data'), inside).refusals[0]?.code, 'bind-source-relative');
  });

  test('a path with a colon, which Docker takes for what separates paths, is refused', () => {
    assert.deepEqual(codes(planned(bind('/home/me/shop/a:b'), inside).refusals), [
      'bind-source-colon /volumes/0/host/sourcePath',
    ]);
    assert.deepEqual(planned(bind('C:\\shop'), inside).refusals, []);
    const followed = planned(bind('/home/me/shop/a'), inside, { around: { realPath: () => '/home/me/shop/a:b' } });
    assert.match(followed.refusals[0]?.text ?? '', /\/a:b/);
  });

  test('a volume that mounts a path by other means asks too', () => {
    const volume = (driverOpts: Record<string, string>, driver?: string) =>
      planned(
        task([mounts('v')], {
          volumes: [{ name: 'v', dockerVolumeConfiguration: { driverOpts, ...(driver && { driver }) } }],
        }),
        inside,
      ).demands.length;
    assert.equal(volume({ type: 'none', o: 'bind', device: '/etc' }), 1);
    assert.equal(volume({ type: 'tmpfs', o: 'bind', device: 'etc' }), 1);
    assert.equal(volume({ type: 'overlay', o: 'lowerdir=/etc', device: 'overlay' }), 1);
    assert.equal(volume({ type: 'tmpfs', device: 'tmpfs', o: 'size=100m' }), 0);
    assert.equal(volume({ type: 'nfs', o: 'addr=10.0.0.1', device: ':/' }), 0);
    assert.equal(volume({ device: '/etc' }, 'rexray/ebs'), 0);
  });

  test('V6: a file system of AWS is one local volume in a workspace, for each part of it that is named', () => {
    const standIn = (efs: object, options = inside) => {
      const volumes = [{ name: 'v', efsVolumeConfiguration: { fileSystemId: 'fs-1', ...efs } }];
      const plan = planned(task([mounts('v')], { volumes }), options);
      const [volume] = plan.volumes;
      assert.deepEqual([volume?.scope, volume?.labels[label.task], volume?.mustExist], ['shared', undefined, false]);
      assert.match(plan.notices.find(({ code }) => code === 'efs-stand-in')?.text ?? '', /fs-1.*stays/);
      return volume!.dockerName;
    };
    assert.match(standIn({}), /^taskdef-fs-1-[0-9a-f]{12}$/);
    assert.equal(standIn({}), standIn({ rootDirectory: '/' }));
    const others = [
      standIn({}),
      standIn({ rootDirectory: '/data' }),
      standIn({ authorizationConfig: { accessPointId: 'fsap-1' } }),
      standIn({}, { workspace: '/elsewhere' }),
    ];
    assert.equal(new Set(others).size, 4);
  });

  test('a name cannot smuggle a path in', () => {
    const plan = planned(
      task([container('a', { mountPoints: [{ sourceVolume: '/etc', containerPath: '/x' }] })], {
        volumes: [{ name: '/etc', dockerVolumeConfiguration: { scope: 'shared', autoprovision: true } }],
      }),
    );
    assert.deepEqual([plan.refusals[0]?.code, hostConfig(plan).Binds], ['volume-name', undefined]);
  });

  test('unknown and doubled mounts', () => {
    assert.deepEqual(codes(planned(task([mounts('nope')])).refusals), [
      'volume-unknown /containerDefinitions/0/mountPoints/0/sourceVolume',
    ]);
    const twice = container('a', {
      mountPoints: [
        { sourceVolume: 'v', containerPath: '/x' },
        { sourceVolume: 'v', containerPath: '/x' },
      ],
    });
    assert.equal(planned(task([twice], { volumes: [{ name: 'v' }] })).refusals[0]?.code, 'mount-duplicate');
  });

  test('a drive of Windows is no place in a Linux container; the engine would take its colon for the end of the path', () => {
    const onDrive = { mountPoints: [{ sourceVolume: 'v', containerPath: 'C:/data' }] };
    const refusals = (os: 'linux' | 'windows') =>
      codes(planned(one(onDrive, { volumes: [{ name: 'v' }] }), {}, { engine: { os } }).refusals);
    assert.deepEqual(refusals('linux'), ['mount-path-colon /containerDefinitions/0/mountPoints/0/containerPath']);
    assert.ok(!refusals('windows').some((refusal) => refusal.startsWith('mount-path-colon')));
  });

  test('V2: the volumes of another container', () => {
    const plan = planned(
      task([container('a', { volumesFrom: [{ sourceContainer: 'b', readOnly: true }] }), container('b')]),
    );
    assert.deepEqual(hostConfig(plan).VolumesFrom, [`${specOf(plan, 'b').dockerName}:ro`]);
    assert.deepEqual(specOf(plan).facts.dependsOn, [{ container: 'b', condition: 'CREATED' }]);
  });
});
