import { filled, present, type BodyPart, type ContainerScope } from './scope';
import { securityOptions } from './securityOptions';

/** What runs in the container and as whom. An empty list counts as absent, as in ECS. */
export function mapProcess(scope: ContainerScope): BodyPart {
  const { container, report, pointer, name } = scope;
  if (container.privileged)
    report.demand(
      'privileged',
      `${pointer}/privileged`,
      `Container ${name} gets every privilege on the machine the engine runs on.`,
    );
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
      SecurityOpt: filled(securityOptions(scope)),
      Init: container.linuxParameters?.initProcessEnabled,
    }),
  };
}
