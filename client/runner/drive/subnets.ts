import { readFileSync } from 'node:fs';
import os from 'node:os';
import { hash } from '../names';

/**
 * A task's network takes 16 addresses: the engine's own pools hold only about 31 networks, and two tools that both let
 * the engine choose use them up (runner.md §4.4).
 */
const supernet = { base: ip('10.213.0.0'), bits: 16 };

/** An IPv4 range as two numbers, both inclusive. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * Subnets to try, in an order that follows from the name, without those this machine reaches another way: a VPN into
 * 10.213.0.0/16 stays usable.
 */
export function* subnetsFor(name: string, taken: readonly Range[], bits = 28): Generator<string> {
  const count = 2 ** (bits - supernet.bits);
  const start = Number.parseInt(hash(name, 8), 16) % count;
  for (let offset = 0; offset < count; offset++) {
    const first = supernet.base + ((start + offset) % count) * 2 ** (32 - bits);
    const last = first + 2 ** (32 - bits) - 1;
    if (!taken.some((range) => first <= range.last && range.first <= last)) yield `${text(first)}/${bits}`;
  }
}

/** The first address the engine gives to a container; the one before it is the gateway. */
export function pauseAddress(subnet: string): string {
  return text(ip(subnet.split('/')[0] ?? '') + 2);
}

/** That of the container which owns the endpoint's address. */
export function linkAddress(subnet: string): string {
  return text(ip(subnet.split('/')[0] ?? '') + 3);
}

/** That of the engine's machine. */
export function gatewayAddress(subnet: string): string {
  return text(ip(subnet.split('/')[0] ?? '') + 1);
}

/** What this machine has routes to: its interfaces, and on Linux the whole table. The default route says nothing. */
export function routesOfThisMachine(): Range[] {
  const interfaces = Object.values(os.networkInterfaces()).flatMap((addresses = []) =>
    addresses.flatMap(({ family, cidr }) => (family === 'IPv4' && cidr ? [range(cidr)] : [])),
  );
  return [...interfaces, ...routeTable()];
}

function routeTable(): Range[] {
  try {
    return readRoutes(readFileSync('/proc/net/route', 'utf8'));
  } catch {
    return [];
  }
}

/** Destination and mask stand in the second and eighth column, in hexadecimal, lowest byte first. */
export function readRoutes(table: string): Range[] {
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .flatMap(([, destination, , , , , , mask]) => {
      if (!destination || !mask || mask === '00000000') return [];
      const first = swapped(destination);
      return [{ first, last: first + (2 ** 32 - 1 - swapped(mask)) }];
    });
}

const swapped = (hex: string): number => Buffer.from(hex.trim(), 'hex').readUInt32LE(0);

function range(cidr: string): Range {
  const [address = '', prefix = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(prefix));
  const first = Math.floor(ip(address) / size) * size;
  return { first, last: first + size - 1 };
}

function ip(address: string): number {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

function text(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** As EC2 names a network interface. */
export function privateName(address: string, region: string): string {
  const domain = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
  return `ip-${address.replaceAll('.', '-')}.${domain}`;
}
