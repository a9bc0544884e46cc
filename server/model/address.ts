/** Addresses as Docker and ECS read them in a task definition. */

const ipv4 = /^(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const ipv6Groups = /^[0-9a-f]{1,4}$/i;

/** An IPv4 or IPv6 address, without a zone or prefix length. */
export function isIpAddress(text: string): boolean {
  return ipv4.test(text) || isIpv6(text);
}

/** An address, or a network as `10.0.0.0/16`. */
export function isIpOrCidr(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  if (rest.length > 0 || !isIpAddress(address)) return false;
  if (prefix === undefined) return true;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= (ipv4.test(address) ? 32 : 128);
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  const embedded = last !== undefined && ipv4.test(last);
  const plain = embedded ? groups.slice(0, -1) : groups;
  const count = plain.length + (embedded ? 2 : 0);
  return plain.every((group) => ipv6Groups.test(group)) && (halves.length === 2 ? count < 8 : count === 8);
}
