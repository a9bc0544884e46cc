import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { stuckWaits } from '../../../client/runner/dependencies';
import type { Dependency, Effect } from '../../../client/runner/state';
import type { ContainerDefinition, ContainerDependency } from '../../../server/index';
import type { Behaviour } from './simulatedContainer';
import { simulate, type Simulator } from './simulator';

const seconds = (max: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: max * 10 }).map((tenths) => tenths / 10);
const sometimes = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 5 });
const without = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;

const behaviour: fc.Arbitrary<Behaviour> = fc
  .record({
    exits: fc.option(fc.record({ after: seconds(90), code: fc.constantFrom(0, 0, 1, 137) }), { nil: undefined }),
    onTerm: fc.option(fc.record({ after: seconds(8), code: fc.constantFrom(0, 143) }), { nil: undefined }),
    health: fc.array(fc.record({ at: seconds(40), is: fc.constantFrom('HEALTHY' as const, 'UNHEALTHY' as const) }), {
      maxLength: 3,
    }),
    pullFails: sometimes(fc.constant('no route')),
    createFails: sometimes(fc.constant('refused')),
    startFails: sometimes(fc.constant({ message: 'not found', code: 127 })),
    startTimesOut: sometimes(fc.constant(true as const)),
    stopFails: sometimes(fc.integer({ min: 1, max: 3 })),
    takes: fc.record({ manifest: seconds(2), pull: seconds(5), create: seconds(2), start: seconds(3) }),
  })
  .map((it) => without(it) as Behaviour);

interface Scenario {
  readonly containers: readonly ContainerDefinition[];
  readonly behaviours: Readonly<Record<string, Behaviour>>;
  readonly networkMode: 'bridge' | 'awsvpc';
  readonly pull: 'default' | 'always';
  readonly userStop: number;
  readonly force: number | undefined;
  readonly outage: { readonly at: number; readonly for: number } | undefined;
  /** When a container is made anew. */
  readonly replacements: readonly { readonly at: number; readonly container: number }[];
  /** When a container is looked at though nothing has happened, or the alarm goes for nothing. */
  readonly noise: readonly { readonly at: number; readonly container: number }[];
}

/** A task of up to eight containers, each depending on some before it, written in any order. */
const scenario: fc.Arbitrary<Scenario> = fc
  .integer({ min: 1, max: 8 })
  .chain((size) =>
    fc.record({
      raw: fc.tuple(
        ...Array.from({ length: size }, (_, index) =>
          fc.record({
            essential: fc.boolean(),
            checked: fc.boolean(),
            startTimeout: sometimes(fc.integer({ min: 2, max: 30 })),
            stopTimeout: fc.integer({ min: 0, max: 6 }),
            policy: sometimes(fc.constant({ enabled: true, restartAttemptPeriod: 60 })),
            edges: fc.array(
              fc.record({
                to: fc.integer({ min: 0, max: Math.max(0, index - 1) }),
                wish: fc.constantFrom('START', 'COMPLETE', 'SUCCESS', 'HEALTHY'),
              }),
              { maxLength: index === 0 ? 0 : 3 },
            ),
            behaviour,
          }),
        ),
      ),
      order: fc.shuffledSubarray(
        Array.from({ length: size }, (_, index) => index),
        { minLength: size },
      ),
      networkMode: fc.constantFrom('bridge' as const, 'awsvpc' as const),
      pull: fc.constantFrom('default' as const, 'always' as const),
      userStop: seconds(200),
      force: fc.option(seconds(20), { nil: undefined }),
      outage: fc.option(fc.record({ at: seconds(200), for: seconds(60) }), { nil: undefined, freq: 3 }),
      replacements: fc.array(fc.record({ at: seconds(200), container: fc.nat(7) }), { maxLength: 2 }),
      noise: fc.array(fc.record({ at: seconds(200), container: fc.nat(7) }), { maxLength: 12 }),
    }),
  )
  .map(({ raw, order, ...rest }) => {
    const definitions = raw.map((it, index): ContainerDefinition => {
      const dependsOn = it.edges.map(({ to, wish }): ContainerDependency => {
        const target = raw[to]!;
        const ends = wish === 'SUCCESS' || wish === 'COMPLETE';
        const allowed = ends ? isOptional(raw, to) : wish !== 'HEALTHY' || target.checked;
        return { containerName: `c${to}`, condition: allowed ? wish : 'START' };
      });
      return without({
        name: `c${index}`,
        image: 'busybox',
        essential: !isOptional(raw, index),
        dependsOn,
        startTimeout: it.startTimeout,
        stopTimeout: it.stopTimeout,
        restartPolicy: it.policy,
        healthCheck: it.checked ? { command: ['CMD', 'true'] } : undefined,
      }) as ContainerDefinition;
    });
    return {
      ...rest,
      containers: order.map((index) => definitions[index]!),
      behaviours: Object.fromEntries(raw.map((it, index) => [`c${index}`, it.behaviour])),
    };
  });

