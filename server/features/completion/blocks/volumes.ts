import type { Context } from '../context';
import type { Writer } from '../writer';
import { type Block, onLinux, quoted } from './block';

const offFargate = ({ task }: Context): boolean => !task.isFargate;
const onDocker = ({ task }: Context): boolean => !task.isFargate && !task.launchTypes.has('MANAGED_INSTANCES');
/** Whether the task can mount EFS file systems. */
export const takesEfs = (context: Context): boolean => onLinux(context) && !context.task.launchTypes.has('EXTERNAL');

const efs = (writer: Writer, ...more: readonly string[]): string =>
  writer.object([
    writer.member('name', quoted(writer, 'efs')),
    writer.member(
      'efsVolumeConfiguration',
      writer.object([
        writer.member('fileSystemId', quoted(writer, '<FILE_SYSTEM_ID>')),
        writer.member('transitEncryption', '"ENABLED"'),
        ...more,
      ]),
    ),
  ]);

export const volumes: readonly Block[] = [
  {
    label: 'Shared volume',
    detail: 'an empty folder that lives as long as the task',
    write: (writer) => [writer.object([writer.member('name', quoted(writer, 'data'))])],
  },
  {
    label: 'EFS volume',
    detail: 'an EFS file system, encrypted on its way',
    isLegal: takesEfs,
    write: (writer) => [efs(writer)],
  },
  {
    label: 'EFS volume with an access point',
    detail: 'with the rights of the task role',
    isLegal: takesEfs,
    write: (writer) => [
      efs(
        writer,
        writer.member(
          'authorizationConfig',
          writer.object([
            writer.member('accessPointId', quoted(writer, '<ACCESS_POINT_ID>')),
            writer.member('iam', '"ENABLED"'),
          ]),
        ),
      ),
    ],
  },
  {
    label: 'Bind volume',
    detail: 'a folder of the instance',
    isLegal: (context) => offFargate(context) && onLinux(context),
    write: (writer) => [
      writer.object([
        writer.member('name', quoted(writer, 'host')),
        writer.member('host', writer.object([writer.member('sourcePath', quoted(writer, '/srv/data'))])),
      ]),
    ],
  },
  {
    label: 'Docker volume',
    detail: 'kept by Docker on the instance',
    isLegal: onDocker,
    write: (writer) => [
      writer.object([
        writer.member('name', quoted(writer, 'data')),
        writer.member(
          'dockerVolumeConfiguration',
          writer.object([
            writer.member('scope', '"shared"'),
            writer.member('autoprovision', 'true'),
            writer.member('driver', quoted(writer, 'local')),
          ]),
        ),
      ]),
    ],
  },
];
