import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { connect } from '../../client/runner/connect';
import { DockerodeEngine } from '../../client/runner/dockerode';
import type { EnginePort } from '../../client/runner/enginePort';
import { EngineError } from '../../client/runner/errors';

const manifest = JSON.stringify({
  schemaVersion: 2,
  mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
  config: { mediaType: 'application/vnd.docker.container.image.v1+json', size: 2, digest: `sha256:${'0'.repeat(64)}` },
  layers: [],
});
const digest = `sha256:${createHash('sha256').update(manifest).digest('hex')}`;

/** A registry that tells what it has only to ann. The engine trusts registries on its own machine without TLS. */
function registry(): Server {
  return createServer((request, response) => {
    const login = Buffer.from(request.headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString();
    if (login !== 'ann:secret')
      return response.writeHead(401, { 'www-authenticate': 'Basic realm="test"' }).end('{"errors":[]}');
    if (request.url === '/v2/') return response.end('{}');
    response.writeHead(200, {
      'content-type': 'application/vnd.docker.distribution.manifest.v2+json',
      'docker-content-digest': digest,
      'content-length': manifest.length,
    });
    return response.end(request.method === 'HEAD' ? undefined : manifest);
  });
}

describe('a registry that wants a login', () => {
  const server = registry();
  let image = '';
  before(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    image = `127.0.0.1:${(server.address() as AddressInfo).port}/shop/web:1`;
  });
  after(() => server.close());

  async function asking(password: string | undefined): Promise<string> {
    const login = async () =>
      password === undefined ? undefined : { username: 'ann', password, serveraddress: image.split('/')[0] ?? '' };
    let port: EnginePort | undefined;
    try {
      ({ port } = await connect((candidate) => new DockerodeEngine(candidate, login)));
      return await port.resolveDigest(image, new AbortController().signal);
    } finally {
      port?.close();
    }
  }

  test('answers to the right one', async () => {
    assert.equal(await asking('secret'), digest);
  });

  test('refuses without one, and with a wrong one', async () => {
    await assert.rejects(asking(undefined), EngineError);
    await assert.rejects(asking('wrong'), EngineError);
  });
});
