import { describe, test } from 'node:test';
import { usePackaged } from '../lib/packaged';

describe('in a workspace that is not trusted', () => {
  const packaged = usePackaged({
    name: 'distrust',
    workspace: 'test/fixtures/workbench',
    trust: 'asked',
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
  });

  test('a file is checked', async () => {
    const { workbench } = packaged();
    await workbench.open('broken-taskdef.json');
    await workbench.squiggle('error').waitFor();
  });

  test('nothing runs: the code lens explains it', async () => {
    const { workbench } = packaged();
    await workbench.codeLens(/Run/).click();
    await workbench.notification(/not trusted/).waitFor();
  });
});
