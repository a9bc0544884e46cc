import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * The port of this process that a link container relays to where its standard streams cannot be used (F1). It is bound
 * to an address only containers of this machine reach, and lets nobody in who does not say the token first.
 */
export class RelayPort {
  readonly token = randomBytes(16).toString('hex');

  private constructor(private readonly server: Server) {}

  static async open(address: string, connected: (connection: Socket) => void): Promise<RelayPort> {
    const server = createServer();
    const relay = new RelayPort(server);
    server.on('connection', (socket) => relay.admit(socket, connected));
    server.listen(0, address);
    await once(server, 'listening');
    server.unref();
    return relay;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    this.server.close();
  }

  private admit(socket: Socket, connected: (connection: Socket) => void): void {
    const expected = Buffer.from(`${this.token}\n`);
    let said: Buffer = Buffer.alloc(0);
    const limit = setTimeout(() => socket.destroy(), 2_000).unref();
    const hear = () => {
      const chunk = socket.read() as Buffer | null;
      if (!chunk) return;
      said = Buffer.concat([said, chunk]);
      if (said.length < expected.length) return;
      socket.off('readable', hear);
      clearTimeout(limit);
      if (!timingSafeEqual(said.subarray(0, expected.length), expected)) return void socket.destroy();
      if (said.length > expected.length) socket.unshift(said.subarray(expected.length));
      connected(socket);
    };
    socket.on('error', () => undefined);
    socket.on('readable', hear);
  }
}
