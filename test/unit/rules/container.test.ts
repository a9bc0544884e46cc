import { type Case, cases } from './cases';
import { ec2, fargate, inContainer, linux, managed, named, onFargate, root, windows } from './frames';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const image = (text: string): string => root('', `{"name":"web","image":"${text}","memory":64}`);
const quietly = (text: string): Case => [image(text)];

cases('Images that look odd and are fine', [
  quietly('localhost:5000/app:1'),
  quietly('registry.example.com:5000/a/b_c/d__e/f--g:V1.2.3_x-y'),
  quietly(`nginx@${digest}`),
  quietly(`${'a'.repeat(255)}@${digest}`),
  quietly(`a:${'t'.repeat(128)}`),
  quietly('210987654321.dkr.ecr-fips.us-gov-west-1.amazonaws.com/a/b:1'),
  quietly('210987654321.dkr-ecr.eu-west-1.on.aws/a:1'),
  quietly('210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn/a:1'),
  quietly('210987654321.dkr.ecr.us-iso-east-1.c2s.ic.gov/a:1'),
  quietly('210987654321.dkr.ecr.eusc-de-east-1.amazonaws.eu/a:1'),
  quietly('public.ecr.aws/docker/library/nginx:1.27'),
  quietly('ghcr.io/acme/app:sha-0a1b2c3'),
  quietly('IMAGE_URI'),
  quietly('REPOSITORY_URI:IMAGE_TAG'),
  quietly('<IMAGE1_NAME>'),
  quietly('https://aws_account_id.dkr.ecr.region.amazonaws.com/a'),
]);

cases('Images that cannot be pulled', [
  [image('«https://example.com/a:1»').replace('"«', '«"').replace('»"', '"»'), 'error image-invalid-characters'],
  ...['https', 'http'].map((scheme): Case => [
    image(`${scheme}://210987654321.dkr.ecr.eu-west-1.amazonaws.com/a:1`).replace(/"http[^"]*"/, '«$&»'),
    'error image-invalid-characters',
  ]),
  [image('«Nginx»:1'), 'error image-uppercase-repository'],
  [image('a«:»'), 'error image-tag-invalid'],
  [image(`a«:${'t'.repeat(129)}»`), 'error image-tag-invalid'],
  [image('a@«sha256:abc»'), 'error image-digest-invalid'],
  [image(`a@«sha512:${'0'.repeat(64)}»`), 'error image-digest-invalid'],
  [image('a//b:1').replace('"a//b:1"', '«"a//b:1"»'), 'error image-reference-malformed'],
  [
    image('12345.dkr.ecr.eu-west-1.amazonaws.com/a:1').replace('"12345.dkr.ecr.eu-west-1.amazonaws.com/a:1"', '«$&»'),
    'error image-ecr-malformed',
  ],
  [image(`${'a'.repeat(256)}:1`).replace(/"a+:1"/, '«$&»'), 'error image-too-long'],
]);

cases('Names', [
  [root('', `{"name":"${'n'.repeat(255)}","image":"a:1","memory":64}`)],
  [root('', `{"name":«"${'n'.repeat(256)}"»,"image":"a:1","memory":64}`), 'error container-name-too-long'],
  [root('', '{"name":«"a.b"»,"image":"a:1","memory":64}', named('a-b', '"memory":64')), 'error container-name-invalid'],
  [root('', named('a', '"memory":64'), '{"name":«"a"»,"image":"b:1","memory":64}'), 'error container-name-duplicate'],
  [root('', '{"name":«"web"»,"memory":64}'), 'error image-missing'],
  [root('', '{"name":"web","image":«""»,"memory":64}'), 'error image-missing'],
  [root(fargate, '{"name":«"aws-fargate-supervisor"»,"image":"a:1"}'), 'warning container-name-reserved'],
]);

const waits = (condition: string, target: string): string =>
  root(
    '',
    named('web', `"memory":64,"dependsOn":[{"containerName":"db","condition":${condition}}]`),
    named('db', `"memory":64${target}`),
  );

cases('Who waits for whom', [
  [waits('"SUCCESS"', ',"essential":false')],
  [waits('«"SUCCESS"»', ''), 'error depends-on-complete-on-essential'],
  [waits('"HEALTHY"', ',"healthCheck":{"command":["CMD","a"]}')],
  [waits('«"HEALTHY"»', ''), 'error depends-on-healthy-without-health-check'],
  [waits('"START"', ',"dependsOn":[{"containerName":«"web"»,"condition":"START"}]'), 'error depends-on-cycle'],
  [waits('«"SUCCESS"»', ',"essential":false,"restartPolicy":{"enabled":true}'), 'warning depends-on-restarting'],
  [
    root('', named('web', '"memory":64,"dependsOn":[{"containerName":«"web"»,"condition":"START"}]')),
    'error depends-on-self',
  ],
  [
    root('', named('web', '"memory":64,"dependsOn":[{"containerName":«"db"»,"condition":"START"}]')),
    'error depends-on-unknown',
  ],
  [
    root('', named('web', '"memory":64,"dependsOn":[{"containerName":«"${DB}"»,"condition":"START"}]')),
    'info unresolved-placeholder',
  ],
]);

cases('Times', [
  [onFargate('"startTimeout":2,"stopTimeout":120')],
  [onFargate('"startTimeout":«1»,"stopTimeout":«121»'), 'error start-timeout-range', 'error stop-timeout-range'],
  [inContainer('"startTimeout":600,"stopTimeout":86400', managed)],
  [
    inContainer('"startTimeout":«601»,"stopTimeout":«86401»', managed),
    'error start-timeout-range',
    'error stop-timeout-range',
  ],
  [inContainer('"startTimeout":10800,"stopTimeout":0', ec2)],
  [inContainer('"startTimeout":«10801»', ec2), 'warning start-timeout-ec2-cleanup'],
]);

cases('Process', [
  [inContainer('"workingDirectory":"C:/app"')],
  [inContainer('"workingDirectory":"C:\\\\app","cpu":256,"user":"ContainerUser"', windows)],
  [inContainer('"workingDirectory":«"C:\\\\app"»', linux), 'error working-directory-relative'],
  [inContainer('"user":"1000:1000"')],
  [inContainer('"user":«"1000:"»'), 'error user-format'],
  [inContainer('"user":«"0"»'), 'warning user-root'],
  [inContainer('"entryPoint":["/bin/bash","-lc"],"command":["a && b"]')],
  [inContainer('"entryPoint":["cmd.exe","/S","/C"],"command":["dir C:\\\\a"]')],
  [inContainer('"command":[«"npm start"»]'), 'info command-single-string'],
  [inContainer('"command":["npm","run start"]')],
  [
    root(
      linux,
      '{"name":"web","image":«"mcr.microsoft.com/windows/servercore:ltsc2019"»,"memory":64,"cpu":256,"user":"app"}',
    ),
    'warning image-windows-mismatch',
  ],
]);
