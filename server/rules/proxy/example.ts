import { withContainers } from '../example';

/** A proxy and the container behind it, for examples. */

export const property = (name: string, value: string): string => `{"name":${name},"value":${value}}`;
export const base = [
  property('"ProxyIngressPort"', '"15000"'),
  property('"ProxyEgressPort"', '"15001"'),
  property('"AppPorts"', '"8080"'),
  property('"EgressIgnoredIPs"', '"169.254.170.2"'),
].join(',');
export const uid = property('"IgnoredUID"', '"1337"');

export const mesh = (
  parts: { properties?: string; user?: string; mode?: string; container?: string; key?: string } = {},
): string => {
  const { properties = `${uid},${base}`, user = ',"user":"1337"', mode = '"networkMode":"awsvpc",' } = parts;
  const { container = '"envoy"', key = '"proxyConfiguration"' } = parts;
  return withContainers(
    `{"name":"envoy","image":"e:1","memory":64${user}},{"name":"web","image":"a:1","memory":64}`,
    `${mode}${key}:{"type":"APPMESH","containerName":${container},"properties":[${properties}]}`,
  );
};
