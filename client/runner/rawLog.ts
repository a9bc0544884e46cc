/** How the engine is asked for a container's log. */
export interface LogOptions {
  readonly follow: boolean;
  readonly tail?: number;
  /** A stamp, or whole seconds since the epoch. */
  readonly since?: string | number;
  /** Has the container a terminal? Its stream is not split into stdout and stderr. */
  readonly tty: boolean;
  /** Without, the engine has a quarter less to do. With a terminal, its messages are told apart by them. */
  readonly timestamps: boolean;
  readonly signal: AbortSignal;
}

/** A line of it. */
export interface RawLog {
  readonly stream: 'stdout' | 'stderr';
  /** The engine's time in RFC 3339 with nanoseconds: tells lines of one millisecond apart when a log is read on. Empty without timestamps. */
  readonly stamp: string;
  /** The same in milliseconds since the epoch, or 0. */
  readonly time: number;
  /** One line without its line break; escape sequences untouched. */
  readonly text: string;
}
