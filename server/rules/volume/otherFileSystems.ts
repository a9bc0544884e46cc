import type { Field } from '../../document/field';
import type { TaskView } from '../../document/view';
import type { S3FilesVolumeConfiguration } from '../../model/taskDefinition';
import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { removeMember } from '../fixes';
import { isOnly, onEc2, onFargateWindows } from '../scope';
import { missingTaskRole } from '../iam/taskRole';
import { api, guide } from '../sources';
import { knownReference } from '../standIn';

/** S3 Files, FSx for Windows and EBS. */

const s3Guide = guide('s3files-volumes', 'Use S3 Files volumes');
const arn = 'arn:aws:s3files:eu-west-1:123456789012:file-system/fs-0123456789abcdef0';
const volume = (block: string, task = ''): string =>
  inContainer('"mountPoints":[{"sourceVolume":"v","containerPath":"/a"}]', `${task}"volumes":[{"name":"v",${block}}]`);
const s3 = (members: string, task = '"taskRoleArn":"app",'): string =>
  volume(`"s3filesVolumeConfiguration":{${members}}`, task);

/** S3 Files volumes, unless the launch type refuses them as a whole. */
const s3Blocks = (task: TaskView): Field<S3FilesVolumeConfiguration>[] =>
  task.launchTypesUnknown || task.launchTypes.has('EXTERNAL') || isOnly(task, 'EC2') ? [] : allS3Blocks(task);

const allS3Blocks = (task: TaskView): Field<S3FilesVolumeConfiguration>[] =>
  task.volumes.flatMap((each) => each.get('s3filesVolumeConfiguration') ?? []);

export const s3filesArn = defineRule<CheckRule>({
  id: 's3files-arn',
  group: 'volume',
  severity: 'error',
  summary: 'This is no ARN of an S3 Files file system',
  why: 'It has the form arn:aws:s3files:REGION:ACCOUNT:file-system/fs-ID.',
  source: api('S3FilesVolumeConfiguration'),
  good: [s3(`"fileSystemArn":"${arn}"`), s3('"fileSystemArn":"${ARN}"')],
  examples: [{ bad: s3('"fileSystemArn":«"arn:aws:s3:::bucket"»') }, { bad: s3('"fileSystemArn":«"fs-12345678"»') }],
  *check(task) {
    for (const block of s3Blocks(task)) {
      const field = block.get('fileSystemArn');
      const text = knownReference(field);
      if (!field || text === undefined) continue;
      if (/^arn:[a-z-]+:s3files:[a-z0-9-]+:\d{12}:file-system\/fs-[0-9a-fx]+$/.test(text)) continue;
      yield { at: field.value, message: `"${text}" is no ARN of an S3 Files file system` };
    }
  },
});

const needsTaskRole = 'S3 Files volumes need a "taskRoleArn"';

export const s3filesTaskRole = defineRule<CheckRule>({
  id: 's3files-task-role',
  group: 'volume',
  severity: 'error',
  summary: needsTaskRole,
  why: 'They are mounted with the identity of the task, always.',
  source: s3Guide,
  good: [s3(`"fileSystemArn":"${arn}"`), s3(`"fileSystemArn":"${arn}"`, '"taskRoleArn":"${ROLE}",')],
  examples: [
    {
      bad: volume(`«"s3filesVolumeConfiguration"»:{"fileSystemArn":"${arn}"}`),
      fixed: s3(`"fileSystemArn":"${arn}"`, '"taskRoleArn":"arn:aws:iam::<ACCOUNT_ID>:role/<TASK_ROLE>",'),
    },
  ],
  *check(task) {
    const needed = s3Blocks(task).map(({ key }) => key);
    yield* missingTaskRole(task, needsTaskRole, needed);
  },
});

export const s3filesAccessPointRoot = defineRule<CheckRule>({
  id: 's3files-access-point-root',
  group: 'volume',
  severity: 'error',
  summary: 'With an access point, the root directory is that of the access point',
  why: 'An access point leads to a folder of its own, so "rootDirectory" may only be "/" or absent.',
  source: api('S3FilesVolumeConfiguration'),
  good: [s3(`"fileSystemArn":"${arn}","accessPointArn":"a","rootDirectory":"/"`)],
  examples: [
    {
      bad: s3(`"fileSystemArn":"${arn}","accessPointArn":"a","rootDirectory":«"/data"»`),
      fixed: s3(`"fileSystemArn":"${arn}","accessPointArn":"a"`),
    },
  ],
  *check(task) {
    for (const block of s3Blocks(task)) {
      const field = block.get('rootDirectory');
      const point = block.get('accessPointArn');
      if (field?.known === undefined || field.known === '/' || !point || point.text === '') continue;
      yield { at: field.value, fixes: [removeMember(field)] };
    }
  },
});