/** The last one is always essential, as ECS asks for one. */
const isOptional = (raw: readonly { essential: boolean }[], index: number): boolean =>
  !raw[index]!.essential && index !== raw.length - 1;

function begin({ containers, behaviours, networkMode, pull, outage, noise, replacements }: Scenario): Simulator {
  const run = simulate(containers, behaviours, { networkMode, options: { pull } });
  if (outage) {
    run.at(outage.at, () => run.lose());
    run.at(outage.at + outage.for, () => run.comeBack());
  }
  for (const { at, container } of replacements)
    run.at(at, () => {
      const name = containers[container % containers.length]!.name!;
      run.send({ type: 'replace', container: name, facts: run.container(name).facts });
    });
  for (const { at, container } of noise)
    run.at(at, () => {
      const name = containers[container % containers.length]!.name!;
      if (run.containers.get(name)!.id !== undefined) run.tell(name);
      run.send({ type: 'tick' });
    });
  return run;
}

function playToTheEnd(it: Scenario, watch: (run: Simulator, effect: Effect) => void = () => undefined): Simulator {
  const run = begin(it);
  run.watch = (_event, effects) => {
    for (const effect of effects) watch(run, effect);
  };
  run.at(it.userStop, () => run.send({ type: 'userStop', reason: undefined }));
  if (it.force !== undefined)
    run.at(it.userStop + it.force, () => run.send({ type: 'userStop', reason: undefined, force: true }));
  return run.run();
}

const runs = { numRuns: Number(process.env.FUZZ_RUNS ?? 200) };
const calls = new Set<Effect['type']>(['manifest', 'pull', 'create', 'start', 'stop', 'replace']);

/** By what the simulated engine knows, not by what the reducer believes. */
function isTrulyMet(run: Simulator, { container, condition }: Dependency): boolean {
  const on = run.containers.get(container)!;
  switch (condition) {
    case 'CREATED':
      return on.state !== 'none';
    case 'START':
    case 'RESOURCES_PROVISIONED':
      return on.startedAt !== undefined;
    case 'COMPLETE':
      return on.state === 'exited';
    case 'SUCCESS':
      return on.state === 'exited' && on.exitCode === 0;
    case 'HEALTHY':
      return on.health === 'HEALTHY';
  }
}

