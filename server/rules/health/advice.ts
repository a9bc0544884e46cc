import type { ContainerField } from '../../document/view';
import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { once } from '../once';
import { api, docker } from '../sources';
import { containerLabel, sentence } from '../words';

export const healthCheckTimeoutExceedsInterval = defineRule<CheckRule>({
  id: 'health-check-timeout-exceeds-interval',
  group: 'health',
  severity: 'info',
  summary: 'A check may take longer than the time to the next one',
  why: 'Checks never run at the same time, so the interval is in truth as long as the timeout.',
  source: docker('HEALTHCHECK', 'reference/dockerfile/#healthcheck'),
  inContainerArray: true,
  good: [
    inContainer('"healthCheck":{"command":["CMD","true"],"interval":5}'),
    inContainer('"healthCheck":{"command":["CMD","true"],"interval":"${I}","timeout":60}'),
  ],
  examples: [
    { bad: inContainer('"healthCheck":{"command":["CMD","true"],"interval":5,"timeout":«10»}') },
    { bad: inContainer('"healthCheck":{"command":["CMD","true"],"timeout":«30»}') },
  ],
  *check(task) {
    for (const container of task.containers) {
      const health = container.get('healthCheck');
      const timeout = health?.get('timeout');
      const written = health?.get('interval');
      const interval = written ? written.num : 30;
      if (!timeout?.num || interval === undefined || timeout.num < interval) continue;
      yield {
        at: timeout.value,
        message: `A check of ${containerLabel(container)} may take ${timeout.num} s, though the next is due after ${interval} s`,
      };
    }
  },
});

export const healthCheckMissing = defineRule<CheckRule>({
  id: 'health-check-missing',
  absence: 'here',
  group: 'health',
  severity: 'hint',
  summary: 'An essential container has no health check',
  why: 'ECS then takes it for healthy as long as it runs. A HEALTHCHECK in the image does not count.',
  source: api('HealthCheck'),
  inContainerArray: true,
  good: [
    inContainer('"healthCheck":{"command":["CMD","true"]}'),
    inContainer('"essential":false').replace(
      '[{',
      '[{"name":"main","image":"a:1","memory":9,"healthCheck":{"command":["CMD","true"]}},{',
    ),
  ],
  examples: [
    {
      bad: inContainer('"portMappings":[{"containerPort":8080}]').replace('"web"', '«"web"»'),
      fixed: inContainer(
        '"portMappings":[{"containerPort":8080}],"healthCheck":{"command":["CMD-SHELL","curl -f http://localhost:8080/ || exit 1"]}',
      ),
    },
  ],
  *check(task) {
    const concerned = task.containers.filter(
      (container) => !container.get('healthCheck') && (container.get('essential')?.bool ?? !container.get('essential')),
    );
    yield* once(concerned, {
      message: (label) => `${sentence(label)} is essential but has no health check`,
      fix: {
        title: 'Add a health check',
        changes: (container) => [{ set: [...container.path, 'healthCheck'], to: skeleton(container) }],
      },
    });
  },
});

/** A check by HTTP on the first port, to be adapted. */
function skeleton(container: ContainerField): { readonly command: readonly string[] } {
  const port = container.get('portMappings')?.items()[0]?.get('containerPort')?.num;
  const where = port === undefined || port === 80 ? 'localhost' : `localhost:${port}`;
  return { command: ['CMD-SHELL', `curl -f http://${where}/ || exit 1`] };
}
