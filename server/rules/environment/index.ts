import { type Rule, about } from '../define';
import { environmentFileArn, environmentFileExtension } from './files';
import {
  awsCredentialsInEnv,
  ecsInjectedEnvOverride,
  envNameDuplicate,
  envNameInvalid,
  secretEnvNameClash,
  secretNameDuplicate,
} from './names';
import { plaintextCredential } from './plaintextCredential';
import { secretCrossRegion, valueFromRules } from './secretReferences';
import { environmentShapes } from './shape';

/** Environment variables, secrets and environment files: in the order of the catalogue. */
export const environmentRules: readonly Rule[] = [
  ...environmentShapes,
  ...about('environment', envNameDuplicate, envNameInvalid),
  ...about('secrets', secretNameDuplicate, secretEnvNameClash),
  ...valueFromRules,
  ...about('secrets', secretCrossRegion),
  plaintextCredential,
  ...about('environment', awsCredentialsInEnv),
  ecsInjectedEnvOverride,
  ...about('environmentFiles', environmentFileArn, environmentFileExtension),
];
