import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ParseOptions, parseDocument } from '../../server/document/document';
import { lint } from '../../server/lint/engine';
import type { Finding } from '../../server/lint/finding';
import { type Reason, type Sample, corpusFolder, readCorpus } from '../support/corpus';

/** The rules that answer a reason of the corpus. `anywhere`: the finding stands where the cause is, not the reason. */
const answers: Readonly<Record<string, { rules: readonly string[]; anywhere?: true }>> = {
  unknown: { rules: ['unknown-property', 'service-level-property'] },
  'unknown-case': { rules: ['property-wrong-case'] },
  readonly: { rules: ['describe-only-field', 'wrapped-describe-output'], anywhere: true },
  required: { rules: ['family-missing', 'required-property-missing'], anywhere: true },
  type: { rules: ['integer-expected', 'object-expected', 'string-expected'] },
  'json-syntax': { rules: ['json-syntax'], anywhere: true },
  'container-memory-missing': { rules: ['container-memory-required'] },
  'container-name-missing': { rules: ['container-name-missing'] },
  'image-missing': { rules: ['image-missing'] },
  'family-empty': { rules: ['family-missing'] },
  'firelens-missing': { rules: ['firelens-router-missing'] },
  'firelens-unused': { rules: ['firelens-consumer-missing'] },
  'fargate-exec-role': { rules: ['execution-role-missing-awslogs', 'execution-role-missing-ecr'], anywhere: true },
  'secrets-exec-role': { rules: ['execution-role-missing-secrets'], anywhere: true },
  'role-arn': { rules: ['execution-role-format', 'task-role-format', 'iam-not-a-role'] },
  'volume-kinds': { rules: ['volume-multiple-types'] },
  'ports-network-none': { rules: ['none-with-port-mappings'] },
  'port-range': { rules: ['container-port-range'] },
  'depends-self': { rules: ['depends-on-self'] },
  'depends-unknown': { rules: ['depends-on-unknown'] },
  'links-mode': { rules: ['links-network-mode', 'links-awsvpc', 'windows-unsupported-parameter'] },
  'health-range': {
    rules: [
      'health-check-interval-range',
      'health-check-timeout-range',
      'health-check-retries-range',
      'health-check-start-period-range',
    ],
  },
  'proxy-network': { rules: ['proxy-network-mode', 'windows-unsupported-parameter'] },
  'port-mismatch': { rules: ['awsvpc-host-port-mismatch'] },
  'secret-env-clash': { rules: ['secret-env-name-clash'], anywhere: true },
  'ec2-cpu-range': { rules: ['ec2-task-cpu-range'] },
  'ephemeral-range': { rules: ['ephemeral-storage-range', 'ephemeral-storage-not-fargate'] },
  'efs-root': { rules: ['efs-access-point-root-directory'] },
  'efs-transit': { rules: ['efs-iam-without-tls', 'efs-access-point-without-tls', 'efs-port-without-tls'] },
  'fargate-cpu': { rules: ['fargate-cpu-value'] },
  'fargate-network': { rules: ['fargate-network-mode'], anywhere: true },
  'fargate-placement': { rules: ['fargate-placement-constraints'] },
  'fargate-pid': { rules: ['fargate-pid-mode-host'] },
  'fargate-docker-volume': { rules: ['fargate-docker-volume'] },
  'fargate-privileged': { rules: ['fargate-privileged'] },
  'fargate-security-options': { rules: ['fargate-docker-security-options'] },
  'fargate-linux-parameters': { rules: ['fargate-devices', 'fargate-shared-memory-size', 'fargate-swap'] },
  'fargate-cap-add': { rules: ['fargate-capability-add'] },
  'fargate-gpu': { rules: ['gpu-on-fargate'] },
  'fargate-log-driver': { rules: ['log-driver-fargate'] },
};

