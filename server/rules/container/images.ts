import type { Anchor } from '../../document/span';
import type { Field } from '../../document/field';
import type { TaskView } from '../../document/view';
import { type CheckRule, type Found, defineRule } from '../define';
import { inContainer } from '../example';
import { setValue } from '../fixes';
import { api, docker, issue, source } from '../sources';
import { type ImageFault, imagesOf } from './imageFaults';

/** Image references that ECS refuses or Docker cannot pull. */

const image = (text: string): string => inContainer(`"image":"${text}"`).replace('"image":"nginx:1.27",', '');
const digest = 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';

/** A part of a string value, when it stands there as it is read (without escapes). */
export function partOf(field: Field, part: string): Anchor {
  const at = (field.text ?? '').indexOf(part);
  const isPlain = field.node.length === (field.text ?? '').length + 2;
  if (at < 0 || !isPlain || part === field.text) return field.value;
  return { pointer: field.pointer, span: { offset: field.node.offset + 1 + at, length: part.length } };
}

interface Words {
  readonly id: ImageFault['rule'];
  readonly summary: string;
  readonly why: string;
  readonly awsMessage?: string;
  readonly awsWordings?: readonly string[];
  readonly source: CheckRule['source'];
  readonly good: readonly string[];
  readonly examples: CheckRule['examples'];
}

const faultRule = (words: Words): CheckRule =>
  defineRule<CheckRule>({
    group: 'container',
    severity: 'error',
    inContainerArray: true,
    ...words,
    check: (task) => faults(task, words.id),
  });

function* faults(task: TaskView, rule: ImageFault['rule']): Iterable<Found> {
  for (const { field, fault } of imagesOf(task)) {
    if (fault?.rule !== rule) continue;
    yield {
      at: partOf(field, fault.part),
      message: fault.message,
      ...(fault.severity && { severity: fault.severity }),
      fixes: fault.meant ? [setValue(field.path, fault.meant.text, fault.meant.safe ? { safe: true } : {})] : [],
    };
  }
}

export const imageFaultRules: readonly CheckRule[] = [
  faultRule({
    id: 'image-invalid-characters',
    summary: 'The image name holds characters that ECS refuses',
    why: 'ECS takes letters, digits and - _ : . / # @ in an image name, and no scheme such as https:// in front.',
    awsMessage: 'Container.image contains invalid characters.',
    awsWordings: ['Container.image repository contains invalid characters.'],
    source: api('ContainerDefinition'),
    good: [image('nginx:1.27'), image('${IMAGE}'), image('<IMAGE1_NAME>'), image('$image'), image('TO BE FILLED IN')],
    examples: [
      {
        bad: image('https://example.com/app:1').replace('"https://example.com/app:1"', '«"https://example.com/app:1"»'),
        fixed: image('example.com/app:1'),
      },
      { bad: image('nginx:1 ').replace('"nginx:1 "', '«"nginx:1 "»'), fixed: image('nginx:1') },
      { bad: image('nginx;1').replace('"nginx;1"', '«"nginx;1"»') },
    ],
  }),
  faultRule({
    id: 'image-too-long',
    summary: 'The image name is longer than 255 characters',
    why: 'ECS counts the whole name, or what stands before the digest.',
    awsMessage: 'Container.image should be 255 characters or less',
    source: issue('hashicorp/terraform-provider-aws', 22629),
    good: [image(`${'a'.repeat(255)}@${digest}`)],
    examples: [{ bad: image('a'.repeat(256)).replace(/"a{256}"/, (text) => `«${text}»`) }],
  }),
  faultRule({
    id: 'image-digest-invalid',
    summary: 'The image digest is not one',
    why: 'A digest names an image by the SHA-256 of its manifest, written in lower-case hexadecimal.',
    source: source('OCI distribution specification', 'https://github.com/opencontainers/distribution-spec'),
    good: [image(`nginx@${digest}`), image('nginx@${DIGEST}')],
    examples: [
      { bad: image(`nginx@«${digest.toUpperCase().replace('SHA', 'sha')}»`), fixed: image(`nginx@${digest}`) },
      { bad: image('nginx@«sha256:abc»') },
    ],
  }),
  faultRule({
    id: 'image-tag-invalid',
    summary: 'The image tag is not one Docker reads',
    why: 'A tag holds letters, digits, "_", "." and "-", begins with neither of the last two, and has 128 characters at most.',
    awsMessage: 'invalid reference format',
    source: source('OCI distribution specification', 'https://github.com/opencontainers/distribution-spec'),
    good: [image('nginx:1.27-alpine'), image('localhost:5000/nginx')],
    examples: [{ bad: image('nginx«:»') }, { bad: image('nginx«:-1»') }],
  }),
  faultRule({
    id: 'image-uppercase-repository',
    summary: 'The repository of an image is written in lower case',
    why: 'Docker refuses to pull anything else.',
    awsMessage: 'invalid reference format: repository name must be lowercase',
    source: docker('Image names', 'reference/cli/docker/image/tag/'),
    good: [image('nginx:Stable'), image('Registry.example.com/app')],
    examples: [
      { bad: image('«Nginx»:1.27'), fixed: image('nginx:1.27') },
      { bad: image('ghcr.io/«Acme/App»:1'), fixed: image('ghcr.io/acme/app:1') },
    ],
  }),
  faultRule({
    id: 'image-reference-malformed',
    summary: 'The image name is not one Docker can read',
    why: 'A name is [HOST[:PORT]/]PATH[:TAG][@DIGEST], its path made of lower-case words joined by . _ - and /.',
    source: docker('Image names', 'reference/cli/docker/image/tag/'),
    good: [image('registry.example.com:5000/a/b_c/d--e:1')],
    examples: [
      { bad: image('app//web:1').replace('"app//web:1"', '«"app//web:1"»') },
      { bad: image('app-:1').replace('"app-:1"', '«"app-:1"»') },
    ],
  }),
  faultRule({
    id: 'image-ecr-malformed',
    summary: 'This is no image of an ECR registry',
    why: 'A private ECR image is ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY, the account in 12 digits.',
    source: source(
      'Pulling an image, in the ECR User Guide',
      'https://docs.aws.amazon.com/AmazonECR/latest/userguide/docker-pull-ecr-image.html',
    ),
    good: [
      image('123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1'),
      image('123456789012.dkr-ecr.eu-west-1.on.aws/app:1'),
      image('123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/app'),
      image('aws_account_id.dkr.ecr.region.amazonaws.com/app'),
      image('123456789012.dkr.ecr.${REGION}.amazonaws.com/app'),
      image('xxxxxxxxxxxx.dkr.ecr.xxx.amazonaws.com/app'),
    ],
    examples: [
      {
        bad: image('12345678901.dkr.ecr.eu-west-1.amazonaws.com/app').replace(/"1234[^"]*"/, (text) => `«${text}»`),
      },
      {
        bad: image('123456789012.dkr.ecr.eu-west-1.amazonaws.com').replace(/"1234[^"]*"/, (text) => `«${text}»`),
      },
    ],
  }),
];
