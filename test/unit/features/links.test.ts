import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consolePage } from '../../../server/features/consolePage';
import { documentLinks } from '../../../server/features/documentLinks';
import { registryPage } from '../../../server/features/registryPage';
import { markRanges, open } from '../../support/editor';
import { table } from '../../support/table';

table('registry page', (image: string, page: string | undefined) => assert.equal(registryPage(image), page), [
  ['official image', 'nginx:1.27', 'https://hub.docker.com/_/nginx'],
  ['official image in full', 'docker.io/library/nginx', 'https://hub.docker.com/_/nginx'],
  ['somebody’s image', 'grafana/grafana:11.0.0', 'https://hub.docker.com/r/grafana/grafana'],
  ['public gallery', 'public.ecr.aws/nginx/nginx:1.27', 'https://gallery.ecr.aws/nginx/nginx'],
  [
    'private registry',
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app:1',
    'https://eu-west-1.console.aws.amazon.com/ecr/repositories/private/123456789012/team/app?region=eu-west-1',
  ],
  [
    'private registry in China',
    '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/app',
    'https://cn-north-1.console.amazonaws.cn/ecr/repositories/private/123456789012/app?region=cn-north-1',
  ],
  ['by digest', 'ghcr.io/owner/app@sha256:00', 'https://ghcr.io/owner/app'],
  ['a registry without pages', 'registry.example.com/app', undefined],
  ['what is no image', 'https://example.com/x?y', undefined],
]);

table('console page', (arn: string, page: string | undefined) => assert.equal(consolePage(arn), page), [
  [
    'role',
    'arn:aws:iam::123456789012:role/service-role/ecsTask',
    'https://console.aws.amazon.com/iam/home#/roles/details/ecsTask',
  ],
  [
    'secret, without the characters AWS adds, and with a JSON key',
    'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbC123:password::',
    'https://eu-west-1.console.aws.amazon.com/secretsmanager/secret?name=prod%2Fdb&region=eu-west-1',
  ],
  [
    'parameter in a hierarchy',
    'arn:aws:ssm:us-east-1:123456789012:parameter/prod/url',
    'https://us-east-1.console.aws.amazon.com/systems-manager/parameters/%2Fprod%2Furl/description?region=us-east-1',
  ],
  [
    'parameter without one',
    'arn:aws:ssm:us-east-1:123456789012:parameter/url',
    'https://us-east-1.console.aws.amazon.com/systems-manager/parameters/url/description?region=us-east-1',
  ],
  ['environment file', 'arn:aws:s3:::bucket/a.env', 'https://console.aws.amazon.com/s3/object/bucket?prefix=a.env'],
  [
    'in GovCloud',
    'arn:aws-us-gov:iam::123456789012:role/r',
    'https://console.amazonaws-us-gov.com/iam/home#/roles/details/r',
  ],
  ['a partition without a public console', 'arn:aws-iso:iam::123456789012:role/r', undefined],
  ['a service of another kind', 'arn:aws:sns:us-east-1:123456789012:topic', undefined],
  ['a name with half a character in it', 'arn:aws:s3:::bucket/\ud800.env', undefined],
  ['no ARN', 'ecsTaskRole', undefined],
]);

test('links stand on images and ARNs, and never on placeholders', () => {
  const expected =
    '{"executionRoleArn":"«arn:aws:iam::123456789012:role/a»","taskRoleArn":"arn:aws:iam::${ACCOUNT}:role/a",' +
    '"containerDefinitions":[{"name":"nginx","image":"«nginx»"},{"image":"<IMAGE>"},{"image":"${REPO}/a"}]}';
  const opened = open(expected);
  const ranges = documentLinks(opened.source).map(({ range }) => range);
  assert.equal(markRanges(opened, ranges), expected);
});

test('a log group leads to the console, when its Region is known', () => {
  const log = (region: string, group: string) =>
    `{"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"${group}","awslogs-region":"${region}"}}}`;
  const expected = `{"containerDefinitions":[${log('eu-west-1', '«/ecs/app»')},${log('${REGION}', '/ecs/app')}]}`;
  const opened = open(expected);
  const links = documentLinks(opened.source);
  assert.equal(
    markRanges(
      opened,
      links.map(({ range }) => range),
    ),
    expected,
  );
  assert.equal(
    links[0]?.target,
    'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Fecs$252Fapp',
  );
});
