import path from 'node:path';
import {
  type Configuration,
  type ConfigurationFile,
  Configurations,
  type FileOptions,
  type Said,
  fromDisk,
  isConfigurationName,
  isNamed,
  optionsFor,
  slashed,
} from '../../../server/index';
import type { Checked } from './checkText';
import { Lines } from './lines';

/** Which configuration counts: the nearest one above each file, this one for all files, or none. */
export type ConfigurationChoice = { readonly path: string; readonly text: string } | 'nearest' | 'none';

/** The configurations of one run: found for each file, and remembered to report what is wrong with them. */
export class ProjectConfiguration {
  readonly #configurations: Configurations;
  readonly #used = new Map<string, ConfigurationFile>();

  constructor(
    private readonly cwd: string,
    private readonly said: Said = {},
    private readonly choice: ConfigurationChoice = 'nearest',
  ) {
    const given = typeof choice === 'object' ? choice : undefined;
    this.#configurations = new Configurations(async (file) => (file === given?.path ? given.text : fromDisk(file)));
  }

  #configurationOf(file: string): Promise<Configuration | undefined> {
    if (this.choice === 'none') return Promise.resolve(undefined);
    if (this.choice === 'nearest') return this.#configurations.nearest(file);
    return this.#configurations.load(this.choice.path);
  }

  /** How a file is to be checked; `name` is its path, absolute or as seen from the current folder. */
  async optionsFor(name: string): Promise<FileOptions> {
    const file = slashed(path.resolve(this.cwd, name));
    const configuration = await this.#configurationOf(file);
    for (const each of configuration?.files ?? []) this.#used.set(each.path, each);
    return optionsFor(file, configuration, this.said);
  }

  /** Which of the files below a folder are task definitions because the `files` of a configuration say so. */
  async named(folder: string, files: readonly string[]): Promise<ReadonlySet<string>> {
    const at = (file: string): string => slashed(path.resolve(folder, file));
    const homes = ['_', ...files.filter((file) => isConfigurationName(slashed(file)))];
    const found = await Promise.all(homes.map((file) => this.#configurationOf(at(file))));
    if (!found.some((each) => each?.files.some((file) => file.files))) return new Set();
    const isMeant = async (file: string): Promise<boolean> => {
      const configuration = await this.#configurationOf(at(file));
      return configuration !== undefined && isNamed(at(file), configuration);
    };
    const meant = await Promise.all(files.map(isMeant));
    return new Set(files.filter((_, index) => meant[index]));
  }

  /** What is wrong with the configurations that were used, a file each, by path; those without problems are left out. */
  problems(): Checked[] {
    return [...this.#used.values()]
      .filter(({ problems }) => problems.length > 0)
      .map((file) => this.#report(file))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  #report({ path: file, text, problems }: ConfigurationFile): Checked {
    const lines = new Lines(text);
    const relative = path.relative(this.cwd, file);
    return {
      path: relative.startsWith('..') ? file : slashed(relative),
      recognised: true,
      reports: problems.map(({ rule, severity, message, pointer, span, docs }) => ({
        ...{ rule, severity, message, pointer, docs },
        range: lines.rangeOf(span),
        fixable: false,
        place: pointer,
        remedies: [],
      })),
      fixed: 0,
    };
  }
}
