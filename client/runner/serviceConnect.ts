/** How a service is found by others, in the words of CreateService's `serviceConnectConfiguration`. */
export interface ServiceConnect {
  readonly enabled?: boolean;
  readonly namespace?: string;
  readonly services?: readonly ConnectedService[];
}

export interface ConnectedService {
  /** Of a port mapping; without it the names stand for the whole task, as with service discovery. */
  readonly portName?: string;
  /** Default: the port's name. */
  readonly discoveryName?: string;
  readonly clientAliases?: readonly { readonly port?: number; readonly dnsName?: string }[];
}

/** A name that leads to a task, and the port clients ask for where that is fixed. */
export interface ServedName {
  readonly dnsName: string;
  readonly port: number | undefined;
  /** The container that joins the namespace for it. */
  readonly by: string;
  /** The port behind the name, where one is named. */
  readonly behind: number | undefined;
  /** Of the port mapping. */
  readonly pointer: string;
}

/** ECS's proxy listens where the alias says; without it clients have to ask for the port of the container. */
export const absentPort = ({ dnsName, port, to }: { dnsName: string; port: number; to: { readonly port: number } }) =>
  ({
    code: 'namespace-port',
    verdict: 'approximated',
    text: `Here ${dnsName} answers on port ${to.port}, not on ${port}: the proxy that listens there on ECS is absent.`,
  }) as const;
