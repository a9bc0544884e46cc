import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';
import { awsProfiles, profileNames } from '../../../client/commands/awsProfiles';
import { folderWith } from '../cli/support';

const config = `
[default]
region = eu-west-1
[profile dev]
sso_session = corp
  [ profile "two words" ]
[sso-session corp]
[services local]
# [profile gone]
`;

describe('the profiles of the AWS CLI', () => {
  test('are those of both files, each once, and no other sections', () => {
    const credentials = '[default]\naws_access_key_id = x\n[old]\naws_secret_access_key = [not-a-profile]\n';
    assert.deepEqual(profileNames(config, credentials), ['default', 'dev', 'two words', 'old']);
  });

  test('are read where the AWS CLI is told to look', async (t) => {
    const folder = folderWith(t, { config });
    const env = {
      AWS_CONFIG_FILE: path.join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none'),
    };
    assert.deepEqual(await awsProfiles(env), ['default', 'dev', 'two words']);
  });
});
