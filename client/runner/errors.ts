/** Why the engine could not do what was asked. `kind` decides the next step, the message is the engine's own. */
export type EngineErrorKind =
  | 'no-engine' // nothing answers at the endpoint
  | 'no-permission' // the socket is there, but not for this user
  | 'lost' // it answered before and does not any more
  | 'timeout'
  | 'not-found'
  | 'conflict'
  | 'port-taken'
  | 'address-taken' // a container's own address, on its network
  | 'overlap' // the addresses of a network are in use
  | 'disk-full'
  | 'cancelled'
  | 'refused'; // any other answer of the engine

export class EngineError extends Error {
  constructor(
    readonly kind: EngineErrorKind,
    message: string,
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'EngineError';
  }
}

/** No image of that name could be had for the platform the task asks for, while the engine holds it for another one. */
export class OtherPlatformError extends EngineError {
  /** What was asked for: `linux/arm64`. */
  readonly platform: string;

  constructor(cause: EngineError, image: string, { here, asked }: { readonly here: string; readonly asked: string }) {
    const message = `${cause.message}; ${image} is here for ${here}, and the task asks for ${asked}`;
    super(cause.kind, message, cause.status, { cause });
    this.platform = asked;
  }
}

/** Has the engine gone? The call will be made again when it is back. */
export const isGone = (error: unknown): boolean =>
  error instanceof EngineError && (error.kind === 'lost' || error.kind === 'no-engine');

/** Did nobody answer? After a time-out only a ping tells an engine that is gone from one that is slow at this call. */
export const isUnanswered = (error: unknown): boolean =>
  isGone(error) || (error instanceof EngineError && error.kind === 'timeout');

/** A place where an engine was looked for, why there, and what was met. */
export interface Attempt {
  readonly endpoint: string;
  readonly from: string;
  readonly met: string;
}

/** A failure a person reads: what happened, where, and what to do next. */
export class RunnerError extends Error {
  /** Where an engine was looked for, when none could be used. */
  readonly tried: readonly Attempt[];

  constructor(
    readonly code:
      | 'no-engine'
      | 'no-permission'
      | 'engine-lost'
      | 'refused'
      | 'needs-agreement'
      | 'port-taken'
      | 'disk-full'
      | 'unknown-task'
      | 'unknown-container'
      | 'cancelled',
    message: string,
    /** One imperative sentence. */
    readonly next: string,
    { tried = [], ...options }: ErrorOptions & { readonly tried?: readonly Attempt[] } = {},
  ) {
    super(message, options);
    this.name = 'RunnerError';
    this.tried = tried;
  }
}

/** Lets a lost engine through; any other failure is this answer. */
export const unlessGone =
  <Answer>(answer: Answer) =>
  (error: unknown): Answer => {
    if (isGone(error)) throw error;
    return answer;
  };
