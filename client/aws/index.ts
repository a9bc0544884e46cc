import type { AwsService } from './service';
import { sts } from './sts';
import { values } from './values';

/** AWS, asked with a person's own credentials. A bundle of its own, loaded when a run first needs something of it. */
export const aws: AwsService = { ...sts, ...values };
