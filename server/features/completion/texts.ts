import { CompletionItemKind } from 'vscode-languageserver-types';
import { entryOf } from '../../model/entry';
import { splitImage } from '../../model/image';
import { controlsFor, usualControls } from './controls';
import { type Place, containerOf } from './place';
import { proxyProperties } from './proxy';
import type { Suggestion } from './suggestion';

interface Text {
  readonly text: string;
  readonly detail?: string | undefined;
}

/** What a text could be, by its member and by what stands around it. */
export function texts(place: Place): Suggestion[] {
  const suggest = byMember[place.node.id];
  if (!suggest) return [];
  return suggest(place)
    .filter(({ text }) => !place.isTaken(text))
    .map(({ text, detail }) => ({ label: text, kind: CompletionItemKind.Value, detail, insert: text }));
}

const plain = (...words: readonly string[]): readonly Text[] => words.map((text) => ({ text }));

const byMember: Readonly<Record<string, (place: Place) => readonly Text[]>> = {
  'TaskDefinition.family': families,
  'ContainerDefinition.name': containerNames,
  'PortMapping.name': portNames,
  'SystemControl.namespace': ({ task }) => controlsFor(task).map(([text, value]) => ({ text, detail: value })),
  'SystemControl.value': (place) => {
    const usual = entryOf(usualControls, place.around?.member('namespace')?.text ?? '');
    return usual === undefined ? [] : plain(usual);
  },
  'HealthCheck.command': ({ path }) => (path.at(-1) === 0 ? checkKinds : []),
  'ContainerDefinition.entryPoint': ({ path }) =>
    path.at(-1) === 0 ? plain('sh') : path.at(-1) === 1 ? plain('-c') : [],
  'KeyValuePair.value': (place) => {
    const usual = entryOf(proxyProperties, place.around?.member('name')?.text ?? '');
    return place.path[0] === 'proxyConfiguration' && usual !== undefined ? plain(usual) : [];
  },
  'Tag.key': () => plain('Name', 'Environment', 'Service', 'Team', 'Owner', 'Project', 'CostCenter'),
  'EFSVolumeConfiguration.rootDirectory': () => plain('/'),
  'HostVolumeProperties.sourcePath': ({ task }) =>
    task.os === 'windows' ? [] : [{ text: '/var/run/docker.sock', detail: 'the Docker Engine of the instance' }],
  'ContainerDefinition.user': () => [
    { text: '1000:1000', detail: 'user and group by number' },
    { text: 'nobody', detail: 'a user without rights' },
  ],
};

const checkKinds: readonly Text[] = [
  { text: 'CMD-SHELL', detail: 'a line for the shell of the container' },
  { text: 'CMD', detail: 'a program and its arguments' },
];

/** After the folder the file is in, and after its only container. */
function families({ document, task }: Place): readonly Text[] {
  const folder = document.path?.split(/[/\\]/).at(-2);
  const [only] = task.containers;
  return [
    ...(folder ? [{ text: asName(folder), detail: 'like the folder' }] : []),
    ...(only?.get('name')?.known ? [{ text: asName(only.get('name')!.known!), detail: 'like the container' }] : []),
  ].filter(({ text }) => text !== '');
}

/** After the image's repository: `nginx` for `public.ecr.aws/docker/nginx:1.27`. */
function containerNames(place: Place): readonly Text[] {
  const image = place.around?.member('image')?.text;
  const repository = image === undefined ? '' : splitImage(image).repository;
  const name = asName(repository.slice(repository.lastIndexOf('/') + 1));
  return name === '' ? [] : [{ text: name, detail: 'like the image' }];
}

const asName = (text: string): string => {
  const name = decode(text)
    .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
    .slice(0, 255);
  return /[A-Za-z0-9]/.test(name) ? name : '';
};

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** As the ECS console writes them: container, port and protocol. */
function portNames(place: Place): readonly Text[] {
  const siblings = place.around;
  const port = siblings?.member('containerPort')?.num;
  const container = containerOf(place)?.get('name')?.known?.toLowerCase();
  const protocol = siblings?.member('protocol')?.text ?? 'tcp';
  const name = `${container ?? ''}-${port ?? ''}-${protocol}`;
  return container !== undefined && port !== undefined && /^[a-z0-9_][a-z0-9_-]{0,63}$/.test(name)
    ? [{ text: name, detail: 'as the console names it' }]
    : [];
}
