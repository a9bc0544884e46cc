import { randomBytes } from 'node:crypto';
import { Duplex } from 'node:stream';
import type { Attachment } from '../enginePort';
import { encode, encodeNumber, FrameReader, mostPayload, room, type, type Frame } from './frames';

/**
 * Milliseconds between two signs of life, or two greetings while none has been answered: longer than the helper waits for
 * the rest of half a frame, shorter than it bears silence.
 */
const signOfLife = 3_000;
/** Signs of life in a row that may go unanswered. */
const patience = 3;

/**
 * One session with a link container: connections that containers make to their endpoint come out here. While another
 * window has a session, this one waits until that has ended. Nothing in it fails: it ends, once, and tells so.
 */
export class Tunnel {
  /** Settles with the first answer: whether there was one before the session ended. */
  readonly attached: Promise<boolean>;
  /** Settles when the attachment is gone. */
  readonly ended: Promise<void>;
  private readonly session = randomBytes(16);
  private readonly streams = new Map<number, TunnelStream>();
  private readonly timer: NodeJS.Timeout;
  private unanswered = 0;
  private tellAttached!: (attached: boolean) => void;
  private tellEnded!: () => void;
  private state: 'greeting' | 'attached' | 'waiting' = 'greeting';
  private hasEnded = false;

  constructor(
    private readonly attachment: Attachment,
    private readonly connected: (connection: Duplex) => void,
  ) {
    this.attached = new Promise((resolve) => (this.tellAttached = resolve));
    this.ended = new Promise((resolve) => (this.tellEnded = resolve));
    this.greet();
    this.timer = setInterval(() => this.keepAlive(), signOfLife);
    this.timer.unref();
    void this.listen();
  }

  /** Says goodbye: until another session begins, the helper answers by itself. */
  close(): void {
    if (this.state === 'attached') this.send(type.bye, 0);
    // What has been written is on its way to the engine when the connection is let go in the next turn.
    setImmediate(() => this.attachment.close());
    this.end();
  }

  send(kind: number, stream: number, payload?: Buffer): void {
    if (!this.hasEnded) this.attachment.send(encode(kind, stream, payload));
  }

  forget(stream: number): void {
    this.streams.delete(stream);
  }

  private greet(): void {
    this.send(type.hello, 0, this.session);
  }

  private keepAlive(): void {
    if (this.state === 'greeting') this.greet();
    if (this.state !== 'attached') return;
    if (++this.unanswered > patience) this.lose();
    else this.send(type.ping, 0);
  }

  private lose(): void {
    this.attachment.close();
    this.end();
  }

  private async listen(): Promise<void> {
    const reader = new FrameReader(this.session);
    try {
      for await (const chunk of this.attachment.output) for (const frame of reader.read(chunk)) this.take(frame);
    } catch {
      // However the attachment has ended, the session has, too.
    }
    this.end();
  }

  private take({ type: kind, stream, payload }: Frame): void {
    if (this.hasEnded) return;
    this.unanswered = 0;
    if (kind === type.hello) return this.greeted(payload);
    if (kind === type.bye) return this.vacant();
    if (this.state !== 'attached') return;
    if (kind === type.open) return this.open(stream);
    const one = this.streams.get(stream);
    if (kind === type.data) one?.arrived(payload);
    else if (kind === type.end) one?.finished();
    else if (kind === type.reset) one?.destroy();
    else if (kind === type.window && payload.length === 4) one?.granted(payload.readUInt32BE());
  }

  private greeted(session: Buffer): void {
    this.state = session.equals(this.session) ? 'attached' : 'waiting';
    this.tellAttached(true);
    if (this.state === 'waiting') this.dropStreams();
  }

  /** The session of the other window has ended. */
  private vacant(): void {
    if (this.state === 'attached') this.dropStreams();
    this.state = 'greeting';
    this.greet();
  }

  private open(stream: number): void {
    const connection = new TunnelStream(this, stream);
    this.streams.set(stream, connection);
    this.connected(connection);
  }

  private end(): void {
    if (this.hasEnded) return;
    this.dropStreams();
    this.hasEnded = true;
    clearInterval(this.timer);
    this.tellAttached(false);
    this.tellEnded();
  }

  private dropStreams(): void {
    for (const stream of [...this.streams.values()]) stream.destroy();
  }
}

/** One connection of a container, as an HTTP server takes it: what is read it has sent, what is written it gets. */
class TunnelStream extends Duplex {
  private credit = room;
  private taken = 0;
  private isReset = true;
  private isOver = false;
  private waiting: (() => void) | undefined;

  constructor(
    private readonly tunnel: Tunnel,
    private readonly id: number,
  ) {
    super({ allowHalfOpen: true });
    this.on('error', () => undefined);
  }

  arrived(data: Buffer): void {
    if (this.isOver) return;
    this.taken += data.length;
    this.push(data);
  }

  /** Nothing more is read. */
  finished(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.push(null);
  }

  granted(credit: number): void {
    this.credit += credit;
    const go = this.waiting;
    this.waiting = undefined;
    go?.();
  }

  override _read(): void {
    if (this.taken === 0) return;
    this.tunnel.send(type.window, this.id, encodeNumber(this.taken));
    this.taken = 0;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    const piece = chunk.subarray(0, Math.min(this.credit, mostPayload));
    if (chunk.length === 0) return done();
    if (piece.length === 0) {
      this.waiting = () => this._write(chunk, _encoding, done);
      return;
    }
    this.credit -= piece.length;
    this.tunnel.send(type.data, this.id, piece);
    if (piece.length === chunk.length) done();
    else this._write(chunk.subarray(piece.length), _encoding, done);
  }

  /** The answer is complete; whatever the other side still says is of no interest. */
  override _final(done: () => void): void {
    this.isReset = false;
    this.tunnel.send(type.end, this.id);
    this.finished();
    this.resume();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (this.isReset) this.tunnel.send(type.reset, this.id);
    this.tunnel.forget(this.id);
    done(error);
  }
}
