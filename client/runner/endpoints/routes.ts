import { containerMetadata } from './containerMetadata';
import { credentialsAnswer, type TaskCredentials } from './credentials';
import type { TaskProtection } from './protection';
import type { Answer, Question } from './server';
import type { Sample } from './stats';
import { taskMetadata, taskWithTags } from './taskMetadata';
import { definitionFor, dockerId, visibleContainers, type TaskView } from './view';

/** What the routes of one task's endpoint ask. Other tasks cannot be reached from here. */
export interface World {
  view(): TaskView;
  /** Looks at a container that asks, when it was last seen before it ran. */
  look(container: string): Promise<void>;
  /** The container that was given this id. */
  containerOf(id: string): string | undefined;
  credentialsOf(id: string): TaskCredentials | undefined;
  /** The last sample of a container, by its name. */
  stats(container: string): Promise<Sample | null>;
  readonly protection: TaskProtection;
  now(): number;
}

/** The routes of runner.md §3.2. */
export async function route(question: Question, world: World): Promise<Answer> {
  const [first = '', ...rest] = question.path.split('/').slice(1);
  switch (first) {
    case 'ping':
      return ok('pong');
    case 'v4':
    case 'v3':
      return versioned(first === 'v4' ? 4 : 3, rest, world);
    case 'v2':
      return rest[0] === 'credentials' ? credentials(rest[1], world) : second(rest, world);
    case 'v1':
      return rest[0] === 'credentials' ? credentials(question.query.get('id') ?? undefined, world) : notFound();
    case 'api':
      return agent(rest, question, world);
    default:
      return notFound();
  }
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const notFound = (): Answer => ({ status: 404, body: '404 page not found' });

const credentials = async (id: string | undefined, world: World): Promise<Answer> =>
  credentialsAnswer(id, (one) => world.credentialsOf(one));

async function versioned(version: 3 | 4, [id = '', ...path]: readonly string[], world: World): Promise<Answer> {
  const name = world.containerOf(id);
  const what = path.filter((part) => part !== '').join('/');
  if (name === undefined) return unknownId(version, id, what);
  await world.look(name);
  const view = world.view();
  switch (what) {
    case '': {
      const spec = view.plan.containers.find(({ facts }) => facts.name === name);
      return spec ? ok(containerMetadata(view, spec, version)) : unknownId(version, id, what);
    }
    case 'task':
      return ok(taskMetadata(view, version, world.now()));
    case 'taskWithTags':
      return ok(taskWithTags(view, version, world.now()));
    case 'stats':
      return ok(await world.stats(name));
    case 'task/stats':
      return ok(await allStats(view, world));
    default:
      return what.startsWith('associations/') ? associations(view, name, path.slice(1)) : notFound();
  }
}

/** As the agent words it, in a JSON string. */
function unknownId(version: 3 | 4, id: string, what: string): Answer {
  const handler = what === 'stats' || what.endsWith('/stats') ? 'stats' : 'metadata';
  const body =
    `V${version} container ${handler} handler: unable to get container ID from request: ` +
    `unable to get docker ID from v3 endpoint ID: ${id}`;
  if (version === 4) return { status: 404, body };
  return { status: handler === 'stats' || what.startsWith('associations') ? 400 : 500, body };
}

async function allStats(view: TaskView, world: World): Promise<object> {
  const entries = visibleContainers(view).map(async ({ facts: { name } }): Promise<[string, Sample | null]> => {
    return [dockerId(view, name), await world.stats(name)];
  });
  return Object.fromEntries((await Promise.all(entries)).filter(([id]) => id !== ''));
}

function associations(view: TaskView, name: string, [type, association]: readonly string[]): Answer {
  const accelerators = definitionFor(view, name).resourceRequirements ?? [];
  const found = type === 'elastic-inference' ? accelerators.filter((one) => one.type === 'InferenceAccelerator') : [];
  const names = found.flatMap(({ value }) => value ?? []);
  if (association === undefined || association === '') return ok({ Associations: names });
  return names.includes(association) ? ok({}) : { status: 404, body: `association ${association} not found` };
}

/** Version 2 knows its caller by address, which is this task: nobody else can come here. */
async function second([what = '', id]: readonly string[], world: World): Promise<Answer> {
  const view = world.view();
  if (view.plan.networkMode !== 'awsvpc') return notFound();
  const one = visibleContainers(view).find(({ facts: { name } }) => id !== undefined && dockerId(view, name) === id);
  if (id && !one) return { status: 400, body: `Unable to generate metadata for container '${id}'` };
  switch (what) {
    case 'metadata':
      return ok(one ? containerMetadata(view, one, 3) : taskMetadata(view, 3, world.now()));
    case 'metadataWithTags':
      return ok(one ? containerMetadata(view, one, 3) : taskWithTags(view, 3, world.now()));
    case 'stats':
      return ok(one ? await world.stats(one.facts.name) : await allStats(view, world));
    default:
      return notFound();
  }
}

const faults = new Set(['network-blackhole-port', 'network-latency', 'network-packet-loss']);

function agent([id = '', api, version, ...what]: readonly string[], { method, body }: Question, world: World): Answer {
  const { plan } = world.view();
  if (world.containerOf(id) === undefined)
    return { status: 404, body: { error: { Code: 'ResourceNotFoundException', Message: 'Failed to find a task' } } };
  if (api === 'task-protection' && version === 'v1' && what[0] === 'state') {
    if (method === 'GET') return world.protection.get();
    return method === 'PUT' ? world.protection.put(body) : { status: 405, body: 'method not allowed' };
  }
  if (api === 'fault' && version === 'v1' && faults.has(what[0] ?? '') && /^(start|stop|status)$/.test(what[1] ?? '')) {
    const Error = plan.definition.enableFaultInjection
      ? `fault injection is not available in a local run: ${plan.taskArn}`
      : `enableFaultInjection is not enabled for task: ${plan.taskArn}`;
    return method === 'POST' ? { status: 400, body: { Error } } : { status: 405, body: 'method not allowed' };
  }
  return notFound();
}