describe('any graph of containers', () => {
  test('stops for good when it is told to, and leaves nothing running', () => {
    fc.assert(
      fc.property(scenario, (it) => {
        const run = playToTheEnd(it);
        assert.equal(run.state.status, 'STOPPED');
        assert.deepEqual(
          [...run.containers.values()].filter(({ state }) => state === 'running'),
          [],
        );
        assert.equal(run.effects.filter(({ effect }) => effect.type === 'stopped').length, 1);
        assert.ok(run.state.stopCode, 'somebody says why');
        assert.ok(run.state.containers.every(({ inFlight, known }) => known === 'STOPPED' && inFlight === undefined));
      }),
      runs,
    );
  });

  test('starts nothing before its conditions are met, and nothing while it stops', () => {
    fc.assert(
      fc.property(scenario, (it) => {
        playToTheEnd(it, (run, effect) => {
          if (effect.type !== 'start') return;
          const { facts, restarts, startedAt } = run.container(effect.container);
          assert.equal(run.state.desired, 'RUNNING');
          if (restarts > 0 || startedAt !== undefined) return;
          for (const dependency of facts.dependsOn)
            assert.ok(isTrulyMet(run, dependency), `${effect.container} started before ${JSON.stringify(dependency)}`);
        });
      }),
      runs,
    );
  });

  test('stops nothing that another still needs, unless forced', () => {
    fc.assert(
      fc.property(scenario, (it) => {
        playToTheEnd(it, (run, effect) => {
          if (effect.type !== 'stop' || run.state.desired === 'RUNNING' || run.state.forced) return;
          for (const { facts } of run.state.containers)
            if (facts.dependsOn.some(({ container }) => container === effect.container))
              assert.notEqual(
                run.containers.get(facts.name)!.state,
                'running',
                `${effect.container} before ${facts.name}`,
              );
        });
      }),
      runs,
    );
  });

  test('never makes two calls for one container at a time', () => {
    fc.assert(
      fc.property(scenario, (it) => {
        const open = new Map<string, string>();
        const run = begin(it);
        run.watch = (event, effects) => {
          if (event.type === 'done' || event.type === 'failed') open.delete(event.container);
          for (const effect of effects) {
            if (!calls.has(effect.type) || !('container' in effect)) continue;
            assert.equal(open.get(effect.container), undefined, `${effect.type} of ${effect.container}`);
            open.set(effect.container, effect.type);
          }
        };
        run.at(it.userStop, () => run.send({ type: 'userStop', reason: undefined }));
        run.run();
      }),
      runs,
    );
  });

  test('is never stuck: it runs, it has stopped, or somebody up decides what comes next', () => {
    fc.assert(
      fc.property(scenario, (it) => {
        const run = begin(it).run(900);
        if (run.state.status === 'STOPPED' || run.state.status === 'RUNNING') return;
        const up = run.state.containers.some(({ facts, known }) => facts.role === 'app' && known === 'RUNNING');
        assert.ok(up || stuckWaits(run.state, run.now).length > 0, run.story.join('\n'));
      }),
      runs,
    );
  });

  test('ends as well when another process takes it over in the middle', () => {
    fc.assert(
      fc.property(scenario, (it) => {
        const taken = begin({ ...it, outage: undefined })
          .run(it.userStop)
          .takenOver();
        if (taken.state.status === 'STOPPED') return;
        taken.at(it.userStop, () => taken.send({ type: 'begin' }));
        taken.at(it.userStop + 100, () => taken.send({ type: 'userStop', reason: undefined }));
        taken.run();
        assert.equal(taken.state.status, 'STOPPED');
        assert.ok([...taken.containers.values()].every(({ state }) => state !== 'running'));
      }),
      runs,
    );
  });

  test('the same news twice is the same as once', () => {
    fc.assert(
      fc.property(scenario, (it) => {
        const twice = begin(it);
        let again = false;
        twice.watch = (event) => {
          if (again || (event.type !== 'observed' && event.type !== 'userStop')) return;
          again = true;
          const settled = twice.state;
          const seen = twice.effects.length;
          twice.send(event);
          assert.deepEqual(twice.state.containers, settled.containers);
          assert.deepEqual(
            twice.effects.slice(seen).filter(({ effect }) => calls.has(effect.type)),
            [],
          );
          again = false;
        };
        twice.at(it.userStop, () => twice.send({ type: 'userStop', reason: undefined }));
        twice.run();
      }),
      runs,
    );
  });
});
