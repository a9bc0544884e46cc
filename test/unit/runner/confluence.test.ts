import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ContainerDefinition, ContainerDependency } from '../../../server/index';
import { container } from './planned';
import type { Behaviour } from './simulatedContainer';
import { simulate, type Simulator } from './simulator';

/**
 * Tasks whose outcome no race decides: whoever is essential never ends by itself, and what is HEALTHY stays so. In which
 * order the engine then answers, and how often it repeats itself, must not matter.
 */
interface Scenario {
  readonly containers: readonly ContainerDefinition[];
  readonly behaviours: Readonly<Record<string, Behaviour>>;
  readonly networkMode: 'bridge' | 'awsvpc';
}

/** One way in which it may come about. */
interface History {
  readonly declared: readonly number[];
  /** Seconds each call takes, by container. */
  readonly takes: readonly Required<NonNullable<Behaviour['takes']>>[];
  /** When a container is looked at for nothing. */
  readonly looks: readonly { readonly at: number; readonly container: number }[];
}

const most = 8;
const tenths = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: max * 10 }).map((value) => value / 10);

const member = fc.record({
  essential: fc.boolean(),
  fate: fc.oneof(
    { weight: 4, arbitrary: fc.constant<Behaviour>({}) },
    { weight: 2, arbitrary: fc.constant<Behaviour>({ health: [{ at: 2, is: 'HEALTHY' }] }) },
    { weight: 4, arbitrary: fc.constantFrom(0, 0, 1, 137).map((code): Behaviour => ({ exits: { after: 3, code } })) },
    { weight: 1, arbitrary: fc.constant<Behaviour>({ createFails: 'refused' }) },
    { weight: 1, arbitrary: fc.constant<Behaviour>({ startFails: { message: 'not found', code: 127 } }) },
    { weight: 1, arbitrary: fc.constant<Behaviour>({ pullFails: 'unknown', imageMissing: true }) },
  ),
  edges: fc.array(fc.record({ to: fc.nat(most), wish: fc.constantFrom('START', 'COMPLETE', 'SUCCESS', 'HEALTHY') }), {
    maxLength: 3,
  }),
});

type Member = typeof member extends fc.Arbitrary<infer Value> ? Value : never;

const isEssential = ({ essential, fate }: Member): boolean => essential && fate.exits === undefined;

function toScenario({
  members,
  networkMode,
}: {
  members: readonly Member[];
  networkMode: Scenario['networkMode'];
}): Scenario {
  const dependsOn = (index: number): ContainerDependency[] =>
    index === 0
      ? []
      : members[index]!.edges.map(({ to, wish }) => {
          const on = members[to % index]!;
          const allowed = wish === 'HEALTHY' ? on.fate.health !== undefined : wish === 'START' || !isEssential(on);
          return { containerName: `c${to % index}`, condition: allowed ? wish : 'START' };
        });
  return {
    networkMode,
    containers: members.map((one, index) =>
      container(`c${index}`, {
        ...{ essential: isEssential(one), stopTimeout: 1, dependsOn: dependsOn(index) },
        ...(one.fate.health && { healthCheck: { command: ['CMD', 'true'] } }),
      }),
    ),
    behaviours: Object.fromEntries(members.map(({ fate }, index) => [`c${index}`, fate])),
  };
}

const scenario = fc
  .record({
    members: fc.array(member, { minLength: 1, maxLength: most }),
    networkMode: fc.constantFrom('bridge' as const, 'awsvpc' as const),
  })
  .map(toScenario);

const all = Array.from({ length: most }, (_, index) => index);
const history: fc.Arbitrary<History> = fc.record({
  declared: fc.shuffledSubarray(all, { minLength: most }),
  takes: fc.array(fc.record({ manifest: tenths(3), pull: tenths(8), create: tenths(3), start: tenths(3) }), {
    minLength: most,
    maxLength: most,
  }),
  looks: fc.array(fc.record({ at: tenths(100), container: fc.nat(most) }), { maxLength: 12 }),
});

function play({ containers, behaviours, networkMode }: Scenario, { declared, takes, looks }: History): Simulator {
  const timed = Object.fromEntries(
    Object.entries(behaviours).map(([name, one], index) => [name, { ...one, takes: takes[index]! }]),
  );
  const inOrder = declared.flatMap((index) => containers[index] ?? []);
  const run = simulate(inOrder, timed, { networkMode });
  for (const { at, container: index } of looks)
    run.at(at, () => {
      const { name = '' } = containers[index % containers.length]!;
      if (run.containers.get(name)?.id !== undefined) run.tell(name);
      run.send({ type: 'tick' });
    });
  return run.run(1000);
}

/**
 * What the task has come to. Once it has failed to start it depends on the moment how far the others had come, and who
 * was the first of several to fail; only that they have all ended does not.
 */
function outcome(run: Simulator): unknown {
  const { status, stopCode, stoppedReason, containers } = run.state;
  const byName = [...containers].sort((one, other) => (one.facts.name < other.facts.name ? -1 : 1));
  const ends = byName.map(({ facts: { name }, known, exitCode, reason, health, restarts }) =>
    status === 'STOPPED' ? [name, known] : [name, known, exitCode, firstWords(reason), health, restarts],
  );
  return { status, stopCode, stoppedReason, ends };
}

/** Of several waits in vain any may be the one that is told. */
const firstWords = (reason: string | undefined): string | undefined =>
  reason?.replace(/(dependency graph: \S+) .*/, '$1');

test('a task comes to the same end in whatever order the engine answers', () => {
  const stopped = { yes: 0, no: 0 };
  fc.assert(
    fc.property(scenario, history, history, (it, one, other) => {
      const first = play(it, one);
      assert.deepEqual(outcome(play(it, other)), outcome(first), first.story.join('\n'));
      stopped[first.state.status === 'STOPPED' ? 'yes' : 'no']++;
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
  );
  assert.ok(stopped.yes > 0 && stopped.no > 0, 'both kinds of end are met');
});
