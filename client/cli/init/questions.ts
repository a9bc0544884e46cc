import { type LaunchType, fargateSize, fargateSizes, isRegion, launchTypes } from '../../../server/index';
import { Failure } from '../failure';
import type { Ask } from '../terminal';
import type { Answers } from './starter';

/** The answers given as options, as they were typed. */
export type Given = { readonly [K in keyof Answers]?: string };

/** One thing to know: asked of a person, or taken from an option. `read` says in words what is wrong with an answer. */
interface Question<T> {
  readonly option: string;
  readonly ask: string;
  readonly preset: string;
  readonly read: (text: string) => T | Wrong;
}

interface Wrong {
  readonly wrong: string;
}

/**
 * Settles every answer: by option, else by asking, or by preset where there is nobody to ask. A person is asked again after an answer that cannot
 * be; an option that cannot be fails.
 */
export async function settle(
  given: Given,
  ask: Ask | undefined,
  presets: { readonly family: string; readonly region: string },
) {
  const answer = async <T>(text: string | undefined, question: Question<T>): Promise<T> => {
    if (text !== undefined || !ask) return valid(question, text ?? question.preset);
    for (let hint = ''; ;) {
      const typed = (await ask(`${hint}${question.ask}${question.preset && ` [${question.preset}]`}: `)).trim();
      const result = question.read(typed === '' ? question.preset : typed);
      if (!isWrong(result)) return result;
      hint = `${result.wrong}\n`;
    }
  };
  const family = await answer(given.family, questions.family(presets.family));
  const image = await answer(given.image, questions.image());
  const port = await answer(given.port, questions.port());
  const launchType = await answer(given.launchType, questions.launchType());
  const cpu = await answer(given.cpu, questions.cpu(launchType));
  const memory = await answer(given.memory, questions.memory(launchType, cpu));
  const logGroup = await answer(given.logGroup, questions.logGroup(family));
  const region = await answer(given.region, questions.region(presets.region));
  return { family, image, port, launchType, cpu, memory, logGroup, region } satisfies Answers;
}

function valid<T>({ option, read }: Question<T>, text: string): T {
  const result = read(text);
  if (isWrong(result)) throw new Failure(`${option} ${text}: ${result.wrong}`);
  return result;
}

const isWrong = (result: unknown): result is Wrong =>
  typeof result === 'object' && result !== null && 'wrong' in result;

const questions = {
  family: (preset: string): Question<string> => ({
    option: '--family',
    ask: 'Family, the name under which ECS keeps the versions',
    preset,
    read: (text) =>
      /^[\w-]{1,255}$/.test(text) ? text : { wrong: 'A family is 1 to 255 letters, digits, hyphens and underscores.' },
  }),
  image: (): Question<string> => ({
    option: '--image',
    ask: 'Image of the container',
    preset: 'nginx:1.27',
    read: (text) => (/^\S+$/.test(text) ? text : { wrong: 'An image is a name without spaces, such as nginx:1.27.' }),
  }),
  port: (): Question<number | undefined> => ({
    option: '--port',
    ask: 'Port the container listens on, or none',
    preset: '80',
    read: (text) => {
      if (text === 'none') return undefined;
      return wholeNumber(text, 1, 65535) ?? { wrong: 'A port is a number from 1 to 65535, or none.' };
    },
  }),
  launchType: (): Question<LaunchType> => ({
    option: '--launch-type',
    ask: `Launch type: ${launchTypes.join(', ')}`,
    preset: 'FARGATE',
    read: (text) =>
      launchTypes.find((type) => type === text.toUpperCase()) ?? { wrong: `It is one of ${launchTypes.join(', ')}.` },
  }),
  cpu: (type: LaunchType): Question<number> => ({
    option: '--cpu',
    ask: 'Cpu units, 1024 are one vCPU',
    preset: '256',
    read: (text) => {
      const cpu = wholeNumber(text, 128, 196608);
      if (cpu === undefined) return { wrong: 'Cpu is a whole number of units from 128; 1024 are one vCPU.' };
      if (type !== 'FARGATE' || fargateSize(cpu)) return cpu;
      return { wrong: `On Fargate it is one of ${fargateSizes.map((size) => size.cpu).join(', ')}.` };
    },
  }),
  memory: (type: LaunchType, cpu: number): Question<number> => ({
    option: '--memory',
    ask: 'Memory in MiB',
    preset: String((type === 'FARGATE' && fargateSize(cpu)?.memory[0]) || 512),
    read: (text) => {
      const memory = wholeNumber(text, 6, 10_000_000);
      if (memory === undefined) return { wrong: 'Memory is a whole number of MiB from 6.' };
      const sizes = type === 'FARGATE' ? fargateSize(cpu)?.memory : undefined;
      if (!sizes || sizes.includes(memory)) return memory;
      return { wrong: `With ${cpu} cpu units Fargate offers ${sizes.join(', ')} MiB.` };
    },
  }),
  logGroup: (family: string): Question<string> => ({
    option: '--log-group',
    ask: 'CloudWatch log group',
    preset: `/ecs/${family}`,
    read: (text) =>
      /^[\w./#-]{1,512}$/.test(text)
        ? text
        : { wrong: 'A log group is 1 to 512 letters, digits and the characters _ . / # -' },
  }),
  region: (preset: string): Question<string> => ({
    option: '--region',
    ask: 'Region of the log group',
    preset,
    read: (text) => (isRegion(text) ? text : { wrong: 'A Region is written like us-east-1.' }),
  }),
};

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}
