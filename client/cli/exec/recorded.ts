import type { Execution } from '../../runner/enginePort';

/** What a command writes, as a whole; it has nothing to read. */
export async function recorded(execution: Execution): Promise<{ readonly stdout: string; readonly stderr: string }> {
  execution.end();
  const written = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  for await (const { stream, payload } of execution.output) written[stream].push(payload);
  return { stdout: Buffer.concat(written.stdout).toString(), stderr: Buffer.concat(written.stderr).toString() };
}
