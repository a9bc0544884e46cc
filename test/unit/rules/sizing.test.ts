import { cases } from './cases';
import {
  ec2,
  external,
  fargateOf,
  fargateWindows,
  inContainer,
  inTask,
  managed,
  named,
  onFargate,
  root,
  windows,
} from './frames';

const sized = (cpu: string, memory: string, container = ''): string =>
  root(fargateOf(`"cpu":${cpu},"memory":${memory}`), named('web', container));
const gpu = (members: string, task = ''): string => inContainer(`"resourceRequirements":[{${members}}]`, task);
const alone = (members: string, task = ''): string => root(task, named('web', members));

cases('Fargate: every row of the size table at its ends', [
  [sized('"256"', '"512"')],
  [sized('"256"', '"2048"')],
  [sized('"256"', '«"3072"»'), 'error fargate-cpu-memory-combination'],
  [sized('"512"', '"1024"')],
  [sized('"512"', '"4096"')],
  [sized('"512"', '«"5120"»'), 'error fargate-cpu-memory-combination'],
  [sized('"1024"', '«"1024"»'), 'error fargate-cpu-memory-combination'],
  [sized('"1024"', '"8192"')],
  [sized('"2048"', '"4096"')],
  [sized('"2048"', '"16384"')],
  [sized('"4096"', '"8192"')],
  [sized('"4096"', '"30720"')],
  [sized('"4096"', '«"30721"»'), 'error fargate-cpu-memory-combination'],
  [sized('"8192"', '"16384"')],
  [sized('"8192"', '"61440"')],
  [sized('"8192"', '«"17408"»'), 'error fargate-cpu-memory-combination'],
  [sized('"16384"', '"32768"')],
  [sized('"16384"', '"122880"')],
  [sized('"16384"', '«"36864"»'), 'error fargate-cpu-memory-combination'],
  [sized('«"32768"»', '"61440"'), 'info fargate-cpu-new-size'],
  [sized('«"32768"»', '"249856"'), 'info fargate-cpu-new-size'],
  [sized('«"32768"»', '«"124928"»'), 'info fargate-cpu-new-size', 'error fargate-cpu-memory-combination'],
]);

cases('The grammar of quantities', [
  [sized('".25vcpu"', '"0.5GB"')],
  [sized('" .25     vCpU "', '".5 gb"')],
  [sized('"1. vCPU"', '"2. GB"')],
  [sized('"256 "', '" 512"')],
  [sized('"0256"', '"512"')],
  [sized('«".3 vCPU"»', '"512"'), 'error task-cpu-unparseable'],
  [sized('«"256m"»', '"512"'), 'error task-cpu-unparseable'],
  [sized('«"1e3"»', '"512"'), 'error task-cpu-unparseable'],
  [sized('«"-1"»', '"512"'), 'error task-cpu-unparseable'],
  [sized('«"0,5 vCPU"»', '"1024"'), 'error task-cpu-unparseable'],
  [sized('«" "»', '"512"'), 'error task-cpu-unparseable'],
  [sized('«""»', '«""»'), 'error task-cpu-unparseable', 'error task-memory-unparseable'],
  [sized('"256"', '«"512MB"»'), 'error task-memory-unparseable'],
  [sized('"256"', '«"512 MiB"»'), 'error task-memory-unparseable'],
  [sized('"256"', '«"1 GiB"»'), 'error task-memory-unparseable'],
  [sized('"256"', '«"1G"»'), 'error task-memory-unparseable'],
  [sized('"256"', '«"0.5"»'), 'error task-memory-unparseable'],
  [sized('«"<CPU>"»', '«"<MEMORY>"»'), 'info unresolved-placeholder', 'info unresolved-placeholder'],
  [sized('"256"', '«"${memory}"»'), 'info unresolved-placeholder'],
]);

