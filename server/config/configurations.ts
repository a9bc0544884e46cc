import type { Finding } from '../lint/finding';
import { closest } from '../rules/similar';
import type { ConfigurationFile } from './configuration';
import { profiles } from './groups';
import type { Configuration, Layer, Profile } from './options';
import { configurationName, folderOf, foldersAbove, join } from './paths';
import { problem } from './problems';
import { readConfiguration } from './read';

/** Gives a file's text; undefined when there is no such file. Rejects when there is one that cannot be read. */
export type ReadText = (path: string) => Promise<string | undefined>;

/** More than anybody nests; an end for circles. */
const maximumExtends = 20;

/** Finds the configuration of files, each read once until it is forgotten. Paths are absolute and separated by `/`. */
export class Configurations {
  #nearest = new Map<string, Promise<Configuration | undefined>>();
  #loaded = new Map<string, Promise<Configuration | undefined>>();

  constructor(private readonly read: ReadText) {}

  /** The configuration in force for a file: the nearest one in its folder or above. Others above it do not count. */
  nearest(file: string): Promise<Configuration | undefined> {
    return this.#inFolder(foldersAbove(file), 0);
  }

  /** The configuration of this very path; undefined when there is none. */
  load(path: string): Promise<Configuration | undefined> {
    let loaded = this.#loaded.get(path);
    if (!loaded) this.#loaded.set(path, (loaded = this.#load(path)));
    return loaded;
  }

  /** After a change on disk: everything is looked up anew. */
  forget(): void {
    this.#nearest = new Map();
    this.#loaded = new Map();
  }

  #inFolder(folders: readonly string[], index: number): Promise<Configuration | undefined> {
    const folder = folders[index];
    if (folder === undefined) return Promise.resolve(undefined);
    let found = this.#nearest.get(folder);
    if (!found) {
      found = this.load(`${folder}/${configurationName}`).then((here) => here ?? this.#inFolder(folders, index + 1));
      this.#nearest.set(folder, found);
    }
    return found;
  }

  async #load(path: string): Promise<Configuration | undefined> {
    const files = new Map<string, ConfigurationFile>();
    const layers = await this.#layers(path, [], files);
    return layers && { path, layers, files: [...files.values()] };
  }

  /** The file with all it extends, weakest first; undefined when there is no such file. `above` are those that led here. */
  async #layers(
    path: string,
    above: readonly string[],
    files: Map<string, ConfigurationFile>,
  ): Promise<Layer[] | undefined> {
    const file = await this.#file(path);
    if (!file) return undefined;
    const problems = [...file.problems];
    const layers: Layer[] = [];
    for (const extended of file.extends) {
      const base = baseOf(extended.name, path);
      if ('profile' in base) layers.push(base);
      else if ('path' in base && files.has(base.path)) continue;
      else {
        const found = 'path' in base ? await this.#base(base.path, [...above, path], files) : base.problem;
        if (typeof found === 'string') problems.push(problem('config-extends', extended, found));
        else layers.push(...found);
      }
    }
    const complete = { ...file, problems };
    files.set(path, complete);
    return [...layers, complete];
  }

  /** The layers of a file that another extends, or why that cannot be. */
  async #base(
    path: string,
    above: readonly string[],
    files: Map<string, ConfigurationFile>,
  ): Promise<Layer[] | string> {
    if (above.includes(path)) return 'This leads back to where it began, so it is left out';
    if (above.length > maximumExtends) return 'Too many configurations extend one another';
    return (await this.#layers(path, above, files)) ?? 'There is no such file';
  }

  async #file(path: string): Promise<ConfigurationFile | undefined> {
    try {
      const text = await this.read(path);
      return text === undefined ? undefined : readConfiguration(text, path);
    } catch {
      const nothing = readConfiguration('{}', path);
      const unreadable = problem(
        'config-syntax',
        { offset: 0, length: 0 },
        'This file cannot be read; check its permissions',
      );
      return { ...nothing, text: '', problems: [unreadable] };
    }
  }
}

/** What `extends` names, seen from the file that says so. */
function baseOf(name: string, from: string): Profile | { readonly path: string } | { readonly problem: string } {
  if (Object.hasOwn(profiles, name)) return { profile: name };
  if (name.includes('/')) return { path: join(folderOf(from), name) };
  const meant = closest(name, Object.keys(profiles));
  const hint = meant ? `Did you mean "${meant}"?` : 'The path of a file begins with ./';
  return { problem: `"${name}" is neither "recommended" nor "strict". ${hint}` };
}

/** What is wrong with a configuration whose text is at hand, such as one that is open in an editor. */
export async function problemsOf(text: string, path: string, read: ReadText): Promise<readonly Finding[]> {
  const configurations = new Configurations((other) => (other === path ? Promise.resolve(text) : read(other)));
  const loaded = await configurations.load(path);
  return loaded?.files.find((file) => file.path === path)?.problems ?? [];
}
