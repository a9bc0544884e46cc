import { hover } from '../../server/features/hover';
import { largeDefinition } from './definition';
import type { Rivals } from './measure';
import { type Place, compareSlow, placesIn } from './places';

/** Hovering over names and values of a definition of 64 KiB. */
export async function benchHover(): Promise<Rivals> {
  const text = largeDefinition(64 * 1024);
  const offsets = [...text.matchAll(/"\w|: \d/g)].map((match) => match.index + match[0].length - 1);
  const places = placesIn(text, offsets, 120);
  const ours = ({ source, position }: Place) => hover(source, position);
  const theirs = async ({ service, document, position, json }: Place) => service.doHover(document, position, json);
  if (!places.every((place) => ours(place)) || !(await Promise.all(places.map(theirs))).some(Boolean))
    throw new Error('There is nothing to hover over in the definition to measure');
  return compareSlow(places, ours, theirs);
}
