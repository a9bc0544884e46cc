import { logOptionProse } from '../../model/logOptionProse';
import { awsfirelensOptions } from '../../model/logDrivers';
import { escapeMarkdown, inlineCode } from '../markdown';
import { type Explain, holderOf } from './subject';

/** What an option of a log driver or of the log router means. */
export const logOption: Explain = (subject) => {
  const { place, field } = subject;
  const name = /^containerDefinitions\.\*\.(logConfiguration|firelensConfiguration)\.options\./.test(place)
    ? field.name
    : undefined;
  if (name === undefined) return undefined;
  const block = holderOf(subject, 2);
  const isForPlugin = block?.member('logDriver')?.text === 'awsfirelens' && !isOwnOption(name);
  if (isForPlugin) {
    const options = holderOf(subject);
    const plugin = (options?.member('Name') ?? options?.member('@type'))?.text;
    return `Handed to the output plugin${plugin ? ` ${inlineCode(plugin)}` : ''} of the log router as it is.`;
  }
  const prose = Object.hasOwn(logOptionProse, name) ? logOptionProse[name] : undefined;
  return prose && `${inlineCode(name)}: ${escapeMarkdown(prose)}`;
};

const isOwnOption = (name: string): boolean => awsfirelensOptions.includes(name) || name === '@type';

/** What ECS does with a secret. */
export const secret: Explain = (subject) => {
  const [, list] = /\.(secrets|secretOptions)\.\*\.(?:name|valueFrom)$/.exec(subject.place) ?? [];
  const name = list && holderOf(subject)?.member('name')?.known;
  if (!name) return undefined;
  const what =
    list === 'secrets' ? `the environment variable ${inlineCode(name)}` : `the log option ${inlineCode(name)}`;
  return `Read with the execution role when the container starts, and handed over as ${what}. A newer value needs a new task.`;
};
