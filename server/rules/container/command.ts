import type { Field } from '../../document/field';
import { type CheckRule, type Fix, type Found, defineRule } from '../define';
import { inContainer } from '../example';
import { api, docker } from '../sources';
import { containerLabel, sentence } from '../words';
import type { ContainerField } from '../../document/view';
import { isPosixShell, isTemplated, takesScript, wordsOf } from './shell';

export const commandSingleString = defineRule<CheckRule>({
  id: 'command-single-string',
  group: 'container',
  severity: 'warning',
  summary: 'A whole command line stands in one item',
  why: 'Each item is one argument. Docker looks the whole line up as the name of one program, and finds none.',
  awsMessage: 'exec: "npm start": executable file not found in $PATH',
  source: docker('CMD', 'reference/dockerfile/#cmd'),
  inContainerArray: true,
  good: [
    inContainer('"command":["npm","start"]'),
    inContainer('"entryPoint":["/bin/sh","-c"],"command":["npm start && exit"]'),
    inContainer('"entryPoint":["powershell","-Command"],"command":["New-Item a -ItemType file"]'),
    inContainer('"entryPoint":["python3","-c"],"command":["print(1, 2)"]'),
    inContainer('"command":["{{ command }}"]'),
    inContainer('"entryPoint":["echo"],"command":["hello world"]'),
  ],
  examples: [
    { bad: inContainer('"entryPoint":[«"npm start"»]'), fixed: inContainer('"entryPoint":["npm","start"]') },
    { bad: inContainer('"command":[«"npm run build"»]'), fixed: inContainer('"command":["npm","run","build"]') },
    {
      bad: inContainer('"command":[«"sleep 5 && exit 1"»]'),
      fixed: inContainer('"command":["sh","-c","sleep 5 && exit 1"]'),
    },
    {
      bad: inContainer('"entryPoint":["/app"],"command":[«"--port 80"»]'),
      fixed: inContainer('"entryPoint":["/app"],"command":["--port","80"]'),
    },
  ],
  *check(task) {
    for (const container of task.containers) {
      yield* inEntryPoint(container);
      yield* inCommand(container);
    }
  },
});

/** The single item of a list, when it holds several words. */
function singleLine(list: Field<string[]> | undefined): Field<string> | undefined {
  const words = wordsOf(list);
  const [line = ''] = words ?? [];
  if (!list || words?.length !== 1 || !/\S\s+\S/.test(line) || isTemplated(words)) return undefined;
  return /^([A-Za-z]:)?\\/.test(line) || line.includes('\n') ? undefined : list.items()[0];
}

function* inEntryPoint(container: ContainerField): Iterable<Found> {
  const item = singleLine(container.get('entryPoint'));
  if (!item) return;
  yield {
    at: item.value,
    message: `${sentence(containerLabel(container))} looks for one program called "${item.text!}"`,
    fixes: [splitFix(item)],
  };
}

function* inCommand(container: ContainerField): Iterable<Found> {
  const item = singleLine(container.get('command'));
  const entryPoint = container.get('entryPoint');
  const entry = wordsOf(entryPoint);
  if (!item) return;
  if (!entry) {
    if (entryPoint && !entryPoint.isEmpty) return;
    yield {
      at: item.value,
      severity: 'info',
      message: `"${item.text!}" is one argument; unless the image starts a shell, it is looked up as one program`,
      fixes: [splitFix(item)],
    };
  } else if (!takesScript(entry) && !isTemplated(entry) && item.text!.startsWith('-')) {
    // Other texts with blanks may well be one argument, such as a message.
    yield {
      at: item.value,
      message: `"${item.text!}" is passed as one argument`,
      fixes: [splitFix(item)],
    };
  }
}

function splitFix(item: Field<string>): Fix {
  const line = item.text!.trim();
  const list = item.path.slice(0, -1);
  const needsShell = /["'`$&|;<>*?()\\]/.test(line);
  const words = needsShell ? ['sh', '-c', line] : line.split(/\s+/);
  return {
    title: needsShell ? 'Run it in a shell: ["sh", "-c", …]' : `Split into ${words.length} arguments`,
    changes: () => [{ set: list, to: words }],
  };
}

export const shellCommandExtraArgs = defineRule<CheckRule>({
  id: 'shell-command-extra-args',
  group: 'container',
  severity: 'warning',
  summary: 'The shell runs the first item only',
  why: 'After "sh -c" comes one script; further items become $0, $1 and so on inside it.',
  source: api('ContainerDefinition'),
  inContainerArray: true,
  good: [
    inContainer('"entryPoint":["sh","-c"],"command":["npm start"]'),
    inContainer('"entryPoint":["sh","-c"],"command":["exec \\"$0\\" \\"$@\\"","npm","start"]'),
    inContainer('"entryPoint":["/app"],"command":["a","b"]'),
  ],
  examples: [
    {
      bad: inContainer('"entryPoint":["sh","-c"],"command":["npm",«"start"»,"--prod"]'),
      fixed: inContainer('"entryPoint":["sh","-c"],"command":["npm start --prod"]'),
    },
  ],
  *check(task) {
    for (const container of task.containers) {
      const entry = wordsOf(container.get('entryPoint'));
      const command = container.get('command');
      const words = wordsOf(command);
      if (!command || !entry || !words || words.length < 2 || !isPosixShell(entry)) continue;
      if (isTemplated([...entry, ...words]) || /\$[\d@*{]/.test(words[0]!)) continue;
      yield {
        at: command.items()[1]!.value,
        message: `The shell of ${containerLabel(container)} runs "${words[0]!}" only; the other items become its $0, $1 …`,
        fixes: [{ title: 'Join the items', changes: () => [{ set: command.path, to: [words.join(' ')] }] }],
      };
    }
  },
});
