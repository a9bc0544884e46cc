import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { label, unpackDefinition } from '../../../../client/runner/labels';
import type { Missing } from '../../../../client/runner/overrides';
import type { TaskPlan } from '../../../../client/runner/plan';
import type { TaskDefinition } from '../../../../server/index';
import { codes, environmentOf, fargate, imageFacts, one, planned, specOf } from '../planned';

describe('environment (runner.md §1.7)', () => {
  test('C1: the run beats environment, which beats the image', () => {
    const plan = planned(
      one({
        environment: [
          { name: 'A', value: 'file' },
          { name: 'B', value: 'file' },
        ],
      }),
      {
        environment: { a: { B: 'run', C: 'run' } },
      },
    );
    assert.deepEqual(environmentOf(plan).slice(0, 3), ['A=file', 'B=run', 'C=run']);
  });

  test('C3: the Region pair comes only where neither name is set', () => {
    const region = (plan: TaskPlan) => environmentOf(plan).filter((line) => line.includes('REGION'));
    assert.deepEqual(region(planned(one({}))), ['AWS_REGION=eu-central-1', 'AWS_DEFAULT_REGION=eu-central-1']);
    const own = planned(one({ environment: [{ name: 'AWS_REGION', value: 'x' }] }));
    assert.deepEqual(region(own), ['AWS_REGION=x']);
    const images = new Map([['busybox', imageFacts({ environment: ['AWS_DEFAULT_REGION=y'] })]]);
    assert.deepEqual(region(planned(one({}), {}, { around: { images } })), []);
    const value = 'arn:aws:s3:::bucket/one.env';
    const environmentFiles = new Map([[value, { path: '/w/one.env', text: 'AWS_DEFAULT_REGION=z' }]]);
    const given = { environmentFiles, secrets: new Map() };
    const fromFile = planned(one({ environmentFiles: [{ type: 's3', value }] }), {}, { around: { given } });
    assert.deepEqual(region(fromFile), ['AWS_DEFAULT_REGION=z']);
  });

  test('the Region is that of the surroundings, of the definition, or an announced guess', () => {
    const region = (definition: TaskDefinition) => planned(definition, { region: undefined as never });
    const logs = { logDriver: 'awslogs', options: { 'awslogs-region': 'eu-west-3' } };
    assert.match(region(one({ logConfiguration: logs })).taskArn, /:eu-west-3:/);
    assert.match(region(one({ image: '111122223333.dkr.ecr.ap-south-1.amazonaws.com/x' })).taskArn, /:ap-south-1:/);
    const guessed = region(one({}));
    assert.match(guessed.taskArn, /:us-east-1:/);
    assert.ok(codes(guessed.notices).includes('region-assumed '));
  });

  test('the launch type is told to the SDKs', () => {
    assert.ok(environmentOf(planned(one({}))).includes('AWS_EXECUTION_ENV=AWS_ECS_EC2'));
    assert.ok(environmentOf(planned(one({}, fargate))).includes('AWS_EXECUTION_ENV=AWS_ECS_FARGATE'));
  });

  test('a secret needs a value, which goes to the container and nowhere else', () => {
    const definition = one({ secrets: [{ name: 'PASSWORD', valueFrom: 'arn:aws:ssm:eu-central-1:1:parameter/p' }] });
    const [refusal] = planned(definition).refusals;
    assert.equal(refusal?.code, 'secrets-unresolved');
    assert.match(refusal.next, /--env a\.PASSWORD=VALUE/);
    const plan = planned(definition, { environment: { a: { PASSWORD: 'hunter2', MODE: 'x' } } });
    assert.deepEqual(plan.refusals, []);
    assert.ok(environmentOf(plan).includes('PASSWORD=hunter2'));
    const elsewhere = JSON.stringify([plan.notices, plan.demands, plan.containers.map(({ body }) => body.Labels)]);
    assert.ok(!elsewhere.includes('hunter2'));
    assert.deepEqual(unpackDefinition(specOf(plan).body.Labels[label.definition]!)?.options.environment, {
      a: { MODE: 'x' },
    });
  });

  test('who gets no credentials of the task role is told', () => {
    const told = (source: 'none' | 'profile' | 'role' | undefined, definition = one({})) =>
      planned(definition, source ? { credentials: { source } } : {})
        .notices.filter(({ code }) => code === 'task-role')
        .map(({ pointer, text }) => `${pointer} ${text}`);
    assert.deepEqual(told('role'), [
      ' The task has no task role, so its containers get no credentials; name one under taskRoleArn, or pass on your own.',
    ]);
    assert.deepEqual([told(undefined), told('none')], [[], []]);
    const withRole = one({}, { taskRoleArn: 'arn:aws:iam::111122223333:role/shop' });
    assert.deepEqual(told('role', withRole), []);
    assert.match(told('none', withRole).join(), /^\/taskRoleArn The containers get no credentials of the task role/);
  });

  test('what AWS gave is used where this machine has nothing; what it did not give is told', () => {
    const definition = one({
      secrets: [
        { name: 'KEY', valueFrom: '/key' },
        { name: 'URL', valueFrom: '/url' },
      ],
      environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::b/web.env' }],
    });
    const around = (aws: ReadonlyMap<string, string | Missing>) => ({
      around: { given: { secrets: new Map(), environmentFiles: new Map(), aws } },
    });
    const options = { credentials: { source: 'none', profile: 'dev' } } as const;
    const all = new Map([
      ['/key', 'hunter2'],
      ['/url', 'https://shop'],
      ['arn:aws:s3:::b/web.env', 'A=1'],
    ]);
    const plan = planned(definition, options, around(all));
    assert.deepEqual(plan.refusals, []);
    assert.deepEqual(environmentOf(plan).slice(0, 3), ['A=1', 'KEY=hunter2', 'URL=https://shop']);
    assert.ok(!JSON.stringify([plan.notices, specOf(plan).body.Labels]).includes('hunter2'));
    const failed = { missing: 'There is no parameter /url in eu-central-1', next: 'Check its name.' };
    const { refusals } = planned(
      definition,
      options,
      around(new Map<string, string | Missing>([...all, ['/url', failed]])),
    );
    assert.deepEqual(codes(refusals), ['secrets-unresolved /containerDefinitions/0/secrets/1']);
    assert.match(
      `${refusals[0]?.text} ${refusals[0]?.next}`,
      /secret URL: There is no parameter .*\. Check its name\. Or give it a value in ecs\.local\.json/,
    );
    assert.match(planned(definition).refusals[0]?.next ?? '', /^Choose a profile to ask AWS with/);
  });
});
