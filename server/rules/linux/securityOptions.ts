import type { Field } from '../../document/field';
import { type CheckRule, type Fix, defineRule } from '../define';
import { inContainer, inFargate } from '../example';
import { setValue } from '../fixes';
import { notWindows, offFargate, onEc2, onFargateWindows } from '../scope';
import { api, guide, windowsGuide } from '../sources';
import { containerLabel } from '../words';
import { perTask } from '../perTask';

/** `dockerSecurityOptions` and `credentialSpecs`. */

const options = (item: string, task = ''): string => inContainer(`"dockerSecurityOptions":[${item}]`, task);
const specs = (item: string): string => `"credentialSpecs":[${item}]`;
const role = '"executionRoleArn":"ecsTaskExecutionRole"';
const windows = '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}';

const optionsOf = perTask((task): readonly Field<string>[] =>
  task.containers.flatMap((container) => container.get('dockerSecurityOptions')?.items() ?? []),
);

const knownOption =
  /^(no-new-privileges([:=](true|false))?|(label|apparmor|credentialspec|seccomp)[:=].+|seccomp|systempaths[:=]unconfined)$/;

export const dockerSecurityOptionFormat = defineRule<CheckRule>({
  id: 'docker-security-option-format',
  group: 'linux',
  severity: 'warning',
  summary: 'ECS knows no such security option',
  why: 'It takes no-new-privileges, label:…, apparmor:…, seccomp:… and credentialspec:…; Docker refuses others.',
  source: api('ContainerDefinition'),
  inContainerArray: true,
  good: [
    options('"no-new-privileges"'),
    options('"no-new-privileges:true"'),
    options('"label=disable"'),
    options('"apparmor:docker-default"'),
    options('"${OPTION}"'),
  ],
  examples: [
    { bad: options('«"no_new_privileges"»'), fixed: options('"no-new-privileges"') },
    { bad: options('«"privileged"»') },
  ],
  *check(task) {
    if (!offFargate(task)) return;
    for (const item of optionsOf(task)) {
      if (item.known === undefined || knownOption.test(item.known)) continue;
      yield {
        at: item.value,
        message: `ECS knows no security option "${item.known}"`,
        fixes: /^no[-_ ]?new[-_ ]?priv/i.test(item.known) ? [setValue(item.path, 'no-new-privileges')] : [],
      };
    }
  },
});

export const dockerSecurityOptionSelinuxExternal = defineRule<CheckRule>({
  id: 'docker-security-option-selinux-external',
  group: 'linux',
  severity: 'warning',
  summary: 'ECS does not support SELinux on External instances',
  why: 'Labels are passed on, but nothing promises that they work.',
  source: api('ContainerDefinition'),
  good: [options('"label:disable"')],
  examples: [{ bad: options('«"label:type:a"»', '"requiresCompatibilities":["EXTERNAL"]') }],
  *check(task) {
    if (!task.launchTypes.has('EXTERNAL')) return;
    for (const item of optionsOf(task)) {
      if (/^label[:=]/.test(item.text ?? '')) yield { at: item.value };
    }
  },
});

export const dockerSecurityCredentialspec = defineRule<CheckRule>({
  id: 'docker-security-credentialspec',
  group: 'linux',
  severity: 'hint',
  off: true,
  summary: '"credentialSpecs" is the newer place for a credential spec',
  why: 'It also takes files from S3 and parameters, and works on Linux.',
  source: guide('windows-gmsa', 'gMSA for Windows containers'),
  good: [options('"credentialspec:file://a.json"')],
  examples: [
    {
      bad: options('«"credentialspec:arn:aws:s3:::b/a.json"»', windows),
      fixed: inContainer(specs('"credentialspec:arn:aws:s3:::b/a.json"'), windows),
    },
    { bad: options('«"credentialspec:file://a.json"»', windows) },
  ],
  *check(task) {
    if (task.os !== 'windows' || !onEc2(task)) return;
    for (const container of task.containers) {
      const list = container.get('dockerSecurityOptions');
      for (const item of list?.items() ?? []) {
        if (!/^credentialspec:/.test(item.text ?? '')) continue;
        // A file on the instance stays where it is: the newer member takes ARNs only.
        const canMove = /^credentialspec:arn:/.test(item.text ?? '') && !container.get('credentialSpecs');
        const move: Fix = {
          title: 'Move it to "credentialSpecs"',
          changes: () => [
            { remove: list!.items().length === 1 ? list!.path : item.path },
            { set: [...container.path, 'credentialSpecs'], to: [item.text] },
          ],
        };
        yield { at: item.value, tag: 'deprecated', fixes: canMove ? [move] : [] };
      }
    }
  },
});

export const credentialSpecsFargateDomainless = defineRule<CheckRule>({
  id: 'credential-specs-fargate-domainless',
  group: 'linux',
  severity: 'error',
  summary: 'Fargate takes domainless credential specs only',
  why: 'A Fargate task has no host that could have joined a domain.',
  source: guide('fargate-linux-gmsa', 'gMSA for Linux containers on Fargate'),
  good: [inFargate(role, specs('"credentialspecdomainless:arn:aws:s3:::b/a.json"'))],
  examples: [
    {
      bad: inFargate(role, specs('«"credentialspec:arn:aws:s3:::b/a.json"»')),
      fixed: inFargate(role, specs('"credentialspecdomainless:arn:aws:s3:::b/a.json"')),
    },
  ],
  *check(task) {
    if (!task.isFargate || !notWindows(task)) return;
    for (const container of task.containers) {
      for (const item of container.get('credentialSpecs')?.items() ?? []) {
        if (!item.known?.startsWith('credentialspec:')) continue;
        yield {
          at: item.value,
          message: `Fargate takes domainless credential specs only (${containerLabel(container)})`,
          fixes: [setValue(item.path, item.known.replace('credentialspec:', 'credentialspecdomainless:'))],
        };
      }
    }
  },
});

export const credentialSpecsFargateWindows = defineRule<CheckRule>({
  id: 'credential-specs-fargate-windows',
  group: 'linux',
  severity: 'error',
  summary: 'Windows tasks on Fargate take no credential specs',
  why: 'A Fargate task has no host that could have joined a domain.',
  source: windowsGuide,
  good: [inFargate(role, specs('"credentialspecdomainless:arn:aws:s3:::b/a.json"'))],
  examples: [
    {
      bad: `{"family":"app","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"1024","memory":"2048",${role},${windows},"containerDefinitions":[{"name":"web","image":"app:1",«"credentialSpecs"»:["credentialspec:arn:aws:s3:::b/a.json"]}]}`,
    },
  ],
  *check(task) {
    if (!onFargateWindows(task)) return;
    for (const container of task.containers) {
      const field = container.get('credentialSpecs');
      if (field && !field.isEmpty) yield { at: field.key };
    }
  },
});
