import type { ContainerScope } from './scope';

/** Options by what has to confine containers on an engine for them to mean anything. */
const confinementOf: Readonly<Record<string, { readonly name: string; readonly called: string }>> = {
  apparmor: { name: 'apparmor', called: 'AppArmor' },
  label: { name: 'selinux', called: 'SELinux' },
};

/** They only take privileges away, or are not passed on. */
const isHarmless = /^(no-new-privileges|credentialspec)([:=]|$)/;

/**
 * The `SecurityOpt` of a container. The engine would take an option for a confinement it does not have without a word,
 * and would not start a Linux container with a credential spec.
 */
export function securityOptions({ container, engine, report, pointer, name }: ContainerScope): readonly string[] {
  return (container.dockerSecurityOptions ?? []).filter((option, index) => {
    const at = `${pointer}/dockerSecurityOptions/${index}`;
    const keyword = /^[\w-]*/.exec(option)?.[0] ?? '';
    const needed = confinementOf[keyword];
    if (!isHarmless.test(option))
      report.demand(
        'privileged',
        at,
        `Container ${name} replaces a confinement of the engine by one of its own (${option}).`,
      );
    if (needed && engine.os === 'linux' && !engine.confinements.includes(needed.name))
      report.notice('ignored', 'confinement', at, `This engine has no ${needed.called}: ${option} changes nothing.`);
    if (keyword !== 'credentialspec' || engine.os === 'windows') return true;
    report.notice('ignored', 'credential-specs', at, 'The container does not join an Active Directory domain.');
    return false;
  });
}
