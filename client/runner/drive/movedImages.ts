import type { EnginePort } from '../enginePort';
import type { Notice } from '../notice';
import type { TaskPlan } from '../plan';
import type { TaskSnapshot } from '../runner';

/**
 * Told of each running container whose image's name leads to another image by now: one that was built, pulled or tagged
 * since. The task keeps what it began with, as on ECS, so whoever has built it is told what to do. Rejects with an
 * EngineError.
 */
export async function movedImages(
  port: Pick<EnginePort, 'inspect' | 'inspectImage'>,
  { containers }: Pick<TaskPlan, 'containers'>,
  task: Pick<TaskSnapshot, 'containers'>,
): Promise<Notice[]> {
  const running = task.containers.filter(({ lastStatus }) => lastStatus === 'RUNNING');
  const notices = running.map(async ({ name, image, runtimeId = '' }): Promise<Notice | []> => {
    const runs = (await port.inspect(runtimeId))?.detail.imageId;
    if (!runs) return [];
    // Asked in the same way for both, since engines have ids of several kinds.
    const [begun, now] = await Promise.all([port.inspectImage(runs), port.inspectImage(image)]);
    if (!begun || !now || begun.id === now.id) return [];
    const pointer = containers.find(({ facts }) => facts.name === name)?.pointer ?? '';
    return {
      code: 'image-moved',
      pointer: `${pointer}/image`,
      verdict: 'substituted',
      text:
        `${name} runs what ${image} was when the task began, as on ECS; now that is another image (${shortId(now.id)}). ` +
        'Run the file again for the new one.',
    };
  });
  return (await Promise.all(notices)).flat();
}

const shortId = (id: string): string => id.replace(/^sha256:/, '').slice(0, 12);
