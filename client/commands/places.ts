import type { Ability } from '../clusters/resource';
import { languageId } from '../language';
import { viewId } from '../views/clusterView';
import { problemKey } from '../views/welcome';

/** Where a command is offered, beside the palette: one entry of a menu in the manifest. */
export interface Place {
  readonly menu: 'commandPalette' | 'editor/title/run' | 'explorer/context' | 'view/title' | 'view/item/context';
  /** With the order in it: `navigation@1`. */
  readonly group?: string;
  readonly when: string;
}

const inView = `view == ${viewId}`;
const ofTaskDefinition = `resourceLangId == ${languageId}`;

/** In the menu of rows that can do it, and as an icon on the row where it has a place among those. */
export function onRows(can: Ability, group: string, inline?: number): Place[] {
  const place = { menu: 'view/item/context', when: `${inView} && viewItem =~ /\\b${can}\\b/` } as const;
  return [...(inline === undefined ? [] : [{ ...place, group: `inline@${inline}` }]), { ...place, group }];
}

/** Above the tree, always or while an engine answers. */
export const aboveTree = (order: number, which: 'always' | 'with engine'): Place => ({
  menu: 'view/title',
  when: which === 'always' ? inView : `${inView} && !${problemKey}`,
  group: `navigation@${order}`,
});

/** In the title of an editor with a task definition, behind the triangle. */
export const inEditorTitle = (order: number): Place => ({
  menu: 'editor/title/run',
  when: ofTaskDefinition,
  group: `navigation@${order}`,
});

/** On a task definition in the explorer. */
export const inExplorer = (order: number): Place => ({
  menu: 'explorer/context',
  when: ofTaskDefinition,
  group: `3_ecs@${order}`,
});

/** In the palette only while a file of one of these languages is open. */
export const inPaletteFor = (...languages: readonly string[]): Place => ({
  menu: 'commandPalette',
  when: languages.map((id) => `editorLangId == ${id}`).join(' || '),
});
