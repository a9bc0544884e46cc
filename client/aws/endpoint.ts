import { booleanSelector, CONFIG_PREFIX_SEPARATOR, loadConfig, SelectorType } from '@smithy/core/config';
import type { Caller } from './credentials';
import { noEndpoint } from './failures';

/** As AWS's models name it, and after them the variables and sections that move its endpoint. */
export type ServiceId = 'ECR' | 'S3' | 'Secrets Manager' | 'SSM' | 'SSO' | 'SSO OIDC' | 'STS';

type Settings = Readonly<Record<string, string | undefined>>;

const ignored = {
  environmentVariableSelector: (env: Settings) =>
    booleanSelector({ ...env }, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', SelectorType.ENV),
  configFileSelector: (profile: Settings) =>
    booleanSelector({ ...profile }, 'ignore_configured_endpoint_urls', SelectorType.CONFIG),
  default: false,
};

/**
 * Where a service is asked instead of at AWS, as with LocalStack: `AWS_ENDPOINT_URL_…`, `AWS_ENDPOINT_URL`, the profile's
 * `services` section, its `endpoint_url`; the first that is set. Undefined where none is, or they are to be ignored. The
 * SDK's own look-up knows no profile but that of AWS_PROFILE. Rejects with an AwsFailure when it is none of HTTP.
 */
export async function configuredEndpoint({ profile }: Caller, service: ServiceId): Promise<URL | undefined> {
  // Read anew each time: the files may be edited while the editor is open.
  const where = { ...(profile !== undefined && { profile }), ignoreCache: true };
  if (await loadConfig(ignored, where)()) return undefined;
  const url = await loadConfig(endpointOf(service), where)();
  if (url === undefined) return undefined;
  if (!/^https?:/i.test(url) || !URL.canParse(url)) throw noEndpoint(service);
  return new URL(url);
}

/** For a client of the SDK, whose own look-up is kept from answering for another profile. */
export const placeOf = (endpoint: URL | undefined) =>
  endpoint ? { endpoint: endpoint.href } : { ignoreConfiguredEndpointUrls: true };

const endpointOf = (service: ServiceId) => ({
  environmentVariableSelector: (env: Settings): string | undefined =>
    env[`AWS_ENDPOINT_URL_${service.toUpperCase().replace(' ', '_')}`] || env['AWS_ENDPOINT_URL'] || undefined,
  configFileSelector: (profile: Settings, files?: Readonly<Record<string, Settings>>): string | undefined => {
    const section = files?.[['services', profile['services']].join(CONFIG_PREFIX_SEPARATOR)];
    const key = [service.toLowerCase().replace(' ', '_'), 'endpoint_url'].join(CONFIG_PREFIX_SEPARATOR);
    return section?.[key] || profile['endpoint_url'] || undefined;
  },
  default: undefined,
});
