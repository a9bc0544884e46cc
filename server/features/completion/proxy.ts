/** Settings of a proxy and their usual values. Source: ProxyConfiguration in the ECS API Reference. */
export const proxyProperties: Readonly<Record<string, string>> = {
  IgnoredUID: '1337',
  AppPorts: '80',
  ProxyIngressPort: '15000',
  ProxyEgressPort: '15001',
  EgressIgnoredIPs: '169.254.170.2,169.254.169.254',
};
