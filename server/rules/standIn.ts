import type { Field } from '../document/field';
import { parseArn } from '../model/arn';

/**
 * The text of a member that takes a name or an ARN, unless it holds a placeholder or the kind of words that people and
 * documentation leave for one: `<your-account-id>`, `arn:aws:iam::XXXXXXXXXXXX:role/app`, `arn:aws:ssm:region:…`.
 */
export function knownReference(field: Field | undefined): string | undefined {
  const text = field?.known;
  return text === undefined || isStandIn(text) ? undefined : text;
}

/** Most ARNs are written out, and are done with one look. */
const writtenOut = /^arn:[a-z-]+:[a-z0-9]+:(?:[a-z]+-[a-z-]+-\d)?:\d{12}:[\w/+=,.@!:-]+$/;

function isStandIn(text: string): boolean {
  if (writtenOut.test(text)) return false;
  if (/<[^<>]*>|\*{2}|\$\w|\brole arn\b/i.test(text)) return true;
  const arn = parseArn(text.replace(/^arn:([^:]*):([^:]*):([^:]*)/, (head) => head.toLowerCase()));
  if (!arn) return /^arn:.*\b(region|account)/i.test(text);
  return (arn.account !== '' && arn.account !== 'aws' && !/^\d+$/.test(arn.account)) || /region|^x+$/.test(arn.region);
}
