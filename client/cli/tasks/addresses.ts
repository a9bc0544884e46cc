import type { TaskSnapshot } from '../../runner/runner';

export interface Address {
  readonly container: string;
  /** `http://127.0.0.1:8080` for TCP: what a person opens. */
  readonly url: string;
  readonly text: string;
}

/** Where the published ports of a task are reached, in the order of the definition. */
export function addressesOf({ containers }: Pick<TaskSnapshot, 'containers'>): Address[] {
  return containers.flatMap(({ name, ports }) =>
    ports
      .filter(({ hostPort }) => hostPort > 0)
      .map(({ hostIp, hostPort, containerPort, protocol }) => {
        const scheme = protocol === 'udp' ? 'udp' : /443$/.test(String(containerPort)) ? 'https' : 'http';
        const url = `${scheme}://${reachable(hostIp)}:${hostPort}`;
        return { container: name, url, text: `${url} → container port ${containerPort}/${protocol}` };
      })
      .filter(({ url }, index, all) => all.findIndex((other) => other.url === url) === index),
  );
}

/** What listens everywhere is reached on the loopback. */
const reachable = (hostIp: string): string => (['', '0.0.0.0', '::', '::1'].includes(hostIp) ? '127.0.0.1' : hostIp);
