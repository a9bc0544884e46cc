// npm start: a real VS Code on examples/ with the extension loaded. The desktop product where there is one, else the
// npm-installed VS Code server for a browser of this machine.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { desktopCommand } from './lib/desktop.mjs';
import { main, onEnd, Problem } from './lib/ending.mjs';
import { ensureEngine } from './lib/engine.mjs';
import { ensureBuilt } from './lib/fresh.mjs';
import { ensurePackaged } from './lib/packaged.mjs';
import { root, vsixFile } from './lib/paths.mjs';
import { ensureVsCode } from './lib/workbench.mjs';

const examples = path.join(root, 'examples');

await main(
  async () => {
    ensureDependencies();
    await ensureBuilt();
    const code = desktopCommand();
    return code ? openDesktop(code) : serve();
  },
  { interrupted: 0 },
);

function openDesktop(code) {
  console.log(`Opening ${code} on examples/ …`);
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, examples];
  return spawnSync(code, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status;
}

async function serve() {
  await ensurePackaged();
  ensureVsCode();
  await tryEngine();
  const { startServer } = await import('../out/test/lib/server.js');
  const server = await startServer({ vsix: vsixFile, whenAlone: 'waits' }); // the examples are ours: nobody need be asked to trust them;
  let isOurEnd = false;
  onEnd(() => {
    isOurEnd = true;
    return server.stop();
  });
  console.log(`\n  http://${server.authority}/?folder=${encodeURIComponent(examples)}\n`);
  console.log('VS Code is there for a browser on this machine. Ctrl-C ends it and removes its profile.');
  await server.ended;
  if (isOurEnd) return 0;
  throw new Problem(`VS Code ended by itself:\n${server.log()}`);
}

/** Editing works without Docker, and the view says what is missing. */
async function tryEngine() {
  try {
    await ensureEngine();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.log(`Tasks cannot be run yet. ${error.message}\n`);
  }
}
