import type { NetworkEndpoint, NetworkOptions, VolumeOptions } from '../enginePort';

/** What the engine is asked to make, in the words of the Docker Engine API. */

export const networkBody = ({ name, labels, subnet }: NetworkOptions) => ({
  Name: name,
  Driver: 'bridge',
  // Before version 25 an engine makes two networks of one name unless asked not to.
  CheckDuplicate: true,
  Labels: { ...labels },
  ...(subnet !== undefined && { IPAM: { Driver: 'default', Config: [{ Subnet: subnet }] } }),
});

/** The body that gives a container a link-local address, or names, on a network. */
export const connectBody = (container: string, { linkLocalIp, aliases }: NetworkEndpoint) => ({
  Container: container,
  EndpointConfig: {
    ...(linkLocalIp !== undefined && { IPAMConfig: { LinkLocalIPs: [linkLocalIp] } }),
    ...(aliases && { Aliases: [...aliases] }),
  },
});

export const volumeBody = ({ name, driver = 'local', driverOpts, labels }: VolumeOptions) => ({
  Name: name,
  Driver: driver,
  DriverOpts: { ...driverOpts },
  Labels: { ...labels },
});
