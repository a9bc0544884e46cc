import { cases } from './cases';
import { ec2, external, inContainer, linux, onFargate, windows } from './frames';

const mounts = '"mountPoints":[{"sourceVolume":"v","containerPath":"/v"}]';
const efs = (members: string, task = ''): string =>
  inContainer(
    mounts,
    `${task}"volumes":[{"name":"v","efsVolumeConfiguration":{"fileSystemId":"fs-12345678",${members}}}]`,
  );
const tls = '"transitEncryption":"ENABLED"';
const point = '"authorizationConfig":{"accessPointId":"fsap-0123456789abcdef0"}';
const mount = (path: string, task = '"volumes":[{"name":"v"}]'): string =>
  inContainer(`"mountPoints":[{"sourceVolume":"v","containerPath":${path}}]`, task);
const bind = (path: string, task = ''): string =>
  inContainer(mounts, `${task}"volumes":[{"name":"v","host":{"sourcePath":${path}}}]`);

cases('EFS', [
  [efs(`${tls},"rootDirectory":"/","transitEncryptionPort":1,${point}`)],
  [efs(`${tls},"transitEncryptionPort":65535,"rootDirectory":"/a"`)],
  [efs(`${tls},"transitEncryptionPort":«0»`), 'error efs-port-range'],
  [efs(`${tls},"transitEncryptionPort":«65536»`), 'error efs-port-range'],
  [efs(`${tls},"rootDirectory":«"a"»`), 'warning efs-root-relative'],
  [efs(`${tls},"rootDirectory":«"/a"»,${point}`), 'error efs-access-point-root-directory'],
  [efs(`${tls},"authorizationConfig":{"iam":«"ENABLED"»}`), 'warning efs-iam-without-task-role'],
  [efs('"authorizationConfig":{"iam":«"ENABLED"»}', '"taskRoleArn":"app",'), 'error efs-iam-without-tls'],
  [
    efs('"transitEncryption":"DISABLED"').replace('"efsV', '«"efsV').replace('ion":{"f', 'ion"»:{"f'),
    'warning efs-transit-encryption',
  ],
  [efs('"transitEncryption":«"${TLS}"»'), 'info unresolved-placeholder'],
  [efs(tls).replace('"fs-12345678"', '"fs-0123456789abcdef0123456789abcdef01234567"')],
  [efs(tls).replace('"fs-12345678"', '«"fs-1234567"»'), 'warning efs-file-system-id'],
  [
    efs(tls, `${external},`).replace('"efsV', '«"efsV').replace('ion":{"f', 'ion"»:{"f'),
    'error external-unsupported-parameter',
  ],
]);

cases('Where volumes are mounted', [
  [mount('"/a/b c/ü"')],
  [mount('"C:\\\\data"')],
  [mount('«"data"»'), 'error mount-container-path-relative'],
  [mount('«"/"»'), 'error mount-root-path'],
  [mount('«"C:\\\\data"»', `"volumes":[{"name":"v"}],${linux}`), 'error mount-container-path-relative'],
  [
    inContainer(
      '"mountPoints":[{"sourceVolume":"v","containerPath":"/data"},«{»"sourceVolume":"v"}]',
      '"volumes":[{"name":"v"}]',
    ),
    'error mount-container-path-missing',
  ],
  [inContainer('"mountPoints":[«{»"containerPath":"/data"}]'), 'error mount-source-missing'],
  [
    inContainer(
      '"mountPoints":[{"sourceVolume":"v","containerPath":"/a"},{"sourceVolume":"v","containerPath":«"//a/./"»}]',
      '"volumes":[{"name":"v"}]',
    ),
    'error mount-duplicate-container-path',
  ],
  [mount('"/a"', '"volumes":[{"name":«"${V}"»}]'), 'info unresolved-placeholder'],
  [
    mount('"/a"', '"volumes":[{"name":"w"}]').replace('"v"', '«"v"»').replace('"w"', '«"w"»'),
    'warning volume-unused',
    'error mount-unknown-volume',
  ],
]);

cases('Folders of the host', [
  [bind('"/data"')],
  [bind('"C:\\\\data"')],
  [bind('«""»'), 'error host-source-path-blank'],
  [bind('«"data"»'), 'warning host-source-path-relative'],
  [bind('«"/run/docker.sock"»'), 'warning docker-socket-mount'],
  [bind('«"/etc//ecs/"»'), 'warning sensitive-host-path'],
  [bind('"/etc/ssl"')],
  [onFargate(mounts, '"volumes":[{"name":"v","host":{"sourcePath":«"/data"»}}]'), 'error fargate-host-source-path'],
  [
    onFargate(mounts, '"volumes":[{"name":"v",«"dockerVolumeConfiguration"»:{"scope":"task","driver":"local"}}]'),
    'error fargate-docker-volume',
  ],
  [
    inContainer(
      mounts,
      `${ec2},"taskRoleArn":"app","volumes":[{"name":"v",«"s3filesVolumeConfiguration"»:{"fileSystemArn":"x"}}]`,
    ),
    'warning s3files-ec2',
  ],
  [
    inContainer(
      `"cpu":256,"user":"ContainerUser","mountPoints":[{"sourceVolume":"v","containerPath":«"D:\\\\"»}]`,
      `"volumes":[{"name":"v"}],${windows}`,
    ),
    'error mount-root-path',
  ],
]);
