import type { Uri } from 'vscode';
import type {
  CapacitiesResult,
  ExplainErrorResult,
  IamPermissionsResult,
  Place,
  RunnableResult,
} from '../../server/index';
import type { DockerClusters } from '../clusters/dockerClusters';
import type { EngineConnection } from '../clusters/engineConnection';
import type { Log } from '../log';
import type { ClusterView } from '../views/clusterView';
import type { TaskChannels } from '../views/taskChannels';
import type { TaskDocuments } from '../views/taskDocuments';
import type { RunMemory } from './runMemory';
import type { RunNotices } from './runNotices';

/** What commands work with; made once, in `extension.ts`. */
export interface Services {
  readonly log: Log;
  readonly connection: EngineConnection;
  readonly clusters: DockerClusters;
  readonly view: ClusterView;
  readonly channels: TaskChannels;
  readonly documents: TaskDocuments;
  readonly runs: RunMemory;
  readonly notices: RunNotices;
  readonly language: {
    /** The document must be open in the editor as a task definition. */
    runnable(uri: Uri): Promise<RunnableResult>;
    /** Null when the document holds no whole definition. */
    capacities(uri: Uri): Promise<CapacitiesResult | null>;
    /** Null when the document holds no containers. */
    iamPermissions(uri: Uri, options: { readonly exec: boolean }): Promise<IamPermissionsResult | null>;
    /** Null when the definition has none of these members. */
    place(uri: Uri, pointers: readonly string[]): Promise<Place | null>;
    explainError(text: string, uri: Uri | undefined): Promise<ExplainErrorResult>;
    restart(): Promise<void>;
  };
}
