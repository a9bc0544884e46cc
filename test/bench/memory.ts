import { execFileSync } from 'node:child_process';
import { LspClient } from '../support/lspClient';
import { largeDefinition } from './definition';

const open = 50;

/** Megabytes that the server holds with fifty open definitions of 4 to 20 KiB, each checked, hovered and completed once. */
export async function benchMemory(): Promise<number> {
  const client = await LspClient.start();
  try {
    for (let index = 0; index < open; index++) {
      const uri = `file:///project/service-${index}/task-definition.json`;
      await client.open(uri, largeDefinition((4 + (index % 17)) * 1024));
      await client.diagnostics(uri);
      const position = client.positionOf(uri, '"awsvpc"', 3);
      await client.ask('hover', uri, { position });
      await client.ask('completion', uri, { position });
    }
    return residentMegabytes(client.process.pid!);
  } finally {
    await client.stop();
  }
}

const residentMegabytes = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1000;
