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
}
