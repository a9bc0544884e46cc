import type { ImageFacts } from '../enginePort';

/** What the Docker Engine API answers of an image, as far as it is read here. */
export interface ImageAnswer {
  readonly Id: string;
  readonly RepoDigests?: readonly string[] | null;
  readonly Os: string;
  readonly Architecture: string;
  readonly Config?: {
    readonly ExposedPorts?: Readonly<Record<string, object>> | null;
    readonly Env?: readonly string[] | null;
    readonly Healthcheck?: { readonly Test?: readonly string[] | undefined } | null | undefined;
  } | null;
}

export function imageFacts(answer: ImageAnswer): ImageFacts {
  const { Config: config } = answer;
  const test = config?.Healthcheck?.Test ?? [];
  return {
    id: answer.Id,
    digests: answer.RepoDigests ?? [],
    platform: `${answer.Os}/${answer.Architecture}`,
    exposed: Object.keys(config?.ExposedPorts ?? {}),
    environment: config?.Env ?? [],
    hasHealthCheck: test.length > 0 && test[0] !== 'NONE',
  };
}
