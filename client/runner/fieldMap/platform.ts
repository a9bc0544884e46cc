import type { TaskScope } from './scope';

/** Names of the definition, as the engine spells them. */
const architectures = new Map([
  ['X86_64', 'amd64'],
  ['ARM64', 'arm64'],
]);

/** What images are pulled and created for, when the definition says. An engine of another family cannot run the task. */
export function platformOf({ definition, engine, report, target }: TaskScope): string | undefined {
  const { cpuArchitecture, operatingSystemFamily } = definition.runtimePlatform ?? {};
  const wanted = operatingSystemFamily?.startsWith('WINDOWS') ? 'windows' : 'linux';
  if (wanted !== engine.os) {
    const text = `The task needs ${capital(wanted)} containers, and the engine ${engine.name} runs ${capital(engine.os)} containers.`;
    const at = operatingSystemFamily ? '/runtimePlatform/operatingSystemFamily' : '';
    report.refuse(
      'platform',
      at,
      text,
      `Switch the engine to ${capital(wanted)} containers, or choose another engine.`,
    );
  }
  if (operatingSystemFamily && !/^(LINUX$|WINDOWS)/.test(operatingSystemFamily))
    report.unknownWord('/runtimePlatform/operatingSystemFamily', operatingSystemFamily, 'the task runs as on Linux');
  const architecture = architectures.get(cpuArchitecture ?? '');
  if (cpuArchitecture && !architecture)
    report.unknownWord(
      '/runtimePlatform/cpuArchitecture',
      cpuArchitecture,
      `images are those for ${engine.architecture}`,
    );
  if (architecture && architecture !== engine.architecture) {
    const text = `The engine is ${engine.architecture} and emulates ${architecture}: slower, and not always exact.`;
    report.notice('approximated', 'architecture-emulated', '/runtimePlatform/cpuArchitecture', text);
  }
  if (!architecture && target === 'FARGATE' && engine.architecture !== 'amd64') {
    const text = `Fargate would run the task on X86_64; without a cpuArchitecture it runs here on ${engine.architecture}.`;
    report.notice('approximated', 'architecture-differs', '/runtimePlatform', text);
  }
  return architecture && `linux/${architecture}`;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
