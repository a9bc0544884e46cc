import { StringDecoder } from 'node:string_decoder';
import type { RawLog } from '../enginePort';
import type { Frame } from './frames';

/** A line that never ends is told in pieces of this many characters. */
const longest = 256 * 1024;
/** The engine cuts what a process writes into messages of 16 KiB, each with a time of its own. */
const stamped = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) /;

/**
 * Frames of a log read with `timestamps=1` as lines. A message without a line break goes on in the next frame of the
 * same stream, whose own time is dropped.
 */
export async function* lines(
  frames: AsyncIterable<Frame>,
  { tty }: { readonly tty: boolean },
): AsyncGenerator<RawLog, void, undefined> {
  const open = { stdout: new OpenLine('stdout', tty), stderr: new OpenLine('stderr', tty) };
  for await (const { stream, payload } of frames) yield* open[stream].take(payload);
  yield* open.stdout.end();
  yield* open.stderr.end();
}

class OpenLine {
  private readonly decoder = new StringDecoder('utf8');
  private stamp = '';
  private text = '';
  /** With a terminal, chunks end anywhere: also inside a time. */
  private raw = '';

  constructor(
    private readonly stream: RawLog['stream'],
    private readonly tty: boolean,
  ) {}

  *take(payload: Buffer): Generator<RawLog> {
    const pieces = this.decoder.write(payload).split('\n');
    const unfinished = pieces.pop() ?? '';
    for (const piece of pieces) {
      this.add(piece);
      yield this.line();
    }
    if (this.tty) this.raw += unfinished;
    else if (unfinished !== '') this.add(unfinished);
    if (this.text.length + this.raw.length > longest) {
      this.add('');
      yield this.line();
    }
  }

  *end(): Generator<RawLog> {
    this.add('');
    if (this.text !== '') yield this.line();
  }

  private add(piece: string): void {
    const whole = this.raw + piece;
    this.raw = '';
    const found = stamped.exec(whole);
    if (found?.[1] !== undefined && this.text === '') this.stamp = found[1];
    this.text += found ? whole.slice(found[0].length) : whole;
  }

  private line(): RawLog {
    const text = this.text.replace(/\r$/, '');
    this.text = '';
    return { stream: this.stream, stamp: this.stamp, time: Date.parse(this.stamp) || 0, text };
  }
}
