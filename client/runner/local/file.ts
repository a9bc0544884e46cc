import { described, either, flag, integer, list, nothing, object, record, text, type Read } from './shape';

const port = integer(0, 65_535);
const strings = list(text());

const secret = described(
  'Where the value of a secret comes from: { "env": "VARIABLE" } of whoever runs the task, { "file": "PATH" }, or the value itself as a text. Values are given to the container and shown nowhere else.',
  either(
    text(),
    object({
      env: described('A variable of the process that runs the task.', text(/^[^=\s]+$/, 'the name of a variable')),
      file: described(
        'A file whose contents are the value, relative to this one. One line break at its end is left out.',
        text(/./, 'a path'),
      ),
    }),
  ),
);

const requirement = object({
  type: text(/^(GPU|NeuronDevice|InferenceAccelerator)$/, 'GPU, NeuronDevice or InferenceAccelerator'),
  value: text(),
});
const requirements = described(
  'Replaces resourceRequirements; an empty list runs the container without a GPU.',
  list(requirement),
);
const variables = described(
  'Variables by name. They win over environment, environmentFiles and secrets.',
  record(text()),
);

/** What RunTask, too, can change of a container. */
const runnable = {
  command: described('Replaces the command.', strings),
  cpu: described('CPU units.', integer(0)),
  memory: described('Hard limit in MiB.', integer(4)),
  memoryReservation: described('Soft limit in MiB.', integer(4)),
  resourceRequirements: requirements,
};

/** Of Windows, too. The engine mounts nothing over the root. */
const containerPath = { pattern: /^(\/+[^/]|[A-Za-z]:[\\/])/, is: 'an absolute path in the container' };

const container = object({
  image: described('The image to run instead, such as one that was built here.', text(/^\S+$/, 'the name of an image')),
  entryPoint: described('Replaces the entry point.', strings),
  ...runnable,
  workingDirectory: described('Replaces the working directory.', text()),
  user: described('Replaces the user.', text()),
  environment: variables,
  logConfiguration: described(
    'Replaces logConfiguration, for a log driver that this machine does not have: { "logDriver": "json-file" } keeps the log here.',
    object({ logDriver: text(/^[a-z0-9][\w./:-]*$/, 'the name of a log driver'), options: record(text()) }),
  ),
  secrets: described('Values for the secrets of the container, by the name of the variable.', record(secret)),
  ports: described(
    'Ports of this machine by port of the container, such as { "80": 8080 } or { "53/udp": 5353 }. 0 takes a free one; a port that is not mapped yet is published, too.',
    record(port),
  ),
  mounts: described(
    'Folders and files of this machine by path in the container. They cover what the definition mounts there.',
    record(
      object({
        source: described('The folder or file, relative to this file; ~ is your home.', text(/./, 'a path')),
        readOnly: described('Whether the container may only read it.', flag),
      }),
      containerPath,
    ),
  ),
});

const file = either(text(/./, 'a path'), nothing);

/** As `parseTaskCpu` and `parseTaskMemory` read them, in the pattern of a schema, which knows no flags. */
const taskCpu = text(/^\s*(\d+|(\d+(\.\d*)?|\.\d+) *[vV][cC][pP][uU])\s*$/, 'CPU units such as "512", or "0.5 vCPU"');
const taskMemory = text(/^\s*(\d+|(\d+(\.\d*)?|\.\d+) *[gG][bB])\s*$/, 'MiB such as "1024", or "1 GB"');

const taskWide = {
  cpu: described('The task\'s CPU, such as "512" or "0.5 vCPU".', taskCpu),
  memory: described('The task\'s memory, such as "1024" or "1 GB".', taskMemory),
  taskRoleArn: described('The role whose credentials the containers may get.', text()),
  executionRoleArn: described('The execution role.', text()),
};

const dnsName = text(/^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/, 'a host name');

/** What CreateService takes under this name. */
const serviceConnect = object({
  enabled: described('false leaves all of it out.', flag),
  namespace: described('Tasks of this workspace find each other within it.', dnsName),
  services: list(
    object({
      portName: described(
        'The name of a port mapping; tasks without that port are passed over. Without it the names stand for the whole task, as with service discovery.',
        text(),
      ),
      discoveryName: described(
        'The task is found as this name, a dot, and the namespace; default: the portName.',
        dnsName,
      ),
      clientAliases: described(
        'Further names.',
        list(object({ port: described('Here it is the port of the container that answers.', port), dnsName })),
      ),
    }),
  ),
});

/** What RunTask takes as `overrides`, as it is. */
const runTask = object({
  ...taskWide,
  containerOverrides: list(
    object({
      name: text(),
      ...runnable,
      environment: list(object({ name: text(), value: text() })),
      environmentFiles: list(object({ type: text(/^s3$/, 's3'), value: text() })),
    }),
  ),
  ephemeralStorage: object({ sizeInGiB: integer(20, 200) }),
  inferenceAcceleratorOverrides: list(object({ deviceName: text(), deviceType: text() })),
});

/** All that `ecs.local.json` can say. */
export const localFile = object({
  $schema: described('Where this schema lies, for editors that do not know it.', text()),
  containers: described('Changes by container. Names that the task does not have are passed over.', record(container)),
  ...taskWide,
  environmentFiles: described(
    'The local file for an environment file on S3, or a configuration of FireLens there, by its ARN; null runs without it. Without an entry the file of the same name beside the task definition is taken.',
    record(file),
  ),
  volumes: described(
    'The folder of this machine for a volume of the task, by its name; relative to this file. Names that the task does not have are passed over.',
    record(text(/./, 'a path')),
  ),
  hosts: described(
    'Addresses by host name, for services that are elsewhere on ECS: an IP address, or "host-gateway" for this machine.',
    record(text(/^(host-gateway|\d{1,3}(\.\d{1,3}){3}|[\da-fA-F]*:[\da-fA-F:.]+)$/, 'an IP address, or host-gateway')),
  ),
  sharedLimits: described(
    "true lets the containers share the task's cpu and memory, as on ECS; else each may use all of it. For that a container of ours gets the control groups of the engine's machine, which you are asked for.",
    flag,
  ),
  serviceConnect: described(
    'How tasks of this workspace find each other by name, as in the serviceConnectConfiguration of a service. Without services the task only finds others.',
    serviceConnect,
  ),
  overrides: described('What you would hand to RunTask as its overrides. What stands under containers wins.', runTask),
});

export type LocalFile = Read<typeof localFile>;
export type SecretSource = Read<typeof secret>;
export type LocalContainer = Read<typeof container>;

/** The JSON schema of the file. Draft 7, which every editor knows. */
export const localSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $comment: 'Written by `npm run derive`; change client/runner/local/file.ts.',
  title: 'Local run of an ECS task definition',
  description:
    'What is different when the task definitions in this folder run on this machine. Nothing of it reaches AWS. Keep it out of git where it holds secrets.',
  allowComments: true,
  allowTrailingCommas: true,
  ...localFile.schema,
};
