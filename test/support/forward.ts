/** A message of fluentd's forward protocol, as the engine's log driver sends them: one record each. */
export interface Forwarded {
  readonly tag: string;
  readonly record: Readonly<Record<string, unknown>>;
}

/** Takes the messages apart that come in on one connection, however they are cut. */
export function forwardReader(): (chunk: Buffer) => Forwarded[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const found: Forwarded[] = [];
    for (;;) {
      const reader = new MessagePack(rest);
      try {
        const [tag, , record] = reader.value() as [string, unknown, Record<string, unknown>];
        found.push({ tag, record });
      } catch (error) {
        if (error instanceof RangeError) return found;
        throw error;
      }
      rest = rest.subarray(reader.at);
    }
  };
}

/** As much of MessagePack as the log driver writes. A RangeError says that more has to come. */
class MessagePack {
  at = 0;

  constructor(private readonly bytes: Buffer) {}

  value(): unknown {
    const type = this.unsigned(1);
    if (type < 0x80) return type;
    if (type < 0x90) return this.map(type & 0x0f);
    if (type < 0xa0) return this.list(type & 0x0f);
    if (type < 0xc0) return this.text(type & 0x1f);
    if (type >= 0xe0) return type - 0x100;
    const read = this.byType[type];
    if (!read) throw new Error(`MessagePack type ${type.toString(16)}`);
    return read();
  }

  private readonly byType: Readonly<Record<number, () => unknown>> = {
    0xc0: () => null,
    0xc2: () => false,
    0xc3: () => true,
    0xc4: () => this.text(this.unsigned(1)),
    0xc5: () => this.text(this.unsigned(2)),
    0xc7: () => this.take(this.unsigned(1) + 1),
    0xcc: () => this.unsigned(1),
    0xcd: () => this.unsigned(2),
    0xce: () => this.unsigned(4),
    0xcf: () => this.take(8).readBigUInt64BE(),
    0xd2: () => this.take(4).readInt32BE(),
    0xd3: () => this.take(8).readBigInt64BE(),
    0xd7: () => this.take(9),
    0xd9: () => this.text(this.unsigned(1)),
    0xda: () => this.text(this.unsigned(2)),
    0xdb: () => this.text(this.unsigned(4)),
    0xdc: () => this.list(this.unsigned(2)),
    0xde: () => this.map(this.unsigned(2)),
  };

  private take(length: number): Buffer {
    if (this.at + length > this.bytes.length) throw new RangeError('more has to come');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  private unsigned(length: number): number {
    return this.take(length).readUIntBE(0, length);
  }

  private text(length: number): string {
    return this.take(length).toString('utf8');
  }

  private list(length: number): unknown[] {
    return Array.from({ length }, () => this.value());
  }

  private map(length: number): Record<string, unknown> {
    return Object.fromEntries(Array.from({ length }, () => [String(this.value()), this.value()]));
  }
}
