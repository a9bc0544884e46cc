/** How the file of overrides is called that stands beside a task definition. */
export const localName = 'ecs.local.json';
