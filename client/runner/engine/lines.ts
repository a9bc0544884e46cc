import { StringDecoder } from 'node:string_decoder';
import type { RawLog } from '../enginePort';
import type { Frame } from './frames';

/** A line that never ends is told in pieces of this many characters. */
const longest = 256 * 1024;
/** The engine cuts what a process writes into messages of 16 KiB, each with a time of its own. */
const stamped = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) /;

/**
 * Makes lines of the frames of a log read with `timestamps=1`. A message without a line break goes on in the next frame
 * of the same stream, whose own time is dropped.
 */
export class LineReader {
  private readonly open: Readonly<Record<Frame['stream'], OpenLine>>;

  constructor(isTty: boolean) {
    this.open = { stdout: new OpenLine('stdout', isTty), stderr: new OpenLine('stderr', isTty) };
  }

  /** The lines that are whole with these frames. */
  take(frames: readonly Frame[]): RawLog[] {
    const found: RawLog[] = [];
    for (const { stream, payload } of frames) this.open[stream].take(payload, found);
    return found;
  }

  /** What was left without a line break. */
  end(): RawLog[] {
    const found: RawLog[] = [];
    for (const open of Object.values(this.open)) open.end(found);
    return found;
  }
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

  take(payload: Buffer, found: RawLog[]): void {
    const pieces = this.decoder.write(payload).split('\n');
    const unfinished = pieces.pop() ?? '';
    for (const piece of pieces) {
      this.add(piece);
      found.push(this.line());
    }
    if (this.tty) this.raw += unfinished;
    else if (unfinished !== '') this.add(unfinished);
    if (this.text.length + this.raw.length > longest) {
      this.add('');
      found.push(this.line());
    }
  }

  end(found: RawLog[]): void {
    this.add('');
    if (this.text !== '') found.push(this.line());
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
