import { type NameOccurrence, nameAt, namePlaces, namesIn, samePlaces } from '../../document/references';
import type { TaskView } from '../../document/view';
import { inlineCode } from '../markdown';
import { volumeDetail } from '../volumeDetail';
import type { Explain } from './subject';

/** Of a name that refers to something, what that is; of a name that is declared, who refers to it. */
export const nameMeaning: Explain = ({ document, task, offset, field, place }) => {
  if (!namePlaces.has(place)) return undefined;
  const names = namesIn(document);
  const here = nameAt(names, offset);
  if (here?.field.node !== field.node || here.name === '') return undefined;
  const places = samePlaces(names, here);
  if (here.role === 'use') {
    return places.some(({ role }) => role === 'declaration')
      ? `The ${here.kind} ${inlineCode(here.name)}${whatItIs(task, here)}`
      : undefined;
  }
  const users = places.filter(({ role }) => role === 'use').map(({ field: use }) => userOf(task, use.node.offset));
  return users.length === 0 ? undefined : `Referred to by ${[...new Set(users)].join(', ')}`;
};

function whatItIs(task: TaskView, { kind, name }: NameOccurrence): string {
  if (kind === 'volume') {
    const volume = task.volume(name);
    const detail = volume && volumeDetail(volume);
    return detail ? `: ${inlineCode(detail)}` : '';
  }
  const image = kind === 'container' ? task.container(name)?.get('image')?.text : undefined;
  return image ? `: ${inlineCode(image)}` : '';
}

/** The container that a place is part of. */
function userOf(task: TaskView, offset: number): string {
  const user = task.containers.find(({ node }) => node.offset <= offset && offset < node.offset + node.length);
  if (!user) return '`proxyConfiguration`';
  return inlineCode(user.get('name')?.text || 'a container without a name');
}
