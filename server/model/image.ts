/**
 * Container image references: `[HOST[:PORT]/]PATH[:TAG][@DIGEST]`.
 * Source: the reference grammar of the OCI distribution specification and Docker's reading of it.
 */
export interface ImageReference {
  /** Registry host with port, or undefined for Docker Hub's short names. */
  readonly registry: string | undefined;
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Splits a reference by its separators; does not judge whether each part is well formed. */
export function splitImage(text: string): ImageReference {
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const tag = hasTag ? named.slice(colon + 1) : undefined;
  const path = hasTag ? named.slice(0, colon) : named;
  const slash = path.indexOf('/');
  const first = slash < 0 ? '' : path.slice(0, slash);
  const isHost = first.includes('.') || first.includes(':') || first === 'localhost';
  return {
    registry: isHost ? first : undefined,
    repository: isHost ? path.slice(slash + 1) : path,
    tag,
    digest,
  };
}

const ecrHost =
  /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z]{2,5}(?:-[a-z]+)+-\d+)\.(amazonaws\.com|amazonaws\.com\.cn|on\.aws|on\.amazonwebservices\.com\.cn|amazonaws\.eu|[a-z0-9-]+\.[a-z0-9.-]+)$/;

/** Account and Region of a private ECR registry host, or undefined for any other host. */
export function parseEcrHost(registry: string): { account: string; region: string } | undefined {
  const match = ecrHost.exec(registry);
  return match ? { account: match[1]!, region: match[2]! } : undefined;
}

/** Whether an image is one of Windows itself, by the names Microsoft gives them. */
export const isWindowsImage = (text: string): boolean =>
  /^mcr\.microsoft\.com\/(windows|dotnet\/framework)\b|^microsoft\/(iis|aspnet|windows|nanoserver)|nanoserver|servercore/i.test(
    text,
  );
