import { setTimeout as sleep } from 'node:timers/promises';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Caller } from './credentials';
import { configuredEndpoint, type ServiceId } from './endpoint';
import { identifyOnce } from './identity';

/** A service as requests name it: in its host, its signature, and the settings that move its endpoint. */
export interface Service {
  readonly id: ServiceId;
  readonly host: string;
  readonly signedAs: string;
}

export interface Asking {
  readonly method: 'GET' | 'POST';
  /** Encoded already. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** AWS has answered, and not with what was asked for. */
export class Refusal extends Error {
  constructor(
    /** The service's own name for it: AccessDeniedException, NoSuchKey, … */
    override readonly name: string,
    message: string,
    /** Where S3 says the bucket is. */
    readonly region: string | undefined,
  ) {
    super(message);
  }
}

/** Milliseconds an answer may take, and between two tries. */
const patience = 10_000;
const pause = 500;

/**
 * One request, signed by the SDK's own signer; a whole client of a service would be many times as large as its bundle.
 * Tried a second time when the service is busy. Rejects with an AwsFailure for want of credentials, with a Refusal, or
 * with what `fetch` says when nobody answers.
 */
export async function ask(caller: Caller, service: Service, asking: Asking): Promise<string> {
  const signed = await sign(caller, service, asking);
  const send = async () =>
    fetch(signed.url, {
      method: asking.method,
      headers: signed.headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
      ...(asking.body !== undefined && { body: asking.body }),
    });
  const first = await send().catch(() => undefined);
  const isBusy = first === undefined || first.status >= 500 || first.status === 429;
  if (isBusy) await sleep(pause);
  const response = isBusy ? await send() : first;
  const text = await response.text();
  if (response.ok) return text;
  throw new Refusal(nameIn(text) ?? `status ${response.status}`, messageIn(text), regionOf(response));
}

async function sign(caller: Caller, { id, host, signedAs }: Service, { path, body, ...asking }: Asking) {
  const { region } = caller;
  const url = (await configuredEndpoint(caller, id)) ?? new URL(`https://${host}.${region}.${suffix(region)}`);
  const full = url.pathname.replace(/\/$/, '') + path;
  const signer = new SignatureV4({
    ...{ region, service: signedAs, credentials: await identifyOnce(caller), sha256: Hash.bind(null, 'sha256') },
    uriEscapePath: signedAs !== 's3',
  });
  const { headers } = await signer.sign({
    ...{ protocol: url.protocol, hostname: url.hostname, path: full, query: {}, ...asking },
    headers: { host: url.host, ...asking.headers },
    ...(body !== undefined && { body }),
  });
  return { url: url.origin + full, headers };
}

function suffix(region: string): string {
  if (region.startsWith('cn-')) return 'amazonaws.com.cn';
  return region.startsWith('eusc-') ? 'amazonaws.eu' : 'amazonaws.com';
}

const nameIn = (text: string): string | undefined =>
  /"__type"\s*:\s*"(?:[^"]*#)?(\w+)/.exec(text)?.[1] ?? /<Code>(\w+)<\/Code>/.exec(text)?.[1];

const messageIn = (text: string): string =>
  /"[mM]essage"\s*:\s*"([^"]*)/.exec(text)?.[1] ?? /<Message>([^<]*)/.exec(text)?.[1] ?? '';

const regionOf = ({ headers }: Response): string | undefined => headers.get('x-amz-bucket-region') ?? undefined;