cases('Fargate: one finding for each mistake', [
  [sized('«"1"»', '"2"'), 'error fargate-cpu-value'],
  [sized('«"0"»', '"512"'), 'error fargate-cpu-value'],
  [sized('«1024»', '"2048"'), 'error task-size-not-string'],
  [sized('"256"', '«512»'), 'error task-size-not-string'],
  [sized('"256"', '«"2"»', '"memory":512'), 'error fargate-cpu-memory-combination'],
  [root(fargateOf('"cpu":"256"').replace('"FARGATE"', '«"FARGATE"»'), named('web')), 'error fargate-memory-missing'],
  [
    root(fargateOf('"cpu":"256"').replace('"FARGATE"', '«"FARGATE"»'), named('web', '"memory":4096')),
    'error fargate-memory-missing',
  ],
  [
    root(fargateOf('"cpu":"256"').replace('"FARGATE"', '«"FARGATE"»'), named('web', '"memoryReservation":1500')),
    'error fargate-memory-missing',
  ],
  [
    root(fargateOf('"memory":"512"').replace('"FARGATE"', '«"FARGATE"»'), named('web', '"cpu":2000')),
    'error fargate-cpu-missing',
  ],
  [root(fargateOf('«"Cpu"»:"256","memory":"512"'), named('web')), 'error property-wrong-case'],
  [root(fargateOf('"cpu":"256",«"Memory"»:"512"'), named('web')), 'error property-wrong-case'],
  [
    root(fargateOf('"cpu":«null»,"memory":"512"').replace('"FARGATE"', '«"FARGATE"»'), named('web')),
    'error fargate-cpu-missing',
    'warning null-value',
  ],
  [
    root('"requiresCompatibilities":[«"fargate"»],"networkMode":"awsvpc","cpu":"256","memory":"512"', named('web')),
    'error enum-value-unknown',
  ],
  [
    root(
      '"requiresCompatibilities":["EC2","FARGATE"],"networkMode":"awsvpc","cpu":«"300"»,"memory":"1024"',
      named('web'),
    ),
    'error fargate-cpu-value',
  ],
]);

cases('Windows on Fargate', [
  [
    root(fargateWindows.replace('"1024"', '«"1024"»'), named('web', '"user":"ContainerUser"')),
    'info windows-task-size-ignored',
  ],
  [
    root(fargateWindows.replace('"1024"', '«"512"»'), named('web', '"user":"ContainerUser"')),
    'error fargate-windows-cpu-too-small',
    'info windows-task-size-ignored',
  ],
  [
    root(
      fargateWindows.replace('"1024"', '«"8192"»').replace('2048', '61440'),
      named('web', '"user":"ContainerUser","memory":40000'),
    ),
    'error fargate-windows-cpu-too-large',
    'info windows-task-size-ignored',
  ],
  [
    root(fargateWindows.replace('"1024"', '«"4096"»').replace('2048', '30720'), named('web', '"user":"ContainerUser"')),
    'info windows-task-size-ignored',
  ],
]);

cases('Task cpu on instances', [
  [inTask('"cpu":"128"')],
  [inTask('"cpu":"0.125 vCPU"')],
  [inTask('"cpu":«"127"»'), 'error ec2-task-cpu-range'],
  [inTask('"cpu":"196608"')],
  [inTask('"cpu":«"196609"»'), 'error ec2-task-cpu-range'],
  [inContainer('"cpu":2000', '"cpu":«"1"»'), 'error ec2-task-cpu-range'],
  [inTask(`${managed},"cpu":"10240"`)],
  [inTask(`${managed},"cpu":«"10241"»`), 'warning managed-instances-cpu-range'],
  [inTask(`${managed},"cpu":«"127"»`), 'warning managed-instances-cpu-range'],
  [inTask('"requiresCompatibilities":["EC2","MANAGED_INSTANCES"],"cpu":"20480"')],
]);

cases('Limits of containers', [
  [alone('').replace('"web"', '«"web"»'), 'error container-memory-required'],
  [
    alone('"memory":0').replace('"web"', '«"web"»').replace(':0', ':«0»'),
    'error container-memory-required',
    'warning container-memory-not-positive',
  ],
  [alone('"memory":«-1»'), 'error container-memory-not-positive'],
  [alone('«"Memory"»:512'), 'error property-wrong-case'],
  [alone('«"mem"»:512'), 'error unknown-property'],
  [alone('"memory":«"512"»'), 'error integer-expected'],
  [alone('"memory":«"4"»'), 'error integer-expected'],
  [alone('"memory":«"512MB"»'), 'error integer-expected'],
  [alone('"memory":«"${MEMORY}"»'), 'info unresolved-placeholder'],
  [alone('"memory":${MEMORY}').replace('${MEMORY}', '«${MEMORY}»'), 'info unresolved-placeholder'],
  [alone('', ec2).replace('"web"', '«"web"»'), 'error container-memory-required'],
  [alone('', external).replace('"web"', '«"web"»'), 'error container-memory-required'],
  [alone('', managed).replace('"web"', '«"web"»'), 'error container-memory-required'],
  [alone('', '"memory":"1 GB"')],
  [
    alone('«"memoryReservation"»:64').replaceAll(/[«»]/g, '').replace('"web"', '«"web"»'),
    'info container-memory-limit-missing',
  ],
  [alone('"memory":6')],
  [alone('"memory":«5»'), 'warning container-memory-below-minimum'],
  [
    alone('"memory":4', windows.replace('}', '},"cpu":"1024"'))
      .replace('"memory":4', '"memory":«4»,"cpu":256,"user":"ContainerUser"')
      .replace('"1024"', '«"1024"»'),
    'info windows-task-size-ignored',
    'warning windows-container-memory-floor',
  ],
  [alone('"memory":1048575')],
  [alone('"memory":«1048576»'), 'warning container-memory-looks-like-bytes'],
  [alone('"memory":«"1024"»', '"memory":"512"'), 'error container-memory-exceeds-task', 'error integer-expected'],
  [alone('"memory":512', '"memory":"0.5 GB"')],
  [alone('"memory":«513»', '"memory":"0.5 GB"'), 'error container-memory-exceeds-task'],
  [alone('"memoryReservation":«513»', '"memory":"512"'), 'error container-memory-reservation-exceeds-task'],
  [
    alone('"memory":256,"memoryReservation":«1024»', '"memory":"512"'),
    'error container-memory-reservation-exceeds-task',
  ],
  [alone('"memory":256,"memoryReservation":256')],
  [alone('"memory":256,"memoryReservation":«257»'), 'error memory-reservation-exceeds-memory'],
  [
    '[{"name":"web","image":"app:1","memory":256,"memoryReservation":«257»}]'.replace('[', '«[»'),
    'info root-is-container-array',
    'error memory-reservation-exceeds-memory',
  ],
]);

