import type { Rule } from './define';
import { containerRules } from './container/index';
import { environmentRules } from './environment/index';
import { healthRules } from './health/index';
import { iamRules } from './iam/index';
import { identityRules } from './identity/index';
import { jsonRules } from './json/index';
import { linuxRules } from './linux/index';
import { loggingRules } from './logging/index';
import { networkRules } from './network/index';
import { placementRules } from './placement/index';
import { platformRules } from './platform/index';
import { proxyRules } from './proxy/index';
import { restartRules } from './restart/index';
import { sizingRules } from './sizing/index';
import { tagRules } from './tag/index';
import { volumeRules } from './volume/index';

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [
  ...jsonRules,
  ...identityRules,
  ...sizingRules,
  ...platformRules,
  ...networkRules,
  ...containerRules,
  ...restartRules,
  ...healthRules,
  ...volumeRules,
  ...environmentRules,
  ...loggingRules,
  ...iamRules,
  ...linuxRules,
  ...proxyRules,
  ...placementRules,
  ...tagRules,
];

const byId = new Map(rules.map((rule) => [rule.id, rule]));

export const findRule = (id: string): Rule | undefined => byId.get(id);
