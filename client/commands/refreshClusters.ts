import { defineCommand, nothing } from './define';

/** Asks the engine anew; also after it has been started. */
export const refreshClusters = defineCommand({
  id: 'taskdef.clusters.refresh',
  needsTrust: 'nothing',
  ask: nothing,
  async run({ view }) {
    view.refresh();
  },
});
