/** Why the file system refused, in words. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file or folder.';
  if (code === 'EEXIST') return 'there is a file where a folder is wanted.';
  if (code === 'EACCES' || code === 'EPERM') return 'you may not read or write it. Check its permissions.';
  if (code === 'EISDIR') return 'this is a folder, not a file.';
  return `it could not be read (${typeof code === 'string' ? code : String(error)}).`;
}
