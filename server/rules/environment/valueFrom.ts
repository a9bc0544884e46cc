import { isRegion, parseArn } from '../../model/arn';

/** What is wrong with where a secret comes from. An error stands alone; warnings may come together. */
export interface ValueFromFault {
  readonly rule:
    | 'secret-value-from-format'
    | 'secret-not-secret-arn'
    | 'secret-arn-segments'
    | 'secret-version-stage-and-id'
    | 'secret-arn-suffix-missing'
    | 'ssm-arn-double-slash'
    | 'ssm-arn-colon-suffix';
  readonly message: string;
  readonly severity?: 'warning';
  readonly meant?: { readonly text: string; readonly safe?: true };
}

/**
 * Reads the forms of `valueFrom`: a secret of Secrets Manager by its ARN, with or without selectors, or a parameter of
 * Parameter Store by ARN or name. Source: Secret in the ECS API Reference.
 */
export function valueFromFaults(text: string): ValueFromFault[] {
  if (!text.startsWith('arn:')) {
    if (/^\/?[A-Za-z0-9_.\-/]{1,1011}$/.test(text)) return [];
    if (/^\/?[A-Za-z0-9_.\-/]{1,1011}:[A-Za-z0-9_.-]{1,100}$/.test(text)) return [versioned];
    return [{ rule: 'secret-value-from-format', message: `"${text}" is neither the ARN of a secret nor a parameter` }];
  }
  const arn = parseArn(text);
  if (!arn) return [format('This ARN is not complete')];
  if (arn.service !== 'secretsmanager' && arn.service !== 'ssm') {
    return [
      {
        rule: 'secret-not-secret-arn',
        message: `Secrets come from Secrets Manager or Parameter Store, not from ${arn.service}`,
      },
    ];
  }
  if (!/^\d{12}$/.test(arn.account)) return [format(`An AWS account has 12 digits, unlike "${arn.account}"`)];
  if (!isRegion(arn.region)) return [format(`"${arn.region}" is no Region`)];
  return arn.service === 'ssm' ? parameterFaults(text, arn.resource) : secretFaults(text);
}

const format = (message: string): ValueFromFault => ({ rule: 'secret-value-from-format', message });

/** Parameter Store knows `name:3` and `name:label`; whether ECS finds what it asked for then is not documented. */
const versioned: ValueFromFault = {
  rule: 'secret-value-from-format',
  severity: 'warning',
  message: 'ECS documents the name of a parameter alone, without a version or label behind it',
};

/** arn : partition : secretsmanager : region : account : secret : name [ : json-key : version-stage : version-id ] */
function secretFaults(text: string): ValueFromFault[] {
  const parts = text.split(':');
  const [, , , , , kind, name = '', , stage, id] = parts;
  if (kind !== 'secret' || name === '') return [format('After the account comes "secret:" and the name of the secret')];
  if (parts.length !== 7 && parts.length !== 10) {
    const missing = 10 - parts.length;
    return [
      {
        rule: 'secret-arn-segments',
        message:
          missing > 0
            ? `The colons of all three selectors have to be there, even if nothing is between them: ${missing} ${missing === 1 ? 'is' : 'are'} missing`
            : 'This ARN has more parts than key, stage and version of a secret',
        ...(missing > 0 && { meant: { text: text + ':'.repeat(missing), safe: true as const } }),
      },
    ];
  }
  if (!/^[A-Za-z0-9/_+=.@!-]+$/.test(name)) return [format(`"${name}" is no name of a secret`)];
  if (stage && id) {
    return [
      {
        rule: 'secret-version-stage-and-id',
        message: `A version is chosen by its stage ("${stage}") or its ID, not by both`,
        meant: { text: [...parts.slice(0, 8), '', id].join(':') },
      },
    ];
  }
  if (/-[A-Za-z0-9]{6}$/.test(name)) return [];
  return [
    {
      rule: 'secret-arn-suffix-missing',
      message: `The ARN of "${name}" ends without the six characters that Secrets Manager adds`,
      ...(parts.length === 10 && { severity: 'warning' as const }),
    },
  ];
}

function parameterFaults(text: string, resource: string): ValueFromFault[] {
  const name = /^parameter\/(.+)$/.exec(resource)?.[1];
  if (name === undefined) return [format('After the account comes "parameter/" and the name of the parameter')];
  const [path = '', ...rest] = name.split(':');
  if (!/^[A-Za-z0-9_.\-/]+$/.test(path)) return [format(`"${path}" is no name of a parameter`)];
  const faults: ValueFromFault[] = [];
  if (path.startsWith('/')) {
    faults.push({
      rule: 'ssm-arn-double-slash',
      message: 'One slash follows "parameter", also when the name begins with one',
      meant: { text: text.replace(/:parameter\/+/, ':parameter/') },
    });
  }
  if (rest.length > 0) {
    faults.push({
      rule: 'ssm-arn-colon-suffix',
      message: 'Parameters have no keys to select; what follows ":" belongs to Secrets Manager',
      meant: { text: text.slice(0, text.length - rest.join(':').length - 1) },
    });
  }
  return faults;
}
