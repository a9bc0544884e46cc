import { parseEcrHost, splitImage } from '../../../server/index';
import { isAwsFailure } from '../../aws/credentials';
import { serverOf, type RegistryLogin } from '../engine/credentials';
import { EngineError } from '../errors';
import type { TaskPlan } from '../plan';
import { memberOf, parseCredentialsParameter } from './reference';
import { readReference, type Aws } from './values';

/** The login AWS has for the registry of an image. Rejects with an EngineError when it was to have one. */
export type LoginFor = (image: string) => Promise<RegistryLogin | undefined>;

/**
 * As the ECS agent logs in: with the secret that `repositoryCredentials` names, else with a token of ECR (runner.md
 * §1.12). Only where the person chose whose credentials to ask AWS with; each answer is asked for once.
 */
export function loginsOfAws(plan: Pick<TaskPlan, 'definition' | 'options' | 'taskArn'>, aws: Aws): LoginFor {
  const { credentials } = plan.options;
  if (!credentials) return async () => undefined;
  const caller = { profile: credentials.profile, region: plan.taskArn.split(':')[3] ?? '' };
  const ask = async (image: string): Promise<RegistryLogin | undefined> => {
    const { registry } = splitImage(image);
    const parameter = credentialsParameterFor(plan, image);
    if (parameter !== undefined) {
      const text = await readReference(await aws(), caller, parseCredentialsParameter(parameter));
      return {
        username: loginMember(text, 'username'),
        password: loginMember(text, 'password'),
        serveraddress: serverOf(image),
      };
    }
    const ecr = registry === undefined ? undefined : parseEcrHost(registry);
    if (!ecr) return undefined;
    return {
      ...(await (await aws()).registryLogin({ ...caller, region: ecr.region })),
      serveraddress: serverOf(image),
    };
  };
  const asked = new Map<string, Promise<RegistryLogin | undefined>>();
  return async (image) => {
    const login = asked.get(image) ?? ask(image).catch(refuse);
    asked.set(image, login);
    return login;
  };
}

/** A run may replace an image by one from elsewhere, whose registry is not to see the password. */
function credentialsParameterFor(
  { definition: { containerDefinitions = [] }, options: { images } }: Pick<TaskPlan, 'definition' | 'options'>,
  image: string,
): string | undefined {
  const { registry } = splitImage(image);
  const container = containerDefinitions.find(
    ({ name = '', image: written = '', repositoryCredentials }) =>
      repositoryCredentials && (images?.[name] ?? written) === image && splitImage(written).registry === registry,
  );
  return container?.repositoryCredentials?.credentialsParameter;
}

function loginMember(text: string, member: 'username' | 'password'): string {
  const value = memberOf(text, member);
  if (typeof value === 'string') return value;
  throw new EngineError(
    'refused',
    `the secret for the registry has no ${member}: write it as {"username": …, "password": …}`,
  );
}

function refuse(failure: unknown): never {
  if (failure instanceof EngineError) throw failure;
  const text = isAwsFailure(failure) ? `${failure.message} ${failure.next}` : 'AWS could not be asked for the login.';
  throw new EngineError('refused', text);
}