/** Errors in files that the corpus calls fine, and why they stay. */
const rightErrors: Readonly<Record<string, string>> = {
  '087.json awslogs-stream-prefix':
    'AWS: "Fargate requires log configuration options to include awslogs-stream-prefix"',
  '189.json inference-accelerator-removed': 'Elastic Inference ended in 2024; the sample is older',
  '195.json proxy-container-unknown': 'made for a parser: the proxy it names is not in the file',
  '237.json proxy-container-unknown': 'as 195',
  '354.json proxy-container-unknown': 'as 195',
  '537.json proxy-container-unknown': 'as 195',
  '393.json links-unknown-container': 'links to a container that is not in the file',
  '426.json start-timeout-range': 'the Developer Guide names 2 to 120 s for Fargate; the file, of 2020, has 600',
  '483.json image-ecr-malformed': 'an account of 13 digits in a sample of the Developer Guide',
  '525.json image-ecr-malformed': 'as 483',
  '237.json wrapped-describe-output': 'ruling 1: the wrapper is an error, also where its inside is fine',
  '306.json wrapped-describe-output': 'as 237',
  '354.json wrapped-describe-output': 'as 237',
  '429.json wrapped-describe-output': 'as 237',
  '537.json wrapped-describe-output': 'as 237',
};

/** Reasons that nobody has to answer, and why. */
const wrongReasons = (sample: Sample, reason: Reason): boolean =>
  // Fargate takes tmpfs since January 2026.
  reason.field.endsWith('linuxParameters.tmpfs') ||
  // Templates whose texts are all empty: that is said of each text, not once more of what it would mean.
  (['159.json', '288.json', '297.json', '441.json'].includes(sample.file) &&
    ['depends-self', 'fargate-cap-add'].includes(reason.kind)) ||
  // Windows takes no EFS volume at all, so nothing is said about its inside.
  (sample.file === '297.json' && reason.kind === 'efs-transit');

const folder = corpusFolder();
if (!folder) console.log('Skipped: no corpus beside the checkout (set TASKDEF_CORPUS to its folder).');

const samples = folder ? readCorpus(folder) : [];
const optionsOf = (sample: Sample): ParseOptions => ({
  path:
    /task[-_]?def/i.test(sample.path) && sample.form !== 'other' ? sample.path : `${sample.path}/task-definition.json`,
});
const lintSample = (sample: Sample, options = optionsOf(sample)): Finding[] =>
  lint(parseDocument(sample.text, options));
const errorsIn = (findings: readonly Finding[]): Finding[] => findings.filter(({ severity }) => severity === 'error');
const told = (findings: readonly Finding[]): string =>
  findings.map(({ rule, pointer, message }) => `${rule} at "${pointer}": ${message}`).join('\n');

/** `/containerDefinitions/0/image` → `containerDefinitions[].image`. */
const fieldOf = (pointer: string): string =>
  pointer
    .replace(/^\/taskDefinition/, '')
    .replaceAll(/\/\d+/g, '[]')
    .replaceAll('/', '.')
    .replace(/^\./, '');

const parentOf = (field: string): string => field.slice(0, Math.max(0, field.lastIndexOf('.')));

describe('real files', { skip: folder ? false : 'no corpus' }, () => {
  for (const sample of samples) {
    const { file, verdict } = sample;
    if (verdict === 'n/a') continue;
    test(`${file}: ${verdict}`, () => {
      const findings = lintSample(sample);
      if (verdict === 'accept') {
        const errors = errorsIn(findings).filter(({ rule }) => !(`${file} ${rule}` in rightErrors));
        assert.equal(told(errors), '');
      }
      for (const reason of sample.reasons) {
        if (wrongReasons(sample, reason)) continue;
        const answer = answers[reason.kind];
        assert.ok(answer, `no rule answers ${reason.text}`);
        const isMet = findings.some(
          ({ rule, pointer }) =>
            answer.rules.includes(rule) && (answer.anywhere ?? fieldOf(pointer).startsWith(parentOf(reason.field))),
        );
        assert.ok(isMet, `nothing answers ${reason.text}; found:\n${told(findings)}`);
      }
    });
  }
});
