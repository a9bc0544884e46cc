import { EngineError, OtherPlatformError } from '../errors';
import type { EnginePort, PullProgress } from '../enginePort';
import type { LoginFor } from '../fromAws/logins';
import { byDigest } from '../imageDigest';

export interface Wanted {
  readonly image: string;
  /** linux/arm64, when the definition says. */
  readonly platform: string | undefined;
  /** The name is looked up for each container anew, and not resolved for the task. */
  readonly versionConsistency?: 'disabled';
}

type Resolvable = Wanted & { readonly digest: string | undefined };

export interface Pulling {
  readonly signal: AbortSignal;
  readonly progress: (update: PullProgress) => void;
}

export const isFloating = ({ versionConsistency }: Wanted): boolean => versionConsistency === 'disabled';

export const keyOf = ({ image, platform, versionConsistency }: Wanted): string =>
  [image, platform, versionConsistency].join(' ');

/** What one run asks of registries: each digest once, each image once. Rejects with an EngineError. */
export class Fetching {
  private readonly digests = new Map<string, Promise<string>>();
  private readonly pulls = new Map<string, Promise<void>>();

  constructor(
    private readonly port: Pick<EnginePort, 'inspectImage' | 'resolveDigest' | 'pull' | 'tagImage'>,
    private readonly login: LoginFor,
  ) {}

  /** Of the manifest that the name has now; asked for again only after a failure. */
  async digest(wanted: Wanted, signal: AbortSignal): Promise<string> {
    const key = keyOf(wanted);
    const asked = this.digests.get(key) ?? this.askForDigest(wanted.image, signal);
    this.digests.set(key, asked);
    return asked.catch((error: unknown) => {
      this.digests.delete(key);
      throw error;
    });
  }

  /** Gets the layers, of the digest that the name was resolved to; `done` as soon as they are there. */
  pull(wanted: Resolvable, pulling: Pulling, done: () => void): Promise<void> {
    const key = keyOf(wanted);
    const running = this.pulls.get(key);
    if (running) return running;
    const pull = this.askForLayers(wanted, pulling).then(done, (error: unknown) => {
      // Given up for one container, it may be wanted by another; a refusal by the registry stands.
      if (!(error instanceof EngineError) || error.kind !== 'refused') this.pulls.delete(key);
      throw error;
    });
    this.pulls.set(key, pull);
    return pull;
  }

  forget(wanted: Wanted): void {
    this.digests.delete(keyOf(wanted));
    this.pulls.delete(keyOf(wanted));
  }

  private async askForDigest(image: string, signal: AbortSignal): Promise<string> {
    return this.port.resolveDigest(image, signal, await this.login(image));
  }

  /** What was resolved is pulled, though its tag may have moved since, and gets the tag. */
  private async askForLayers(wanted: Resolvable, pulling: Pulling): Promise<void> {
    const { image, platform, digest } = wanted;
    const login = await this.login(image);
    const how = { ...(platform !== undefined && { platform }), ...(login && { login }) };
    const name = digest === undefined ? image : byDigest(image, digest);
    try {
      await this.port.pull(name, { ...pulling, ...how });
      if (name !== image && !image.includes('@')) await this.port.tagImage(name, image);
    } catch (error) {
      throw await this.besideAnother(error, wanted);
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
}
