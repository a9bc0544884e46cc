/** The language id of a task definition; `package.json` says which file names have it. */
export const languageId = 'ecs-task-definition';

/** Only these mark a text as something else that also has container definitions. */
const foreign = /"(?:AWSEBDockerrunVersion|AWSTemplateFormatVersion|Resources|daemonTaskDefinition)"\s*:/;
const definitions = /"containerDefinitions"\s*:\s*\[/;

/** Whether a JSON text is worth the offer to treat it as a task definition. Looks at its beginning, does not parse. */
export function looksLikeTaskDefinition(text: string): boolean {
  const beginning = text.slice(0, 65_536);
  return definitions.test(beginning) && !foreign.test(beginning);
}
