import type { ContainerField } from '../../document/view';
import { type ImageReference, parseEcrHost } from '../../model/image';
import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { setValue } from '../fixes';
import { once } from '../once';
import { guide, source } from '../sources';
import { sentence } from '../words';
import { imagesOf } from './imageFaults';
import { partOf } from './images';

/** Images that work, though not for certain or not for long. */

const image = (text: string, more = ''): string =>
  inContainer(`"image":${text}${more}`).replace('"image":"nginx:1.27",', '');
const digest = 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
const practices = guide('container-considerations', 'Best practices for container images');

export const imageTagAndDigest = defineRule<CheckRule>({
  id: 'image-tag-and-digest',
  group: 'container',
  severity: 'info',
  summary: 'With a digest, the tag of an image is a comment',
  why: 'The digest alone decides what is pulled. When the two drift apart the tag misleads.',
  source: source('OCI distribution specification', 'https://github.com/opencontainers/distribution-spec'),
  inContainerArray: true,
  good: [image(`"nginx@${digest}"`), image('"nginx:1.27"')],
  examples: [{ bad: image(`"nginx«:1.27»@${digest}"`), fixed: image(`"nginx@${digest}"`) }],
  *check(task) {
    for (const { field, text, reference } of imagesOf(task)) {
      if (reference?.tag === undefined || reference.digest === undefined) continue;
      const tag = `:${reference.tag}`;
      const without = text.replace(`${tag}@`, '@');
      yield {
        at: partOf(field, tag),
        fixes: [setValue(field.path, without, { title: `Remove the tag "${reference.tag}"` })],
      };
    }
  },
});

/** FireLens routers have a rule of their own. */
export const isFluentBit = ({ repository }: ImageReference): boolean => /(^|\/)aws-for-fluent-bit$/.test(repository);

const moves = ({ tag, digest: pinned }: ImageReference): boolean =>
  pinned === undefined && (tag === undefined || tag === 'latest');

export const imageLatestTag = defineRule<CheckRule>({
  id: 'image-latest-tag',
  group: 'container',
  severity: 'info',
  summary: 'The image is whatever "latest" happens to be',
  why: 'A new push changes what runs without a new revision, and a rollback brings back the new image.',
  source: practices,
  inContainerArray: true,
  good: [image('"nginx:1.27"'), image(`"nginx@${digest}"`), image('"nginx:${TAG}"'), image('"IMAGE_URI"')],
  examples: [
    { bad: image('«"nginx"»'), fixed: image('"nginx:<TAG>"') },
    { bad: image('«"nginx:latest"»'), fixed: image('"nginx:<TAG>"') },
  ],
  *check(task) {
    const concerned = imagesOf(task)
      .filter(
        ({ container, reference }) =>
          reference && moves(reference) && !(isFluentBit(reference) && container.get('firelensConfiguration')),
      )
      .map(({ container }) => container);
    const text = (container: ContainerField): string => container.get('image')!.text!;
    yield* once(concerned, {
      at: (container) => container.get('image')!.value,
      message: (_label, container) =>
        text(container).endsWith(':latest')
          ? `"${text(container)}" changes with every push; name a version`
          : `"${text(container)}" names no version, so it is "${text(container)}:latest"`,
      fix: {
        title: 'Name a version',
        changes: (container) => [
          { set: container.get('image')!.path, to: `${text(container).replace(/:latest$/, '')}:<TAG>` },
        ],
      },
    });
  },
});

export const imageEcrRegion = defineRule<CheckRule>({
  id: 'image-ecr-region',
  group: 'container',
  severity: 'hint',
  off: true,
  summary: 'The image comes from another Region than the logs go to',
  why: 'Pulling across Regions takes longer and is billed as traffic.',
  source: source(
    'Private image replication, in the ECR User Guide',
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html',
  ),
  inContainerArray: true,
  good: [image('"123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1"')],
  examples: [
    {
      bad: image(
        '"123456789012.dkr.ecr.«us-east-1».amazonaws.com/app:1"',
        ',"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"a","awslogs-region":"eu-west-1"}}',
      ),
    },
  ],
  *check(task) {
    for (const { container, field, reference } of imagesOf(task)) {
      const registry = reference?.registry;
      const region = registry && parseEcrHost(registry)?.region;
      const logged = container.get('logConfiguration')?.get('options')?.member('awslogs-region')?.known;
      if (!region || !logged || region === logged) continue;
      yield { at: partOf(field, region), message: `The image comes from ${region}, the logs go to ${logged}` };
    }
  },
});

const dockerHub = /^(docker\.io|index\.docker\.io|registry-1\.docker\.io)$/;

export const imageDockerHub = defineRule<CheckRule>({
  id: 'image-docker-hub',
  group: 'container',
  severity: 'hint',
  off: true,
  summary: 'Docker Hub limits how often it is asked',
  why: 'Pulls without a login count against an address that many tasks share, until they fail with "toomanyrequests".',
  awsMessage: 'toomanyrequests: You have reached your pull rate limit.',
  source: source('Docker Hub pull usage and limits', 'https://docs.docker.com/docker-hub/usage/pulls/'),
  inContainerArray: true,
  good: [
    image('"public.ecr.aws/docker/library/nginx:1.27"'),
    image('"acme/app:1"', ',"repositoryCredentials":{"credentialsParameter":"hub"}'),
  ],
  examples: [
    { bad: image('«"nginx:1.27"»'), fixed: image('"public.ecr.aws/docker/library/nginx:1.27"') },
    { bad: image('«"acme/app:1"»') },
  ],
  *check(task) {
    for (const { container, field, reference } of imagesOf(task)) {
      if (!reference || container.get('repositoryCredentials')) continue;
      const { registry, repository, tag, digest: pinned } = reference;
      if (registry !== undefined && !dockerHub.test(registry)) continue;
      const name = repository.replace(/^library\//, '');
      const mirrored = `public.ecr.aws/docker/library/${name}${tag === undefined ? '' : `:${tag}`}`;
      yield {
        at: field.value,
        message: `${sentence(`"${field.text!}"`)} is pulled from Docker Hub, which limits pulls without a login`,
        fixes: name.includes('/') || pinned !== undefined ? [] : [setValue(field.path, mirrored)],
      };
    }
  },
});

export const versionConsistencyDisabled = defineRule<CheckRule>({
  id: 'version-consistency-disabled',
  group: 'container',
  severity: 'info',
  summary: 'Tasks of one deployment may run different images',
  why: 'With version consistency off, a tag is looked up for each task anew and may move in between.',
  source: guide('deployment-type-ecs', 'Container image resolution'),
  inContainerArray: true,
  good: [inContainer('"versionConsistency":"enabled"')],
  examples: [
    { bad: inContainer('"versionConsistency":«"disabled"»'), fixed: inContainer('"versionConsistency":"enabled"') },
  ],
  *check(task) {
    for (const container of task.containers) {
      const field = container.get('versionConsistency');
      if (field?.text === 'disabled') yield { at: field.value, fixes: [setValue(field.path, 'enabled')] };
    }
  },
});
