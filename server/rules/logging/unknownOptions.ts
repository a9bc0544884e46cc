import { removeMember } from '../fixes';
import { closest } from '../similar';
import type { Found } from '../define';
import { type Log, cacheOptions, driverOptions } from './options';

/** The options of a log that its driver does not take (of awslogs: that ECS does not); each could be a misspelt one that is not there yet. */
export function* unknownOptions(log: Log, messageOn: (option: string) => string): Generator<Found> {
  const table = driverOptions[log.name];
  if (!table) return;
  const known = [...table.required, ...table.optional];
  for (const option of log.entries) {
    const name = option.name ?? '';
    if (known.includes(name) || (log.name !== 'awslogs' && cacheOptions.includes(name))) continue;
    const meant = closest(
      name,
      known.filter((other) => !log.option(other)),
    );
    yield {
      at: option.key,
      message: messageOn(name),
      fixes: [
        ...(meant ? [{ title: `Rename to "${meant}"`, changes: () => [{ rename: option.path, to: meant }] }] : []),
        removeMember(option),
      ],
    };
  }
}
