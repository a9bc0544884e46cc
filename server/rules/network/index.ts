import { type Rule, about } from '../define';
import { awsvpcRefusals } from './awsvpcRefusals';
import { hostNetworkMode, hostNetworkRootUser } from './hostMode';
import {
  awsvpcHostPortMismatch,
  awsvpcHostPortRedundant,
  awsvpcHostPortZero,
  hostHostPortMismatch,
  noneWithPortMappings,
} from './hostPort';
import { hostPortEphemeral, hostPortReserved, hostPortStatic } from './hostPortAdvice';
import { linksCycle, linksFormat, linksLegacy, linksNetworkMode, linksUnknownContainer } from './links';
import { dnsServerIp, extraHostsIp } from './names';
import { containerPortDuplicate, containerPortMissing, hostPortDuplicate } from './portConflicts';
import {
  containerPortRange,
  dnsSearchPattern,
  hostPortRange,
  portNameInvalid,
  portProtocolUnknown,
  portRangeFormat,
} from './portLimits';
import {
  appProtocolWithoutName,
  appProtocolWithUdp,
  portNameDuplicate,
  serviceConnectHostMode,
  serviceConnectRange,
  windowsServiceConnectPort,
} from './portNames';
import {
  portRangeBounds,
  portRangeNetworkMode,
  portRangeOverlap,
  portRangeReversed,
  portRangeTooMany,
  portRangeWithSinglePort,
} from './portRanges';
import { fargateWindowsPort3150, firelensPort24224 } from './specialPorts';

/** Network modes, ports, names and links: in the order of the catalogue. */
export const networkRules: readonly Rule[] = [
  ...about(
    'portMappings',
    awsvpcHostPortMismatch,
    awsvpcHostPortZero,
    awsvpcHostPortRedundant,
    hostHostPortMismatch,
    noneWithPortMappings,
  ),
  containerPortMissing,
  containerPortRange,
  hostPortRange,
  ...about(
    'portMappings',
    hostPortReserved,
    hostPortEphemeral,
    hostPortStatic,
    hostPortDuplicate,
    containerPortDuplicate,
  ),
  portRangeFormat,
  ...about(
    'portMappings',
    portRangeReversed,
    portRangeBounds,
    portRangeOverlap,
    portRangeWithSinglePort,
    portRangeNetworkMode,
    portRangeTooMany,
  ),
  portProtocolUnknown,
  portNameInvalid,
  ...about(
    'portMappings',
    portNameDuplicate,
    appProtocolWithoutName,
    appProtocolWithUdp,
    serviceConnectRange,
    serviceConnectHostMode,
    windowsServiceConnectPort,
    fargateWindowsPort3150,
    firelensPort24224,
  ),
  ...awsvpcRefusals,
  ...about('links', linksNetworkMode, linksFormat, linksUnknownContainer, linksCycle, linksLegacy),
  ...about('extraHosts', extraHostsIp),
  dnsSearchPattern,
  ...about('dnsServers', dnsServerIp),
  hostNetworkMode,
  hostNetworkRootUser,
];
