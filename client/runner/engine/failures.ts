import { EngineError, type EngineErrorKind } from '../errors';

/** What a failed request carries: docker-modem's status and body, or Node's error code. */
interface RawFailure {
  readonly message?: string;
  readonly code?: string;
  readonly statusCode?: number;
  readonly reason?: string;
  readonly json?: unknown;
}

const unreachable = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const cut = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);
const forbidden = new Set(['EACCES', 'EPERM']);

/** Whatever a request failed with, as the runner understands it. `answered`: this engine has answered before. */
export function engineError(failure: unknown, { answered }: { readonly answered: boolean }): EngineError {
  if (failure instanceof EngineError) return failure;
  const raw: RawFailure = typeof failure === 'object' && failure !== null ? failure : { message: String(failure) };
  const message = messageOf(raw);
  return new EngineError(kindOf(raw, message, answered), message, raw.statusCode, { cause: failure });
}

function kindOf({ code, statusCode }: RawFailure, message: string, answered: boolean): EngineErrorKind {
  if (code !== undefined && forbidden.has(code)) return 'no-permission';
  if (code !== undefined && unreachable.has(code)) return answered ? 'lost' : 'no-engine';
  if (code !== undefined && cut.has(code)) return answered ? 'lost' : 'no-engine';
  if (code === 'ETIMEDOUT') return 'timeout';
  return statusCode === undefined ? 'refused' : kindOfAnswer(statusCode, message);
}

/** What the engine means by an error text; the status alone does not tell a taken port from a broken disk. */
export function kindOfAnswer(status: number | undefined, message: string): EngineErrorKind {
  // The engine's address book writes it large and alone; a listener's refusal comes with its address: "bind: address …".
  if (/(?:^|: )Address already in use$/.test(message)) return 'address-taken';
  if (/port is already allocated|address already in use|ports are not available/i.test(message)) return 'port-taken';
  if (/no space left on device|disk quota exceeded|not enough space/i.test(message)) return 'disk-full';
  if (/pool overlaps/i.test(message)) return 'overlap';
  if (status === 404) return 'not-found';
  if (status === 409) return 'conflict';
  return 'refused';
}

/** The engine's own words, without docker-modem's "(HTTP code 404) no such container - ". */
function messageOf({ json, message, reason }: RawFailure): string {
  if (typeof json === 'object' && json !== null && 'message' in json && typeof json.message === 'string')
    return json.message.trim();
  if (Buffer.isBuffer(json) && json.length > 0) return json.toString('utf8').trim();
  const text = (message ?? reason ?? 'no reason given').replace(/^\(HTTP code \d+\) [^-]*- /, '').trim();
  return text === '' ? 'no reason given' : text;
}
