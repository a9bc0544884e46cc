import { present, type BodyPart, type ContainerScope } from './scope';

/** GPUs of the engine's machine, as `docker run --gpus` asks for them; accelerators that only AWS has are left out. */
export function mapAccelerators(scope: ContainerScope): BodyPart {
  const { container, engine, name, pointer, report } = scope;
  let count = 0;
  container.resourceRequirements?.forEach(({ type, value, sharingStrategy }, index) => {
    const at = `${pointer}/resourceRequirements/${index}`;
    if (type !== 'GPU') {
      const text = `No ${type ?? 'accelerator'} is attached to ${name}; only AWS has it.`;
      report.notice('ignored', 'accelerator', at, text);
      return;
    }
    count += sharingStrategy ? 1 : Number(value) || 1;
    if (sharingStrategy) {
      const text = `Container ${name} gets a whole GPU: its memory and computing time are not divided here.`;
      report.notice('approximated', 'gpu-shared', `${at}/sharingStrategy`, text);
    }
    if (engine.gpu === false)
      report.refuse(
        'gpu-missing',
        at,
        `Container ${name} needs a GPU, and the engine ${engine.name} has no runtime for NVIDIA's.`,
        'Install the NVIDIA Container Toolkit, or run without: in ecs.local.json, ' +
          `"containers": { "${name}": { "resourceRequirements": [] } }.`,
      );
  });
  return {
    host: present({ DeviceRequests: count > 0 ? [{ Driver: '', Count: count, Capabilities: [['gpu']] }] : undefined }),
  };
}
