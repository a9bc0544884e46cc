import { cases } from './cases';
import { awsvpc, fargateWindows, host, inContainer, inTask, named, onFargate, role, root } from './frames';

const ulimit = (soft: string, hard: string): string =>
  `"ulimits":[{"name":"nofile","softLimit":${soft},"hardLimit":${hard}}]`;
const expression = (text: string): string =>
  inTask(`"placementConstraints":[{"type":"memberOf","expression":"${text}"}]`);

cases('Limits and kernel parameters', [
  [inContainer(ulimit('-1', '-1'))],
  [inContainer(ulimit('0', '0'))],
  [inContainer(ulimit('5', '«-2»')), 'error ulimit-negative'],
  [inContainer(ulimit('«2»', '1')), 'error ulimit-soft-exceeds-hard'],
  [onFargate(ulimit('1048576', '1048576'))],
  [onFargate(ulimit('1', '«1048577»')), 'warning fargate-nofile-maximum'],
  [onFargate(ulimit('2000000', '«-1»')), 'warning fargate-nofile-unlimited'],
  [inContainer('"systemControls":[{"namespace":"net.ipv4.ip_local_port_range","value":"1024 65000"}]')],
  [
    inContainer('"user":"app","systemControls":[{"namespace":«"net.core.somaxconn"»,"value":"1"}]', host).replace(
      '"host"',
      '«"host"»',
    ),
    'warning host-network-mode',
    'error system-control-host-network',
  ],
  [inContainer('"linuxParameters":{"tmpfs":[{"containerPath":"/a","size":512,"mountOptions":["mode=1777","uid=0"]}]}')],
  [
    onFargate(
      '"linuxParameters":{"capabilities":{"add":["SYS_PTRACE"],"drop":["ALL"]},"tmpfs":[{"containerPath":"/a","size":1}]}',
    ),
  ],
  [onFargate('"linuxParameters":{"capabilities":{"add":[«"NET_ADMIN"»]}}'), 'error fargate-capability-add'],
  [
    root(
      fargateWindows.replace('"1024"', '«"1024"»'),
      named('web', '"user":"ContainerUser",«"linuxParameters"»:{"devices":[{"hostPath":"/dev/a"}]}'),
    ),
    'info windows-task-size-ignored',
    'error windows-unsupported-parameter',
  ],
  [onFargate('"credentialSpecs":[«"arn:aws:s3:::b/c.json"»]', role), 'error credential-specs-format'],
]);

cases('Placement and proxies', [
  [expression('!(attribute:ecs.os-type == linux) and agentVersion >= 1.30.0 || task:group in [a, b]')],
  [
    expression('«attribute:a = b»').replace('"«', '«"').replace('»"', '"»'),
    'warning placement-constraint-expression-syntax',
  ],
  [expression('('.repeat(50_000))],
  [
    inTask(`${awsvpc},«"proxyConfiguration"»:{"type":"APPMESH","containerName":"web"}`),
    'error proxy-property-missing',
    'warning app-mesh-discontinued',
  ],
]);

const proxy = (properties: string): string =>
  root(
    `${awsvpc},«"proxyConfiguration"»:{"type":"APPMESH","containerName":"web",${properties}}`,
    named('web', '"memory":64,"user":"1337"'),
  );

cases('Properties of the proxy have a value each', [
  [
    proxy('«"properties"»:[{"name":"IgnoredUID"},{"name":"AppPorts"},{"name":"ProxyIngressPort"},{"value":"x"}]'),
    'warning app-mesh-discontinued',
    'error proxy-ignored-id',
    'error proxy-property-missing',
  ],
  [proxy('"properties":[{"name":«"${NAME}"»}]'), 'warning app-mesh-discontinued', 'info unresolved-placeholder'],
  [proxy('"properties":[«"${PROPERTIES}"»]'), 'warning app-mesh-discontinued', 'info unresolved-placeholder'],
]);
