import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sha256, type ImageParts } from './testImage';

/** The Docker engine trusts a registry on its own machine without TLS. */
export interface ImageRegistry {
  /** The one image it has: `127.0.0.1:PORT/lab/busybox`, without a tag. */
  readonly repository: string;
  /** Of the image's manifest. */
  readonly digest: string;
  close(): void;
}

const types = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar',
};

/** A registry with one image, under every tag; with a login (`user:password`), for nobody else. */
export async function imageRegistry({ config, layer }: ImageParts, login?: string): Promise<ImageRegistry> {
  const blobs = [Buffer.from(config), layer] as const;
  const described = (bytes: Buffer, mediaType: string) => ({ mediaType, size: bytes.length, digest: digestOf(bytes) });
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: types.manifest,
      config: described(blobs[0], types.config),
      layers: [described(blobs[1], types.layer)],
    }),
  );
  const digest = digestOf(manifest);
  const server = serving(new Map([manifest, ...blobs].map((bytes) => [digestOf(bytes), bytes])), digest, login);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    repository: `127.0.0.1:${(server.address() as AddressInfo).port}/lab/busybox`,
    digest,
    close: () => void server.close().closeAllConnections(),
  };
}

function serving(bytesBy: ReadonlyMap<string, Buffer>, manifest: string, login: string | undefined): Server {
  return createServer(({ url = '', method, headers }, response) => {
    if (login !== undefined && headers.authorization !== `Basic ${Buffer.from(login).toString('base64')}`)
      return response.writeHead(401, { 'www-authenticate': 'Basic realm="test"' }).end('{"errors":[]}');
    if (url === '/v2/') return response.end('{}');
    const [, kind, reference = ''] = /\/(manifests|blobs)\/([^/]+)$/.exec(url) ?? [];
    const digest = kind === 'manifests' && !reference.includes(':') ? manifest : reference;
    const bytes = bytesBy.get(digest);
    if (!bytes) return response.writeHead(404).end('{"errors":[]}');
    response.writeHead(200, {
      'content-type': kind === 'manifests' ? types.manifest : 'application/octet-stream',
      'docker-content-digest': digest,
      'content-length': bytes.length,
    });
    return response.end(method === 'HEAD' ? undefined : bytes);
  });
}

const digestOf = (bytes: Buffer): string => `sha256:${sha256(bytes)}`;
