import { type CheckRule, defineRule } from '../define';
import { withContainers } from '../example';
import { removeMember } from '../fixes';
import { source } from '../sources';
import { mesh } from './example';

export const appMeshDiscontinued = defineRule<CheckRule>({
  id: 'app-mesh-discontinued',
  group: 'proxy',
  severity: 'warning',
  summary: 'App Mesh ended on 30 September 2026',
  why: 'The proxy has no control plane any more. Service Connect and VPC Lattice do what it did.',
  source: source(
    'Migrating from App Mesh to ECS Service Connect, AWS Containers Blog',
    'https://aws.amazon.com/blogs/containers/migrating-from-aws-app-mesh-to-amazon-ecs-service-connect/',
  ),
  good: [withContainers('{"name":"web","image":"a:1","memory":64}')],
  examples: [
    {
      bad: mesh({ key: '«"proxyConfiguration"»' }),
      fixed: withContainers(
        '{"name":"envoy","image":"e:1","memory":64,"user":"1337"},{"name":"web","image":"a:1","memory":64}',
        '"networkMode":"awsvpc"',
      ),
    },
  ],
  *check(task) {
    const field = task.root?.get('proxyConfiguration');
    if (field) yield { at: field.key, tag: 'deprecated', fixes: [removeMember(field)] };
  },
});
