// Does a Docker engine answer? With Node's own modules, since this is asked before anything is installed.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';

const patienceMs = 3_000;

/** { answers } or { answers: false, denied: SOCKET }: the places the docker command looks at, in its order. */
export async function answeringEngine() {
  let denied;
  for (const host of hosts()) {
    const result = await ping(host);
    if (result === 'OK') return { answers: true };
    if (result === 'EACCES') denied ??= host.replace('unix://', '');
  }
  return { answers: false, denied };
}

function hosts() {
  const named = process.env.DOCKER_HOST ?? contextHost();
  if (named) return [named];
  if (process.platform === 'win32') return ['npipe:////./pipe/docker_engine'];
  return [
    '/var/run/docker.sock',
    path.join(process.env.XDG_RUNTIME_DIR ?? `/run/user/${process.getuid()}`, 'docker.sock'),
    path.join(os.homedir(), '.docker/run/docker.sock'),
    path.join(os.homedir(), '.docker/desktop/docker.sock'),
  ].map((socket) => `unix://${socket}`);
}

/** The endpoint of the context that DOCKER_CONTEXT or `docker context use` chose. */
function contextHost() {
  const config = process.env.DOCKER_CONFIG ?? path.join(os.homedir(), '.docker');
  try {
    const read = (file) => JSON.parse(readFileSync(path.join(config, file), 'utf8'));
    const name = process.env.DOCKER_CONTEXT ?? read('config.json').currentContext;
    if (!name || name === 'default') return undefined;
    const id = createHash('sha256').update(name).digest('hex');
    return read(`contexts/meta/${id}/meta.json`).Endpoints.docker.Host;
  } catch {
    return undefined;
  }
}

/** 'OK', or the code of the error. */
function ping(host) {
  const url = new URL(host);
  const where = /^(unix|npipe):/.test(host)
    ? { socketPath: host.replace(/^(unix|npipe):\/\//, '') }
    : { host: url.hostname, port: url.port || 2375 };
  return new Promise((resolve) => {
    const asked = request({ ...where, path: '/_ping', timeout: patienceMs }, (response) => {
      response.resume();
      resolve(response.statusCode === 200 ? 'OK' : String(response.statusCode));
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', (error) => resolve(error.code ?? 'error'));
    asked.end();
  });
}
