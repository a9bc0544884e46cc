import type { Context } from '../context';
import type { Writer } from '../writer';
import { type Block, onLinux, quoted } from './block';

const sharesHostPorts = ({ task }: Context): boolean => task.networkMode === 'bridge' && !task.isFargate;

const portMapping = (
  label: string,
  detail: string,
  isLegal: Block['isLegal'],
  members: (writer: Writer, context: Context) => readonly string[],
): Block => ({
  label,
  detail,
  ...(isLegal && { isLegal }),
  write: (writer, context) => [writer.object(members(writer, context))],
});

export const portMappings: readonly Block[] = [
  portMapping('Port', 'a TCP port of the container', undefined, (writer) => [
    writer.member('containerPort', writer.stop('80')),
    writer.member('protocol', '"tcp"'),
  ]),
  portMapping(
    'Named port',
    'for Service Connect',
    (context) => onLinux(context) && context.task.networkMode !== 'host',
    (writer) => [
      writer.member('name', quoted(writer, 'http')),
      writer.member('containerPort', writer.stop('80')),
      writer.member('protocol', '"tcp"'),
      writer.member('appProtocol', `"${writer.choice(['http', 'http2', 'grpc'])}"`),
    ],
  ),
  portMapping('Port on any free host port', 'a load balancer finds it', sharesHostPorts, (writer) => [
    writer.member('containerPort', writer.stop('80')),
    writer.member('hostPort', '0'),
    writer.member('protocol', '"tcp"'),
  ]),
  portMapping('Port on a host port', 'at the address of the instance', sharesHostPorts, (writer) => [
    writer.member('containerPort', writer.stop('80')),
    writer.member('hostPort', writer.stop('8080')),
    writer.member('protocol', '"tcp"'),
  ]),
];
