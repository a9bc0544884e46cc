import { describe, test } from 'node:test';
import { usePackaged } from '../lib/packaged';

describe('without a Docker engine', () => {
  const packaged = usePackaged({
    name: 'no-engine',
    workspace: 'examples/webserver',
    env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' },
  });

  test('the view says what was tried and what to do', async () => {
    const { workbench } = packaged();
    await workbench.activity('ECS').click();
    await workbench.sidebar.getByText('No Docker engine answers').first().waitFor();
    await workbench.sidebar.getByText(/\/nowhere\/docker\.sock/).waitFor();
    await workbench.sidebar.getByRole('button', { name: 'Try Again' }).waitFor();
  });

  test('editing works', async () => {
    const { workbench } = packaged();
    await workbench.open('task-definition.json');
    await workbench.squiggle('error').waitFor();
  });
});