cases('Sums over the containers', [
  [root('"memory":"512"', named('a', '"memory":256'), named('b', '"memory":256'))],
  [
    root('"memory":«"512"»', named('a', '"memory":256'), named('b', '"memory":257')),
    'warning container-memory-sum-exceeds-task',
  ],
  [
    root('"memory":«"512"»', named('a', '"memory":300,"memoryReservation":300'), named('b', '"memory":300')),
    'warning container-memory-sum-exceeds-task',
  ],
  [
    root('"memory":«"512"»', named('a', '"memoryReservation":300'), named('b', '"memoryReservation":300')),
    'warning container-memory-reservation-sum-exceeds-task',
  ],
  [root('"memory":"512"', named('a', '"memory":400,"memoryReservation":100'), named('b', '"memoryReservation":412'))],
  [root('"memory":"512","cpu":"256"', named('a', '"cpu":200'), named('b', '"cpu":56'))],
  [
    root('"memory":"512","cpu":«"256"»', named('a', '"cpu":200'), named('b', '"cpu":57')),
    'error container-cpu-sum-exceeds-task',
  ],
  [
    root('"memory":"512","cpu":«"256"»', named('a', '"cpu":«"200"»'), named('b', '"cpu":57')),
    'error container-cpu-sum-exceeds-task',
    'error integer-expected',
  ],
  [inContainer('"cpu":2')],
  [inContainer('"cpu":0')],
  [inContainer('"cpu":«1»'), 'info container-cpu-out-of-share-range'],
  [inContainer('"cpu":262144')],
  [inContainer('"cpu":«262145»'), 'info container-cpu-out-of-share-range'],
  [inContainer('"cpu":«-1»'), 'error container-cpu-negative'],
  [inContainer('"cpu":«0.5»'), 'error integer-expected'],
]);

cases('Devices', [
  [gpu('"type":"GPU","value":"ALL"')],
  [gpu('"type":"GPU","value":"0.25"')],
  [gpu('"type":"GPU","value":"1.0"')],
  [gpu('"type":"GPU","value":«"0"»'), 'error gpu-value-invalid'],
  [gpu('"type":"GPU","value":«"all"»'), 'error gpu-value-invalid'],
  [gpu('"type":"GPU","value":«""»'), 'error gpu-value-invalid'],
  [gpu('"type":"GPU","value":«1»'), 'error string-expected'],
  [gpu('"type":"GPU","sharingStrategy":{"nvidiaMps":{"memory":1,"maxComputePercent":100}}')],
  [
    gpu('"type":"GPU","sharingStrategy":{"nvidiaMps":{"memory":«0»,"maxComputePercent":«101»}}'),
    'error gpu-mps-memory-range',
    'error gpu-mps-compute-percent',
  ],
  [onFargate('"resourceRequirements":[{"type":«"GPU"»}]'), 'error gpu-on-fargate'],
  [gpu('"type":"NeuronDevice","value":"ALL"', managed)],
  [inContainer('"resourceRequirements":[«{"type":"NeuronDevice"}»]', managed), 'error neuron-device'],
  [inContainer('"resourceRequirements":[«{"type":"NeuronDevice","value":"1"}»]', managed), 'error neuron-device'],
  [inContainer('"resourceRequirements":[]', '"inferenceAccelerators":[]')],
  [
    inContainer(
      '"resourceRequirements":[{«"type"»:"InferenceAccelerator","value":"a"},{«"type"»:"InferenceAccelerator","value":"b"}]',
      '«"inferenceAccelerators"»:[{"deviceName":"a","deviceType":"e"},{"deviceName":"b","deviceType":"e"}]',
    ),
    'error inference-accelerator-removed',
    'error inference-accelerator-removed',
    'error inference-accelerator-removed',
  ],
]);
