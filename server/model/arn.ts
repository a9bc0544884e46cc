/** An ARN taken apart at its first five colons. Source: "Amazon Resource Names" in the IAM reference. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything behind the fifth colon, which may hold further colons and slashes. */
  readonly resource: string;
}

/** Reads `arn:partition:service:region:account:resource`, or undefined when it has fewer parts. */
export function parseArn(text: string): Arn | undefined {
  const match = /^arn:([a-z0-9-]*):([a-zA-Z0-9-]*):([a-z0-9-]*):([^:]*):(.+)$/.exec(text);
  if (!match) return undefined;
  const [, partition = '', service = '', region = '', account = '', resource = ''] = match;
  return { partition, service, region, account, resource };
}

/** Whether a text has the shape of a Region's name: `eu-west-1`, `us-gov-east-1`. */
export const isRegion = (text: string): boolean => /^[a-z]{2,5}(-[a-z]+)+-\d+$/.test(text);
