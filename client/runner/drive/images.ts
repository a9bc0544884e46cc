import { EngineError } from '../errors';
import type { EnginePort, ImageFacts } from '../enginePort';
import type { LoginFor } from '../fromAws/logins';
import { byDigest, digestOf } from '../imageDigest';
import type { ContainerSpec } from '../plan';
import type { PullBehaviour } from '../state';
import { Fetching, isFloating, keyOf, type Pulling, type Wanted } from './fetching';

/** What a name means for the rest of the task. */
interface Resolved {
  readonly digest: string;
  /** The engine's; undefined until it has the image. */
  readonly id?: string;
  /** Why it is what the engine had: the pull has failed with this. */
  readonly failure?: Error | undefined;
}

/**
 * The images of one run: each is looked up once, resolved once and pulled once, however many containers use it and
 * however early it was asked for (runner.md §1.12).
 */
export class Images {
  private readonly lookups = new Map<string, Promise<ImageFacts | undefined>>();
  private readonly resolved = new Map<string, Resolved>();
  private readonly fetching: Fetching;

  constructor(
    private readonly port: Pick<EnginePort, 'inspectImage' | 'resolveDigest' | 'pull' | 'tagImage'>,
    private readonly behaviour: PullBehaviour,
    login: LoginFor = async () => undefined,
  ) {
    this.fetching = new Fetching(port, login);
  }

  /** What the engine has under this name; undefined when it has nothing, or something for another platform. */
  async cached(wanted: Wanted): Promise<ImageFacts | undefined> {
    const key = keyOf(wanted);
    const lookup = this.lookups.get(key) ?? this.port.inspectImage(wanted.image);
    this.lookups.set(key, lookup);
    const facts = await lookup.catch((error: unknown) => {
      this.lookups.delete(key);
      // A name the engine cannot read names no image.
      if (error instanceof EngineError && error.kind === 'refused') return undefined;
      throw error;
    });
    return fitting(facts, wanted);
  }

  /** Begins to look them up, so that the answer is there when it is needed. */
  lookUp(containers: readonly ContainerSpec[]): void {
    for (const { facts, ...wanted } of containers) if (facts.role === 'app') this.cached(wanted).catch(() => undefined);
  }

  /** The step before the layers, which resolves the name: who wants the newest image finds out here what that is. */
  async manifest(wanted: Wanted, pulling: Pulling): Promise<void> {
    if (isFloating(wanted) || this.resolved.has(keyOf(wanted))) return;
    if (this.behaviour === 'default' || this.behaviour === 'always') await this.isNewest(wanted, pulling.signal);
    else if ((await this.cached(wanted)) !== undefined) await this.resolveAsCached(wanted);
    else if (this.behaviour === 'once') await this.isNewest(wanted, pulling.signal);
    else void this.ready(wanted, pulling).catch(() => undefined);
  }

  /** The layers, unless what is here will do. Rejects for each container that has to do with what the engine had. */
  async ready(wanted: Wanted, pulling: Pulling): Promise<void> {
    const { failure } = this.resolved.get(keyOf(wanted)) ?? {};
    if (failure !== undefined) throw failure;
    if (isFloating(wanted)) this.lookAnew(wanted);
    if (this.behaviour !== 'always' && (await this.isHere(wanted, pulling.signal))) return;
    try {
      await this.pull(wanted, pulling);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      // Given up for one container, it may be had for another.
      if (!(failure instanceof EngineError && failure.kind === 'cancelled'))
        await this.resolveAsCached(wanted, failure);
      throw failure;
    }
    await this.resolveAsCached(wanted);
  }

  /** Fetches into the engine's cache, ahead of any container. */
  async prefetch(wanted: Wanted, pulling: Pulling): Promise<void> {
    if ((await this.cached(wanted)) === undefined) await this.pull(wanted, pulling);
  }

  /** Of what every container of the task is made from; undefined before, and where the name is not to be resolved. */
  digest(wanted: Wanted): string | undefined {
    return this.resolved.get(keyOf(wanted))?.digest;
  }

  /** Whoever drove the task before had resolved the name. */
  recall(wanted: Wanted, digest: string): void {
    this.resolved.set(keyOf(wanted), { digest });
  }

  /** By what a container is created: its image's name, which people know, as long as that still means the image. */
  async nameFor(wanted: Wanted): Promise<string> {
    const id = await this.idOf(wanted);
    if (id === undefined) return wanted.image;
    return (await this.port.inspectImage(wanted.image))?.id === id ? wanted.image : id;
  }

  /** The engine's id of what was resolved, if it has that. */
  private async idOf(wanted: Wanted): Promise<string | undefined> {
    const { digest, id, failure } = this.resolved.get(keyOf(wanted)) ?? {};
    if (digest === undefined || id !== undefined) return id;
    const named = await this.port.inspectImage(byDigest(wanted.image, digest));
    const found = fitting(named ?? (await this.port.inspectImage(digest)), wanted);
    if (found) this.resolved.set(keyOf(wanted), { digest, id: found.id, failure });
    return found?.id;
  }

  private async isHere(wanted: Wanted, signal: AbortSignal): Promise<boolean> {
    if (this.resolved.has(keyOf(wanted))) return (await this.idOf(wanted)) !== undefined;
    if (this.behaviour === 'default') return this.isNewest(wanted, signal).catch(() => false);
    await this.resolveAsCached(wanted);
    return (await this.cached(wanted)) !== undefined;
  }

  /** Asks the registry for the digest of the name, which it resolves to: does the engine have exactly that? */
  private async isNewest(wanted: Wanted, signal: AbortSignal): Promise<boolean> {
    const digest = await this.fetching.digest(wanted, signal);
    const facts = await this.cached(wanted);
    const here = facts?.digests.some((known) => known.endsWith(`@${digest}`)) ? facts : undefined;
    this.resolve(wanted, here ? { digest, id: here.id } : { digest });
    return here !== undefined;
  }

  /** To what the engine has by now, which a pull may have fetched as the digest that is known. */
  private async resolveAsCached(wanted: Wanted, failure?: Error): Promise<void> {
    const facts = await this.cached(wanted);
    if (!facts) return;
    const known = failure === undefined ? this.digest(wanted) : undefined;
    this.resolve(wanted, { digest: known ?? digestOf(wanted.image, facts), id: facts.id, failure });
  }

  /** The first image holds. */
  private resolve(wanted: Wanted, to: Resolved): void {
    const key = keyOf(wanted);
    if (!isFloating(wanted) && this.resolved.get(key)?.id === undefined) this.resolved.set(key, to);
  }

  private lookAnew(wanted: Wanted): void {
    this.lookups.delete(keyOf(wanted));
    this.fetching.forget(wanted);
  }

  private async pull(wanted: Wanted, pulling: Pulling): Promise<void> {
    const asked = { ...wanted, digest: this.digest(wanted) };
    await this.fetching.pull(asked, pulling, () => this.lookups.delete(keyOf(wanted)));
  }
}

const fitting = (facts: ImageFacts | undefined, { platform }: Wanted): ImageFacts | undefined =>
  platform === undefined || facts?.platform === platform ? facts : undefined;
