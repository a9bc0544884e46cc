import type { ContainerFactsOnEngine, EngineEvent } from '../enginePort';
import type { Observation } from '../state';
import { diedAndGone, observation, vanished } from './observation';

/** What the engine has told of a task's containers, by name. */
export class Sightings {
  /** What inspect said last. */
  readonly facts = new Map<string, ContainerFactsOnEngine>();
  private readonly deaths = new Map<string, EngineEvent>();

  constructor(private readonly told: (container: string, facts: ContainerFactsOnEngine) => void = () => undefined) {}

  see(container: string, facts: ContainerFactsOnEngine): void {
    this.facts.set(container, facts);
    this.told(container, facts);
  }

  died(container: string, event: EngineEvent): void {
    this.deaths.set(container, event);
  }

  /** What an answer of inspect comes to; `id` is that of the container it was asked about, empty while it has none. */
  of(container: string, facts: ContainerFactsOnEngine | undefined, id: string): Observation {
    if (facts) return observation(facts);
    const death = this.deaths.get(container);
    // It may be the death of the container that this one has replaced.
    return death && (id === '' || death.id === id) ? diedAndGone(death) : vanished(id);
  }
}
