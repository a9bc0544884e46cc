import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { temporaryFolder } from './temporaryFolder';

/**
 * The engine's socket, behind another one that can be frozen: connections stay, new ones are taken, and nothing passes
 * any more. When it thaws, what was written meanwhile arrives, as with an engine whose process was stopped.
 */
export class FreezingSocket {
  readonly endpoint = `unix://${path.join(temporaryFolder('frozen'), 'docker.sock')}`;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private isFrozen = false;

  constructor(private readonly engine: string) {
    this.server = createServer({ allowHalfOpen: true }, (near) => this.join(near));
  }

  async open(): Promise<void> {
    await once(this.server.listen(this.endpoint.replace('unix://', '')), 'listening');
  }

  freeze(): void {
    this.isFrozen = true;
    for (const socket of this.sockets) socket.pause();
  }

  thaw(): void {
    this.isFrozen = false;
    for (const socket of this.sockets) socket.resume();
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private join(near: Socket): void {
    const far = connect({ path: this.engine, allowHalfOpen: true });
    this.lead(near, far);
    this.lead(far, near);
  }

  private lead(from: Socket, to: Socket): void {
    this.sockets.add(from);
    if (this.isFrozen) from.pause();
    from.on('data', (data) => void to.write(data));
    from.on('end', () => to.end());
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
  }
}
