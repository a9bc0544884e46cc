/** What is asked for seldom: a bundle of its own, loaded on first use. It has the words of the rules, not their checks. */
export { type PermissionOptions, impliedPermissions } from './iam/permissions';
export { permissionsJson, printPermissions } from './iam/print';
export { type ErrorPlace, type Explanation, type Surroundings, explainError } from './errors/explainError';
