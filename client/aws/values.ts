import type { Caller } from './credentials';
import { notGiven } from './failures';
import { ask, Refusal, type Service } from './request';
import type { ValuesService } from './service';

interface JsonService extends Service {
  /** What stands before the name of an operation. */
  readonly target: string;
}

const secretsManager: JsonService = {
  id: 'Secrets Manager',
  host: 'secretsmanager',
  signedAs: 'secretsmanager',
  target: 'secretsmanager',
};
const systemsManager: JsonService = {
  id: 'SSM',
  host: 'ssm',
  signedAs: 'ssm',
  target: 'AmazonSSM',
};
const registry: JsonService = {
  id: 'ECR',
  host: 'api.ecr',
  signedAs: 'ecr',
  target: 'AmazonEC2ContainerRegistry_V20150921',
};
const storage: Service = { id: 'S3', host: 's3', signedAs: 's3' };

/** What a task needs from AWS before it starts, asked for with the operations that the ECS agent uses. */
export const values: ValuesService = {
  async secret(caller, id, { versionStage, versionId }) {
    const what = { name: `the secret ${id}`, permission: 'secretsmanager:GetSecretValue' };
    const question = { SecretId: id, ...(versionStage && { VersionStage: versionStage }) };
    return asking(caller, what, async () => {
      const answer = await operation(caller, secretsManager, 'GetSecretValue', {
        ...question,
        ...(versionId && { VersionId: versionId }),
      });
      return textOf(answer.SecretString);
    });
  },

  async parameter(caller, name) {
    const what = { name: `the parameter ${name}`, permission: 'ssm:GetParameters' };
    return asking(caller, what, async () => {
      const question = { Names: [name], WithDecryption: true };
      const { Parameters } = await operation(caller, systemsManager, 'GetParameters', question);
      const [parameter] = (Parameters ?? []) as readonly { readonly Value?: string }[];
      if (!parameter) throw new Refusal('ParameterNotFound', '', undefined);
      return textOf(parameter.Value);
    });
  },

  async file(caller, arn) {
    const what = { name: `the file ${arn}`, permission: 's3:GetObject' };
    const path = /^arn:[^:]*:s3:::(.+)$/.exec(arn)?.[1]?.split('/').map(encoded).join('/');
    const get = async (region: string) =>
      ask({ ...caller, region }, storage, { method: 'GET', path: `/${path ?? ''}` });
    return asking(caller, what, async () => {
      if (path === undefined) throw new Refusal('NoSuchKey', '', undefined);
      return get(caller.region).catch(async (failure: unknown) => {
        const { region } = failure instanceof Refusal ? failure : {};
        if (region === undefined || region === caller.region) throw failure;
        return get(region);
      });
    });
  },

  async registryLogin(caller) {
    const what = { name: `a login for ECR in ${caller.region}`, permission: 'ecr:GetAuthorizationToken' };
    return asking(caller, what, async () => {
      const { authorizationData } = await operation(caller, registry, 'GetAuthorizationToken', {});
      const [data] = (authorizationData ?? []) as readonly { readonly authorizationToken?: string }[];
      const login = Buffer.from(textOf(data?.authorizationToken), 'base64').toString('utf8');
      const colon = login.indexOf(':');
      return { username: login.slice(0, colon), password: login.slice(colon + 1) };
    });
  },
};

type Answer = Readonly<Record<string, unknown>>;

/** An operation of AWS's JSON protocol, version 1.1. */
async function operation(caller: Caller, service: JsonService, name: string, question: object): Promise<Answer> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${service.target}.${name}` };
  const text = await ask(caller, service, { method: 'POST', path: '/', headers, body: JSON.stringify(question) });
  return JSON.parse(text) as Answer;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new Refusal('NoText', 'it holds no text', undefined);
  return value;
}

/** As S3 wants the name of an object to be signed: all but what RFC 3986 leaves alone, and half a character as none. */
const encoded = (part: string): string =>
  encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

async function asking<T>(caller: Caller, what: Parameters<typeof notGiven>[1], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (failure) {
    throw notGiven(failure, what, caller);
  }
}
