import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { temporaryFolder } from './temporaryFolder';

/** What the AWS of a test holds. */
export interface Holdings {
  /** By ARN or name; a JSON answer that is no text is a secret without one. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
  /** By path, bucket first. */
  readonly files?: Readonly<Record<string, string>>;
  /** `user:password` of ECR. */
  readonly login?: string;
  /** How often AWS is too busy to answer at first. */
  readonly busy?: number;
  /** Where all buckets are. */
  readonly bucketRegion?: string;
}

export interface AwsServer {
  /** `secretsmanager eu-central-1 GetSecretValue {…}`, with the service and Region of the signature. */
  readonly asked: string[];
  /** Puts the environment back. */
  close(): void;
}

/**
 * Services of AWS on this machine: the endpoints are moved here by the variables all SDKs read, and a profile `dev` has
 * keys. Whoever has no permission asks for something with `forbidden` in its name.
 */
export async function awsServer(holdings: Holdings): Promise<AwsServer> {
  const asked: string[] = [];
  let { busy = 0 } = holdings;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { service, region } = scopeOf(request);
      const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1];
      if (busy-- > 0) return response.writeHead(503).end('{"__type":"ServiceUnavailable"}');
      asked.push([service, region, operation ?? request.url, body].filter(Boolean).join(' '));
      const {
        status,
        answer,
        headers = {},
      } = operation === undefined
        ? file(holdings, request.url ?? '', region)
        : json(holdings, operation, JSON.parse(body) as Record<string, unknown>);
      response.writeHead(status, headers).end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const before = { ...process.env };
  const folder = temporaryFolder('aws');
  const config = path.join(folder, 'config');
  writeFileSync(config, '[profile dev]\naws_access_key_id = AKIADEV\naws_secret_access_key = key-of-dev');
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, {
    ...{ AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none') },
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  const close = () => {
    server.closeAllConnections();
    server.close();
    process.env = before;
  };
  return { asked, close };
}

interface Answer {
  readonly status: number;
  readonly answer: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const error = (type: string, status = 400, message = 'no'): Answer => ({
  status,
  answer: { __type: `com.amazonaws#${type}`, message },
});

function json({ secrets = {}, parameters = {}, login = '' }: Holdings, operation: string, body: object): Answer {
  const question = body as {
    readonly SecretId?: string;
    readonly Names?: readonly string[];
    readonly VersionStage?: string;
  };
  if (JSON.stringify(body).includes('forbidden')) return error('AccessDeniedException');
  switch (operation) {
    case 'GetSecretValue': {
      const value = secrets[[question.SecretId, question.VersionStage].filter(Boolean).join('@')];
      return value === undefined
        ? error('ResourceNotFoundException')
        : { status: 200, answer: { SecretString: value } };
    }
    case 'GetParameters': {
      const known = (question.Names ?? []).filter((name) => name in parameters);
      return { status: 200, answer: { Parameters: known.map((Name) => ({ Name, Value: parameters[Name] })) } };
    }
    case 'GetAuthorizationToken':
      return {
        status: 200,
        answer: { authorizationData: [{ authorizationToken: Buffer.from(login).toString('base64') }] },
      };
    default:
      return error('UnknownOperationException');
  }
}

/** S3 answers in XML, and sends whoever asks in the wrong Region to the right one. */
function file({ files = {}, bucketRegion }: Holdings, url: string, region: string): Answer {
  if (bucketRegion !== undefined && bucketRegion !== region)
    return {
      ...{ status: 301, answer: '<Error><Code>PermanentRedirect</Code></Error>' },
      headers: { 'x-amz-bucket-region': bucketRegion },
    };
  const found = files[decodeURIComponent(url)];
  if (url.includes('forbidden')) return { status: 403, answer: '<Error><Code>AccessDenied</Code></Error>' };
  return found === undefined
    ? { status: 404, answer: '<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>' }
    : { status: 200, answer: found };
}

/** Of `Credential=AKIADEV/20260101/eu-central-1/ssm/aws4_request`. */
function scopeOf({ headers }: IncomingMessage): { readonly region: string; readonly service: string } {
  const [, , region = '', service = ''] = /Credential=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split('/') ?? [];
  return { region, service };
}
