import type * as Insight from './insight/index';
import { findRule as find, rules as all } from './rules/index';
import type { RuleInBrief } from './rules/prose';

/** All that anybody outside `server` imports. Keep it free of the protocol: the CLI pays for what stands here. */
export type { ConfigurationFile } from './config/configuration';
export { Configurations } from './config/configurations';
export { fromDisk } from './config/disk';
export { groupNames, profiles, topics } from './config/groups';
export { isNamed, optionsFor, type Configuration, type FileOptions, type Flags, type Said } from './config/options';
export { configurationName, isConfigurationName, slashed } from './config/paths';
export { applyChanges, editBetween, type Change, type TextEdit } from './document/change';
export { definitionOf } from './document/definition';
export { cleanDescribeOutput, isDescribeOutput } from './document/describeOutput';
export { parseDocument, type Document, type ParseOptions } from './document/document';
export { hasPlaceholder } from './document/placeholder';
export { type Path, pointerOf, pointerParts } from './document/pointer';
export { isTaskDefinitionName, type DocumentForm } from './document/recognise';
export { syntaxProblems } from './document/syntax';
export { syntaxMessage } from './document/syntaxMessage';
export { surroundingsOf } from './insight/askRules';
export { type Capacity, type CapacityReport, capacitiesOf } from './insight/capacities';
export { type FargateVersion, makeFargate } from './insight/makeFargate';
export { lint, ruleDocs } from './lint/engine';
export { type Finding, type LintOptions, type RuleSetting, ruleSettings } from './lint/finding';
export type { ErrorPlace, Explanation } from './insight/errors/explainError';
export { fixAll, type FixAllResult } from './lint/fix';
export { newErrors } from './lint/newErrors';
export { runnable, type Runnable } from './lint/runnable';
export * from './model/arn';
export * from './model/fargate';
export * from './model/image';
export { instancePorts } from './model/instancePorts';
export { launchTypes } from './model/launchTypes';
export type * from './model/taskDefinition';
export * from './model/units';
export { proseOf, type RuleInBrief as Rule } from './rules/prose';
export { closest } from './rules/similar';
export { type Unfilled, unfilled } from './schema/unfilled';
export type { Fix, RuleGroup, RuleProse, Severity } from './rules/define';
export * from './protocol';

/** Serves an editor over the transport that the command line names. Loaded when it is called: the protocol is half of us. */
export const startLanguageServer = async (): Promise<void> => (await import('./lsp/main.js')).startLanguageServer();

/** What is asked for seldom: IAM permissions, explanations of errors. Loaded when it is called. */
export const loadInsight = (): Promise<typeof Insight> => import('./insight/index.js');
/** Every rule, in the order of the documentation. What it says to readers: `proseOf`. */
export const rules: readonly RuleInBrief[] = all;

export const findRule = (id: string): RuleInBrief | undefined => find(id);
