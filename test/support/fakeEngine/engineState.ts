import type { ContainerFactsOnEngine, EngineEvent, ImageFacts, PublishedPort } from '../../../client/runner/enginePort';
import { EngineError } from '../../../client/runner/errors';
import type { CreateBody } from '../../../client/runner/plan';
import type { RawLog } from '../../../client/runner/rawLog';

type Labelled = { readonly labels: Readonly<Record<string, string>> };

export interface Container {
  readonly name: string;
  readonly body: CreateBody;
  readonly logs: RawLog[];
  facts: ContainerFactsOnEngine;
}

/** Whoever listens to its events. */
interface Hearer {
  readonly heard: (event: EngineEvent) => void;
  readonly lose: (error: EngineError) => void;
}

/** What an engine in memory has. Containers run until `exit`. */
export class EngineState {
  readonly containers = new Map<string, Container>();
  readonly images = new Map<string, ImageFacts>();
  readonly networks = new Map<string, Labelled & { readonly name: string; readonly subnet: string | undefined }>();
  readonly volumes = new Map<string, Labelled>();
  /** What it remembers; a test may let it forget. */
  readonly history: EngineEvent[] = [];
  protected readonly hearers = new Set<Hearer>();

  addImage(name: string, facts: Partial<ImageFacts> = {}): void {
    this.images.set(name, {
      ...{ id: `sha256:${name}`, digests: [], platform: 'linux/amd64' },
      ...{ exposed: [], environment: [], hasHealthCheck: false },
      ...facts,
    });
  }

  container(name: string): ContainerFactsOnEngine {
    return this.find((one) => one.facts.labels['dev.taskdef.container'] === name).facts;
  }

  /** The process of a container ends by itself. */
  exit(name: string, exitCode: number): void {
    this.end(
      this.find((one) => one.facts.labels['dev.taskdef.container'] === name),
      exitCode,
    );
  }

  protected end(container: Container, exitCode: number): void {
    if (container.facts.state !== 'running') return;
    this.change(container, { state: 'exited', exitCode, finishedAt: Date.now() });
    this.tell(container, 'die', { exitCode });
  }

  private find(isIt: (container: Container) => boolean): Container {
    const found = [...this.containers.values()].find(isIt);
    if (!found) throw new EngineError('not-found', 'No such container', 404);
    return found;
  }

  protected byId(idOrName: string): Container {
    return this.find(({ facts }) => facts.id === idOrName || facts.name === idOrName);
  }

  protected change(container: Container, facts: Partial<ContainerFactsOnEngine>): void {
    container.facts = { ...container.facts, ...facts };
  }

  protected tell({ facts }: Container, action: string, more: Partial<EngineEvent> = {}): void {
    const event = { action, id: facts.id, labels: facts.labels, time: Date.now() / 1000, ...more };
    this.history.push(event);
    for (const { heard } of this.hearers) heard(event);
  }

  /** The events of what carries these labels, from the moment that `ready` is called. */
  protected async *news(
    labels: readonly string[],
    signal: AbortSignal,
    ready?: () => void,
  ): AsyncGenerator<EngineEvent, void, undefined> {
    const waiting: EngineEvent[] = [];
    let failure: EngineError | undefined;
    let wake = (): void => undefined;
    const hearer: Hearer = {
      heard: (event) => {
        waiting.push(event);
        wake();
      },
      lose: (error) => {
        failure = error;
        wake();
      },
    };
    this.hearers.add(hearer);
    signal.addEventListener('abort', () => wake(), { once: true });
    ready?.();
    try {
      while (!signal.aborted) {
        const event = waiting.shift();
        if (event && carrying(labels)(event)) yield event;
        else if (failure) throw failure;
        else if (!event) await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      this.hearers.delete(hearer);
    }
  }
}

/** Of what carries these labels, `name` or `name=value`. */
export const carrying =
  (wanted: readonly string[]) =>
  ({ labels }: Labelled): boolean =>
    wanted.every((text) => {
      const [name = '', value] = text.split('=');
      return name in labels && (value === undefined || labels[name] === value);
    });

/** `HostConfig.PortBindings`. */
export type Bindings = Readonly<Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[]>>;

/** What an engine publishes for them; a port that is left open is always the same one. */
export function published(bindings: Bindings): PublishedPort[] {
  return Object.entries(bindings).flatMap(([key, hosts]) =>
    hosts.map(({ HostIp, HostPort }) => ({
      containerPort: Number(key.split('/')[0]),
      protocol: 'tcp' as const,
      hostIp: HostIp,
      hostPort: Number(HostPort) || 49_153,
    })),
  );
}
