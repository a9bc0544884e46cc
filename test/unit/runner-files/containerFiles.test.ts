import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pack, type Header } from 'tar-stream';
import type { EnginePort, Execution } from '../../../client/runner/enginePort';
import { EngineError } from '../../../client/runner/errors';
import { FilesOnEngine } from '../../../client/runner/files/containerFiles';
import { listing } from '../../../client/runner/files/listing';

type Entry = readonly [name: string, content: string | null, linkname?: string];
type Port = Pick<EnginePort, 'archive' | 'exec'>;

const modified = new Date(1_700_000_000_000);

/** A tar as the engine sends it: `null` is a directory, a third part makes a link. */
async function* tar(entries: readonly Entry[]): AsyncGenerator<Buffer, void, undefined> {
  const archive = pack();
  for (const [name, content, linkname] of entries) {
    const type: Header['type'] = linkname !== undefined ? 'symlink' : content === null ? 'directory' : 'file';
    archive.entry({ name, type, mtime: modified, ...(linkname !== undefined && { linkname }) }, content ?? '');
  }
  archive.finalize();
  for await (const piece of archive) if (Buffer.isBuffer(piece)) yield piece;
}

/** An engine with these archives, by path, and what `ls` in the container says. */
function engineWith(archives: Readonly<Record<string, readonly Entry[]>>, ls?: { writes: string; code: number }) {
  const asked: string[] = [];
  const port: Port = {
    async *archive(_id, place) {
      asked.push(place);
      const entries = archives[place];
      if (!entries) throw new EngineError('not-found', `Could not find the file ${place}`, 404);
      yield* tar(entries);
    },
    async exec(_id, command): Promise<Execution> {
      asked.push(command.join(' '));
      if (!ls) throw new EngineError('refused', 'exec failed: "ls": executable file not found in $PATH', 400);
      return {
        output: (async function* () {
          yield { stream: 'stderr' as const, payload: Buffer.from('ls: gone: No such file\n') };
          yield { stream: 'stdout' as const, payload: Buffer.from(ls.writes) };
        })(),
        ...{ send: () => undefined, end: () => undefined, close: () => undefined, resize: async () => undefined },
        exitCode: async () => ls.code,
      };
    },
  };
  return { asked, filesOf: (isRunning: boolean) => new FilesOnEngine(port, { id: 'x', isRunning }) };
}

describe('a file of a container', () => {
  test('is read, and told of, by the first entry of its archive', async () => {
    const files = engineWith({ '/etc/hosts': [['hosts', '127.0.0.1 localhost\n']] }).filesOf(true);
    const facts = { kind: 'file', size: 20, modifiedAt: modified.getTime() };
    assert.deepEqual(await files.stat('/etc/hosts'), facts);
    assert.equal((await files.read('/etc/hosts', 20))?.toString(), '127.0.0.1 localhost\n');
  });

  test('is found at the end of its links, relative ones too', async () => {
    const { asked, filesOf } = engineWith({
      '/etc/motd': [['motd', null, '../run/motd']],
      '/run/motd': [['motd', null, '/data/motd']],
      '/data/motd': [['motd', 'good day']],
    });
    assert.equal((await filesOf(true).read('/etc/motd', 100))?.toString(), 'good day');
    assert.deepEqual(asked, ['/etc/motd', '/run/motd', '/data/motd']);
  });

  test('that is not there, or whose links go in a circle, is undefined', async () => {
    const files = engineWith({ '/a': [['a', null, 'b']], '/b': [['b', null, 'a']] }).filesOf(true);
    assert.equal(await files.stat('/nowhere'), undefined);
    assert.equal(await files.stat('/a'), undefined);
  });

  test('is refused when it is too large, or a directory', async () => {
    const files = engineWith({ '/big': [['big', 'x'.repeat(3 * 2 ** 20)]], '/etc': [['etc/', null]] }).filesOf(true);
    await assert.rejects(files.read('/big', 2 ** 20), /^RunnerError: \/big has 3 MiB, more than the 1 MiB/);
    await assert.rejects(files.read('/etc', 2 ** 20), /\/etc is no regular file/);
  });

  test('is not read to its end when only its facts are asked for', async () => {
    let sent = 0;
    const port: Port = {
      async *archive() {
        for await (const piece of tar([['big', 'x'.repeat(8 * 2 ** 20)]]))
          for (let from = 0; from < piece.length; from += 65_536) {
            const part = piece.subarray(from, from + 65_536);
            sent += part.length;
            yield part;
          }
      },
      exec: () => Promise.reject(new Error('not asked')),
    };
    assert.equal((await new FilesOnEngine(port, { id: 'x', isRunning: true }).stat('/big'))?.size, 8 * 2 ** 20);
    assert.ok(sent < 4 * 2 ** 20, `${sent} bytes`);
  });
});

describe('a directory of a container', () => {
  const archived: readonly Entry[] = [
    ['etc/', null],
    ['etc/hosts', 'x'],
    ['etc/nginx/', null],
    ['etc/nginx/nginx.conf', 'y'],
    ['etc/mtab', null, '/proc/mounts'],
  ];
  const listed = [
    { name: 'hosts', kind: 'file' },
    { name: 'nginx', kind: 'directory' },
    { name: 'mtab', kind: 'link' },
  ];

  test('is listed by ls while the container runs, though a link leads nowhere', async () => {
    const { asked, filesOf } = engineWith({}, { writes: 'hosts\nnginx/\n', code: 1 });
    assert.deepEqual(await filesOf(true).list('/etc'), listed.slice(0, 2));
    assert.deepEqual(asked, ['ls -1ApL /etc/']);
  });

  test('is listed from its archive when the image has no ls, or the container has stopped', async () => {
    for (const [ls, isRunning] of [
      [undefined, true],
      [{ writes: 'OCI runtime exec failed', code: 127 }, true],
      [{ writes: 'never asked', code: 0 }, false],
    ] as const)
      assert.deepEqual(await engineWith({ '/etc/': archived }, ls).filesOf(isRunning).list('/etc'), listed);
  });

  test('may be the root, whose archive names itself differently', async () => {
    const root: readonly Entry[] = [
      ['/', null],
      ['/bin/', null],
      ['/bin/sh', 'x'],
      ['/.dockerenv', ''],
    ];
    assert.deepEqual(await engineWith({ '/': root }).filesOf(false).list('/'), [
      { name: 'bin', kind: 'directory' },
      { name: '.dockerenv', kind: 'file' },
    ]);
  });

  test('is undefined when there is none, and empty when it is', async () => {
    const files = engineWith({ '/empty/': [['empty/', null]] }, { writes: '', code: 2 }).filesOf(true);
    assert.equal(await files.list('/nowhere'), undefined);
    assert.deepEqual(await files.list('/empty'), []);
  });

  test('tells folders by the slash of ls', () => {
    assert.deepEqual(listing('a b\nc/\n'), [
      { name: 'a b', kind: 'file' },
      { name: 'c', kind: 'directory' },
    ]);
    assert.equal(listing('\n'), undefined);
  });
});
