import { EngineError, OtherPlatformError } from '../errors';
import type { EnginePort, ImageFacts, PullProgress } from '../enginePort';
import type { LoginFor } from '../fromAws/logins';
import type { ContainerSpec } from '../plan';
import type { PullBehaviour } from '../state';

export interface Wanted {
  readonly image: string;
  /** linux/arm64, when the definition says. */
  readonly platform: string | undefined;
}

export interface Pulling {
  readonly signal: AbortSignal;
  readonly progress: (update: PullProgress) => void;
}

/**
 * The images of one run: each is looked up once and pulled once, however many containers use it and however early it
 * was asked for (runner.md §1.12).
 */
export class Images {
  private readonly lookups = new Map<string, Promise<ImageFacts | undefined>>();
  private readonly digests = new Map<string, Promise<string>>();
  private readonly pulls = new Map<string, Promise<void>>();

  constructor(
    private readonly port: Pick<EnginePort, 'inspectImage' | 'resolveDigest' | 'pull'>,
    private readonly behaviour: PullBehaviour,
    private readonly login: LoginFor = async () => undefined,
  ) {}

  /** What the engine has under this name; undefined when it has nothing, or something for another platform. */
  async cached({ image, platform }: Wanted): Promise<ImageFacts | undefined> {
    const lookup = this.lookups.get(image) ?? this.port.inspectImage(image);
    this.lookups.set(image, lookup);
    const facts = await lookup.catch((error: unknown) => {
      this.lookups.delete(image);
      // A name the engine cannot read names no image.
      if (error instanceof EngineError && error.kind === 'refused') return undefined;
      throw error;
    });
    return facts !== undefined && (platform === undefined || facts.platform === platform) ? facts : undefined;
  }

  /** Begins to look them up, so that the answer is there when it is needed. */
  lookUp(containers: readonly ContainerSpec[]): void {
    for (const { facts, ...wanted } of containers) if (facts.role === 'app') this.cached(wanted).catch(() => undefined);
  }

  /** The step before the layers: who wants the newest image finds out here what that is. */
  async manifest(wanted: Wanted, pulling: Pulling): Promise<void> {
    if (!(await this.mayUseCached(wanted))) {
      if (this.behaviour === 'prefer-cached') void this.pullOnce(wanted, pulling).catch(() => undefined);
      else await this.isNewest(wanted, pulling.signal);
    }
  }

  /** The layers, unless what is here will do. */
  async ready(wanted: Wanted, pulling: Pulling): Promise<void> {
    if (await this.mayUseCached(wanted)) return;
    if (this.behaviour === 'default' && (await this.isNewest(wanted, pulling.signal).catch(() => false))) return;
    await this.pullOnce(wanted, pulling);
  }

  /** Fetches into the engine's cache, ahead of any container. */
  async prefetch(wanted: Wanted, pulling: Pulling): Promise<void> {
    if ((await this.cached(wanted)) === undefined) await this.pullOnce(wanted, pulling);
  }

  private async mayUseCached(wanted: Wanted): Promise<boolean> {
    const useCached = this.behaviour === 'prefer-cached' || this.behaviour === 'once';
    return useCached && (await this.cached(wanted)) !== undefined;
  }

  /** Asks the registry for the digest of the name: does the engine have exactly that? */
  private async isNewest(wanted: Wanted, signal: AbortSignal): Promise<boolean> {
    const asked = this.digests.get(wanted.image) ?? this.askForDigest(wanted.image, signal);
    this.digests.set(wanted.image, asked);
    const digest = await asked.catch((error: unknown) => {
      this.digests.delete(wanted.image);
      throw error;
    });
    const facts = await this.cached(wanted);
    return facts?.digests.some((known) => known.endsWith(`@${digest}`)) ?? false;
  }

  private async askForDigest(image: string, signal: AbortSignal): Promise<string> {
    return this.port.resolveDigest(image, signal, await this.login(image));
  }

  private async pull({ image, platform }: Wanted, pulling: Pulling): Promise<void> {
    const login = await this.login(image);
    const how = { ...(platform !== undefined && { platform }), ...(login && { login }) };
    try {
      await this.port.pull(image, { ...pulling, ...how });
    } catch (error) {
      throw await this.besideAnother(error, { image, platform });
    }
  }

  /** Whoever has built the image here is told why that one does not do. */
  private async besideAnother(error: unknown, { image, platform }: Wanted): Promise<unknown> {
    const isAnswer = error instanceof EngineError && (error.kind === 'refused' || error.kind === 'not-found');
    if (!isAnswer || platform === undefined) return error;
    const here = await this.port.inspectImage(image).catch(() => undefined);
    if (here === undefined || here.platform === platform) return error;
    return new OtherPlatformError(error, image, { here: here.platform, asked: platform });
  }

  private pullOnce({ image, platform }: Wanted, pulling: Pulling): Promise<void> {
    const key = `${image} ${platform ?? ''}`;
    const running = this.pulls.get(key);
    if (running) return running;
    const pull = this.pull({ image, platform }, pulling).then(
      () => void this.lookups.delete(image),
      (error: unknown) => {
        // Given up for one container, it may be wanted by another; a refusal by the registry stands.
        if (!(error instanceof EngineError) || error.kind !== 'refused') this.pulls.delete(key);
        throw error;
      },
    );
    this.pulls.set(key, pull);
    return pull;
  }
}
