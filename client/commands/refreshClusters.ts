import { defineCommand, nothing } from './define';
import { aboveTree } from './places';

/** Asks the engine anew; also after it has been started. */
export const refreshClusters = defineCommand({
  id: 'taskdef.clusters.refresh',
  title: 'Refresh Clusters',
  icon: 'refresh',
  places: [aboveTree(2, 'always')],
  needsTrust: 'nothing',
  ask: nothing,
  async run({ view }) {
    view.refresh();
  },
});
