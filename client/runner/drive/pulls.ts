import type { PullProgress } from '../enginePort';
import type { TaskView } from '../endpoints/view';
import type { ContainerSpec } from '../plan';
import type { RunObserver } from '../runner';
import type { Images } from './images';

/** The images of one task's containers, and when they were asked for. The pause's is there already. */
export class Pulls {
  /** When the first image was asked for, and when the last one was there. */
  times: TaskView['pulls'] = { startedAt: undefined, stoppedAt: undefined };

  constructor(
    private readonly images: Images,
    private readonly observer: RunObserver,
  ) {}

  async manifest({ facts, ...wanted }: ContainerSpec, signal: AbortSignal): Promise<void> {
    if (facts.role !== 'app') return;
    await this.images.manifest(wanted, { signal, progress: this.progress(facts.name, wanted.image) });
  }

  async pull({ facts, ...wanted }: ContainerSpec, signal: AbortSignal): Promise<void> {
    if (facts.role !== 'app') return;
    this.times = { ...this.times, startedAt: this.times.startedAt ?? Date.now() };
    await this.images.ready(wanted, { signal, progress: this.progress(facts.name, wanted.image) });
    this.times = { ...this.times, stoppedAt: Date.now() };
  }

  private progress(container: string, image: string) {
    return (update: PullProgress) => this.observer.pulling?.({ ...update, container, image });
  }
}