export const s3filesPortRange = defineRule<CheckRule>({
  id: 's3files-port-range',
  group: 'volume',
  severity: 'error',
  summary: 'Ports lie between 1 and 65535',
  why: 'There are no others. Without a port the mount helper picks one.',
  source: api('S3FilesVolumeConfiguration'),
  good: [s3(`"fileSystemArn":"${arn}","transitEncryptionPort":20049`)],
  examples: [
    {
      bad: s3(`"fileSystemArn":"${arn}","transitEncryptionPort":«0»`),
      fixed: s3(`"fileSystemArn":"${arn}"`),
    },
  ],
  *check(task) {
    for (const block of s3Blocks(task)) {
      const field = block.get('transitEncryptionPort');
      const port = field?.int;
      if (!field || port === undefined || (port >= 1 && port <= 65_535)) continue;
      yield { at: field.value, message: `Ports lie between 1 and 65535, not at ${port}`, fixes: [removeMember(field)] };
    }
  },
});

export const s3filesEc2 = defineRule<CheckRule>({
  id: 's3files-ec2',
  group: 'volume',
  severity: 'warning',
  summary: 'S3 Files volumes do not work on EC2 yet',
  why: 'The definition is taken, but the task fails to start. AWS says support is planned.',
  source: s3Guide,
  good: [s3(`"fileSystemArn":"${arn}"`)],
  examples: [
    {
      bad: volume(
        `«"s3filesVolumeConfiguration"»:{"fileSystemArn":"${arn}"}`,
        '"requiresCompatibilities":["EC2"],"taskRoleArn":"app",',
      ),
    },
  ],
  *check(task) {
    if (!isOnly(task, 'EC2')) return;
    for (const block of allS3Blocks(task)) yield { at: block.key };
  },
});

export const fsxLaunchOs = defineRule<CheckRule>({
  id: 'fsx-launch-os',
  group: 'volume',
  severity: 'error',
  summary: 'FSx for Windows File Server volumes need Windows',
  why: 'The agent on Linux refuses them.',
  source: guide('wfsx-volumes', 'Use FSx for Windows File Server volumes'),
  good: [volume('"fsxWindowsFileServerVolumeConfiguration":{}')],
  examples: [
    {
      bad: volume(
        '«"fsxWindowsFileServerVolumeConfiguration"»:{"fileSystemId":"fs-1","rootDirectory":"share","authorizationConfig":{"credentialsParameter":"arn:aws:ssm:eu-west-1:123456789012:parameter/p","domain":"example.com"}}',
        '"runtimePlatform":{"operatingSystemFamily":"LINUX"},',
      ),
    },
  ],
  *check(task) {
    if (!onEc2(task) || task.os !== 'linux') return;
    for (const each of task.volumes) {
      const field = each.get('fsxWindowsFileServerVolumeConfiguration');
      if (field) yield { at: field.key };
    }
  },
});

export const ebsUnsupported = defineRule<CheckRule>({
  id: 'ebs-unsupported',
  group: 'volume',
  severity: 'error',
  summary: 'Windows tasks on Fargate take no EBS volumes',
  why: 'EBS volumes are attached to Linux tasks on Fargate, and on EC2.',
  source: guide('ebs-volumes', 'Use Amazon EBS volumes'),
  good: [volume('"configuredAtLaunch":true')],
  examples: [
    {
      bad: `{"family":"app","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"1024","memory":"2048","runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"},"volumes":[{"name":"v",«"configuredAtLaunch"»:true}],"containerDefinitions":[{"name":"web","image":"app:1","mountPoints":[{"sourceVolume":"v","containerPath":"C:\\\\v"}]}]}`,
    },
  ],
  *check(task) {
    if (!onFargateWindows(task)) return;
    for (const each of task.volumes) {
      const field = each.get('configuredAtLaunch');
      if (field?.bool === true) yield { at: field.key };
    }
  },
});
