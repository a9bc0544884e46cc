import { completion } from '../../server/features/completion/completion';
import { largeDefinition } from './definition';
import type { Rivals } from './measure';
import { type Place, compareSlow, placesIn } from './places';

const size = 64 * 1024;
const client = { snippets: true, insertReplace: true, completionTags: true };

/** Completion inside and in front of texts, in a definition that is whole and in one that is being typed. */
export async function benchCompletion(): Promise<Rivals> {
  const whole = largeDefinition(size);
  const half = Math.floor(whole.length / 2);
  const typed = `${whole.slice(0, whole.indexOf('\n', half))}\n"${whole.slice(whole.indexOf('\n', half))}`;
  const places = [...placesIn(whole, offsetsIn(whole), 60), ...placesIn(typed, offsetsIn(typed), 60)];
  const ours = ({ source, position }: Place) => completion(source, position, client);
  const theirs = async ({ service, document, position, json }: Place) => service.doComplete(document, position, json);
  const offered = await Promise.all(places.map(async (place) => ((await theirs(place))?.items.length ?? 0) > 0));
  if (!offered.some(Boolean) || !places.some((place) => ours(place).length > 0))
    throw new Error('There is nothing to complete in the definition to measure');
  return compareSlow(places, ours, theirs);
}

/** Behind every quote and in front of every line's first character. */
const offsetsIn = (text: string): number[] =>
  [...text.matchAll(/"|\n */g)].map((match) => match.index + match[0].length);
