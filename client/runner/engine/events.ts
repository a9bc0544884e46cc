import type { EngineEvent } from '../enginePort';
import { EngineError } from '../errors';
import { jsonLines } from './json';

/** What the runner wants to hear of; health checks alone cause three more events each time. */
const heard = ['create', 'start', 'die', 'destroy', 'health_status', 'pause', 'unpause'];

/** The `/events` filters for containers with these labels. */
export const eventFilters = (labels: readonly string[], actions: readonly string[] = heard) => ({
  type: ['container' as const],
  event: [...actions],
  label: [...labels],
});

interface EventAnswer {
  readonly Action: string;
  readonly timeNano: number;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
}

/** Labels come mixed with what belongs to the event itself. */
function engineEvent({ Action, timeNano, Actor: { ID, Attributes } }: EventAnswer): EngineEvent {
  const code = Attributes.exitCode === undefined ? {} : { exitCode: Number(Attributes.exitCode) };
  return { action: Action, id: ID, labels: Attributes, time: timeNano / 1e9, ...(Action === 'die' && code) };
}

/** The events of an answer of `/events`, which the engine never ends by itself: when it ends, the engine was shut down. */
export async function* engineEvents(answer: NodeJS.ReadableStream): AsyncGenerator<EngineEvent, void, undefined> {
  for await (const message of jsonLines(answer)) yield engineEvent(message as EventAnswer);
  throw new EngineError('lost', 'the engine has closed its stream of events');
}

/** Those of an answer that was asked for until some time, and ends then. */
export async function pastEvents(answer: NodeJS.ReadableStream): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  for await (const message of jsonLines(answer)) events.push(engineEvent(message as EventAnswer));
  return events;
}
