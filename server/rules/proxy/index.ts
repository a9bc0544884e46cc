import { type Rule, about } from '../define';
import {
  appMeshDiscontinued,
  proxyContainerUnknown,
  proxyIgnoredId,
  proxyNetworkMode,
  proxyPortValue,
  proxyPropertyMissing,
  proxyPropertyUnknown,
  proxyUserMismatch,
  proxyUserMissing,
} from './proxy';

/** App Mesh: in the order of the catalogue. */
export const proxyRules: readonly Rule[] = [
  ...about(
    'proxyConfiguration',
    appMeshDiscontinued,
    proxyNetworkMode,
    proxyContainerUnknown,
    proxyPropertyMissing,
    proxyIgnoredId,
    proxyPortValue,
    proxyPropertyUnknown,
    proxyUserMismatch,
    proxyUserMissing,
  ),
];
