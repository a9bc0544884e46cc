import type { IamPermissionsResult } from '../protocol';
import type { Source } from './source';

/** The policies that the file implies, as JSON with comments; null where it holds no containers. */
export async function iamPermissionsResult(
  { document, text }: Source,
  exec: boolean,
): Promise<IamPermissionsResult | null> {
  const { impliedPermissions, printPermissions } = await import('../insight/index.js');
  const permissions = impliedPermissions(document, { exec });
  const name = decodeURIComponent(text.uri.slice(text.uri.lastIndexOf('/') + 1)) || 'this task definition';
  return permissions ? { text: printPermissions(permissions, name) } : null;
}
