import { filled, present, type BodyPart, type ContainerScope } from './scope';

/** What runs in the container and as whom. An empty list counts as absent, as in ECS. */
export function mapProcess({ container, report, pointer, name }: ContainerScope): BodyPart {
  if (container.privileged)
    report.demand(
      'privileged',
      `${pointer}/privileged`,
      `Container ${name} gets every privilege on the machine the engine runs on.`,
    );
  container.dockerSecurityOptions?.forEach((option, index) => {
    if (!isHarmless.test(option))
      report.demand(
        'privileged',
        `${pointer}/dockerSecurityOptions/${index}`,
        `Container ${name} replaces a confinement of the engine by one of its own (${option}).`,
      );
  });
  return {
    config: present({
      Entrypoint: filled(container.entryPoint),
      Cmd: filled(container.command),
      WorkingDir: container.workingDirectory,
      User: container.user,
      Tty: container.pseudoTerminal,
      OpenStdin: container.interactive,
    }),
    host: present({
      Privileged: container.privileged,
      ReadonlyRootfs: container.readonlyRootFilesystem,
      SecurityOpt: filled(container.dockerSecurityOptions),
      Init: container.linuxParameters?.initProcessEnabled,
    }),
  };
}

/** They take privileges away, or mean nothing on Linux. */
const isHarmless = /^(no-new-privileges|credentialspec[:=])/;
