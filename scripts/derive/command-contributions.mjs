// The commands as they are declared in client/commands: what the manifest says of them, their menus and their titles.
import Module, { createRequire } from 'node:module';

const trusted = 'isWorkspaceTrusted';

/** Of package.json and package.nls.json. */
export function commandContributions() {
  const commands = declared();
  const menus = {};
  for (const { id, needsTrust, places = [] } of commands) {
    for (const { menu, when, group } of places) {
      const clause = needsTrust === 'workspace' ? `${when} && ${trusted}` : when;
      (menus[menu] ??= []).push({ command: id, when: clause, ...(group && { group }) });
    }
  }
  return {
    commands: commands.map(({ id, icon, needsTrust }) => ({
      command: id,
      category: 'ECS',
      title: `%${wordOf(id)}%`,
      ...(icon && { icon: `$(${icon})` }),
      ...(needsTrust === 'workspace' && { enablement: trusted }),
    })),
    menus,
    words: Object.fromEntries(commands.map(({ id, title }) => [wordOf(id), title])),
  };
}

const wordOf = (id) => id.replace(/^taskdef/, 'command');

/** Declarations are values beside the code that they are about, which is loaded without an editor, and never run. */
function declared() {
  const anything = new Proxy(class {}, { get: () => anything });
  const vscode = Object.create(anything); // what is compiled copies a module onto its prototype
  const load = Module._load;
  Module._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));
  try {
    return createRequire(import.meta.url)('../../out/client/commands/index.js').commands;
  } finally {
    Module._load = load;
  }
}
