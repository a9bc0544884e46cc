import type { TaskScope } from './scope';

/** What a file of overrides changes, named place by place: a run must not differ without a word. Names only, no values. */
export function announceOverrides({ containers, networkMode, options, report }: TaskScope): void {
  const { overrides, onlyHere = [] } = options;
  for (const { code, pointer, text } of onlyHere) report.notice('approximated', code, pointer, text);
  if (!overrides) return;
  const { from, task = {}, hosts = {} } = overrides;
  const addresses = networkMode === 'none' ? [] : Object.keys(hosts).map((host) => `the address of ${host}`);
  const wide = [...Object.keys(task), ...addresses];
  if (wide.length > 0)
    report.notice('substituted', 'overridden', '', `${from} changes the task for this run: ${wide.join(', ')}.`);
  const publishes = networkMode === 'awsvpc' || networkMode === 'bridge';
  containers.forEach(({ name = '', image }, index) => {
    const given = options.images?.[name];
    const variables = Object.keys(options.environment?.[name] ?? {});
    const ports = publishes ? Object.entries(overrides.ports?.[name] ?? {}) : [];
    const changes = [
      ...(given !== undefined && given !== image ? [`image ${given}`] : []),
      ...Object.keys(overrides.containers?.[name] ?? {}),
      ...(variables.length > 0 ? [`variables ${variables.join(', ')}`] : []),
      ...ports.map(([port, to]) => `port ${port} on ${to || 'a free one'}`),
      ...Object.entries(overrides.mounts?.[name] ?? {}).map(([path, { source }]) => `${source} at ${path}`),
    ];
    const text = `For this run ${from} and options change ${name}: ${changes.join(', ')}.`;
    if (changes.length > 0) report.notice('substituted', 'overridden', `/containerDefinitions/${index}`, text);
  });
}
