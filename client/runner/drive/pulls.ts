import type { PullProgress } from '../enginePort';
import type { TaskView } from '../endpoints/view';
import { label } from '../labels';
import type { ContainerSpec, CreateBody } from '../plan';
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

  digest(spec: ContainerSpec): string | undefined {
    return spec.facts.role === 'app' ? this.images.digest(spec) : undefined;
  }

  /** The create body for the image that the task has resolved, whose digest is kept with the container. */
  async bodyFor(spec: ContainerSpec): Promise<CreateBody> {
    const { body } = spec;
    const digest = this.digest(spec);
    if (digest === undefined) return body;
    const Labels = { ...body.Labels, [label.digest]: digest };
    return { ...body, Image: await this.images.nameFor(spec), Labels };
  }

  private progress(container: string, image: string) {
    return (update: PullProgress) => this.observer.pulling?.({ ...update, container, image });
  }
}
