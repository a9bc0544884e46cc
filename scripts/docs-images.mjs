// npm run docs:images: the UI tests, keeping the readme's pictures of what they see.
import path from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { main } from './lib/ending.mjs';
import { needs } from './lib/needs.mjs';
import { root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { stages } from './lib/stages.mjs';

await main(async () => {
  ensureDependencies();
  const { command, limit, needs: needed } = stages.find(({ name }) => name === 'ui');
  for (const need of needed) await needs[need]();
  const [program, ...args] = command;
  const env = { TASKDEF_PICTURES: path.join(root, 'docs/images') };
  return (await run(program, args, { cwd: root, limit, env })).code;
});
