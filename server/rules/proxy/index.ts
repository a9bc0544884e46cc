import { type Rule, about } from '../define';
import { appMeshDiscontinued } from './appMeshDiscontinued';
import { proxyContainerUnknown, proxyUserMismatch, proxyUserMissing } from './container';
import { proxyNetworkMode } from './networkMode';
import { proxyPortValue } from './propertyValues';
import { proxyIgnoredId, proxyPropertyMissing } from './requiredProperties';
import { proxyPropertyUnknown } from './unknownProperties';

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
