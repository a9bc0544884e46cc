/** What is asked for seldom: a bundle of its own, loaded on first use. It is handed the rules, so it carries none. */
export { type PermissionOptions, impliedPermissions } from './iam/permissions';
export { permissionsJson, printPermissions } from './iam/print';
