import * as vscode from 'vscode';
import { refKey, type Resource, type ResourceKind, type ResourceState } from '../clusters/resource';

/**
 * A resource as a row, open or closed when it is first shown. The tooltip is left to `withTooltip`, which VS Code asks
 * for when it is looked at.
 */
export function toTreeItem(resource: Resource, { isOpen }: { readonly isOpen: boolean }): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(resource.label);
  item.id = refKey(resource.ref);
  item.description = resource.description;
  item.contextValue = [resource.ref.kind, ...resource.can].join(' ');
  item.iconPath = iconOf(resource);
  item.accessibilityInformation = { label: spoken(resource) };
  item.collapsibleState = resource.hasChildren ? (isOpen ? Expanded : Collapsed) : None;
  return item;
}

/** `usage`: what it uses right now. */
export function withTooltip(item: vscode.TreeItem, resource: Resource, usage: readonly string[]): vscode.TreeItem {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown(`**${kindWord(resource.ref.kind)}** `).appendText(resource.label);
  for (const line of resource.details) {
    tooltip.appendMarkdown('\n\n').appendText(line);
  }
  if (usage.length > 0) tooltip.appendMarkdown('\n\n---');
  for (const line of usage) {
    tooltip.appendMarkdown('\n\n').appendText(line);
  }
  if (usage.length > 0) {
    const measured = vscode.l10n.t('Measured at {0}', new Date().toLocaleTimeString());
    tooltip.appendMarkdown('\n\n').appendText(measured);
  }
  item.tooltip = tooltip;
  return item;
}

const icons: Readonly<Record<ResourceState, readonly [icon: string, color: string | undefined]>> = {
  starting: ['loading~spin', undefined],
  running: ['play-circle', 'charts.green'],
  unhealthy: ['warning', 'problemsWarningIcon.foreground'],
  stopping: ['loading~spin', undefined],
  stopped: ['circle-slash', 'disabledForeground'],
  failed: ['error', 'problemsErrorIcon.foreground'],
  unreachable: ['debug-disconnect', 'problemsErrorIcon.foreground'],
};

function iconOf({ ref, state }: Resource): vscode.ThemeIcon {
  if (ref.kind === 'cluster' && state === 'running') return new vscode.ThemeIcon('vm-running');
  const [icon, color] = icons[state];
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}

/** The icon's meaning in words, unless the description begins with the same word. */
function spoken({ ref, label, state, description }: Resource): string {
  const word = stateWord(state);
  const said = description.toLowerCase().startsWith(word.toLowerCase());
  return [`${kindWord(ref.kind)} ${label}`, ...(said ? [] : [word]), description].join(', ');
}

function kindWord(kind: ResourceKind): string {
  if (kind === 'cluster') return vscode.l10n.t('Cluster');
  return kind === 'task' ? vscode.l10n.t('Task') : vscode.l10n.t('Container');
}

function stateWord(state: ResourceState): string {
  const words: Readonly<Record<ResourceState, string>> = {
    starting: vscode.l10n.t('starting'),
    running: vscode.l10n.t('running'),
    unhealthy: vscode.l10n.t('unhealthy'),
    stopping: vscode.l10n.t('stopping'),
    stopped: vscode.l10n.t('stopped'),
    failed: vscode.l10n.t('failed'),
    unreachable: vscode.l10n.t('unreachable'),
  };
  return words[state];
}
