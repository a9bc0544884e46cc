import type { LogOutputChannel } from 'vscode';

/** What the extension writes for whoever looks into a problem: the output channel *Taskdef*. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  /** The error's message and cause, never its stack. */
  error(message: string, error?: unknown): void;
  show(): void;
}

export function createLog(channel: Pick<LogOutputChannel, 'info' | 'warn' | 'error' | 'show'>): Log {
  return {
    info: (message) => channel.info(redact(message)),
    warn: (message) => channel.warn(redact(message)),
    error: (message, error) => channel.error(redact([message, ...causes(error)].join('\n  because: '))),
    show: () => channel.show(true),
  };
}

/** The messages of an error and of what caused it, outermost first. */
function causes(error: unknown): string[] {
  const messages: string[] = [];
  for (let current = error; current instanceof Error && messages.length < 5; current = current.cause) {
    if (messages.at(-1) !== current.message) messages.push(current.message);
  }
  return error === undefined || error instanceof Error ? messages : [JSON.stringify(error)];
}

const secrets: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [
    /\b((?:proxy-)?authorization|x-registry-(?:auth|config))(["']?\s*[:=]\s*["']?)(?:(?:basic|bearer)\s+)?[^\s"',}]+/gi,
    '$1$2***',
  ],
  [/([a-z][a-z+.-]*:\/\/[^\s/:@]*:)[^\s/@]+@/gi, '$1***@'],
  [/\b((?:A3T|AKIA|ASIA)[A-Z0-9]{4})[A-Z0-9]{12}\b/g, '$1***'],
  [/\b([\w.-]*(?:password|passwd|secret|token|api_?key|credential)[\w.-]*["']?\s*[:=]\s*["']?)[^\s"',}&]+/gi, '$1***'],
];

/** A text in which the values of what looks like credentials are replaced by `***`. */
export const redact = (text: string): string =>
  secrets.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), text);
