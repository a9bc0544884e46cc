import { spawn } from 'node:child_process';
import http from 'node:http';
import { Duplex } from 'node:stream';

/**
 * Reaches an engine through `ssh HOST docker system dial-stdio`, as the Docker CLI does: keys, known hosts and the
 * user's ssh configuration stay the business of ssh.
 */
export function sshAgent(endpoint: string): http.Agent {
  const agent = new http.Agent({ keepAlive: true });
  const connections = new Set<Duplex>();
  const connect = (): Duplex => {
    const connection = dial(sshArguments(endpoint));
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
    return connection;
  };
  const destroy = agent.destroy.bind(agent);
  return Object.assign(agent, {
    createConnection: connect,
    destroy() {
      destroy();
      for (const connection of connections) connection.destroy();
    },
  });
}

/** `ssh://user@host:22` as arguments. A host that looks like an option is refused. */
export function sshArguments(endpoint: string): string[] {
  const { hostname, port, username } = new URL(endpoint);
  if (hostname === '' || hostname.startsWith('-') || username.startsWith('-'))
    throw new Error(`${endpoint} is not an ssh address`);
  return [
    ...['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10', '-T'],
    ...(username === '' ? [] : ['-l', decodeURIComponent(username)]),
    ...(port === '' ? [] : ['-p', port]),
    ...['--', hostname, 'docker', 'system', 'dial-stdio'],
  ];
}

/** A connection that is a process: what is written goes to its input, its output is what is read. */
function dial(args: readonly string[]): Duplex {
  const ssh = spawn('ssh', args, { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  let complaint = '';
  ssh.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-1000);
  });
  const connection = new Duplex({
    read: () => ssh.stdout.resume(),
    write: (chunk, encoding, done) => ssh.stdin.write(chunk, encoding, done),
    final: (done) => ssh.stdin.end(done),
    destroy(error, done) {
      ssh.kill();
      done(error);
    },
  });
  ssh.stdout.on('data', (chunk: Buffer) => {
    if (!connection.push(chunk)) ssh.stdout.pause();
  });
  ssh.stdin.on('error', () => connection.destroy());
  ssh.once('error', (error) => connection.destroy(error));
  ssh.once('close', (code) => {
    const failed = code !== 0 && code !== null;
    if (failed)
      connection.destroy(
        Object.assign(new Error(complaint.trim() || `ssh exited with ${code}`), { code: 'ECONNREFUSED' }),
      );
    else connection.push(null);
  });
  // Sockets can do these; the HTTP client calls them on any connection.
  return Object.assign(connection, {
    setKeepAlive: () => connection,
    setNoDelay: () => connection,
    setTimeout: () => connection,
    ref: () => ssh.ref(),
    unref: () => ssh.unref(),
  });
}
