/** Longer texts are cut: no error of AWS is longer, and a log that was pasted whole has it near its start. */
export const longest = 8_000;

const wrappers: readonly RegExp[] = [
  /^.{0,300}?An error occurred \(\w+\) when calling the \w+ operation(?: \(reached max retries: \d+\))?: /i, // AWS CLI, boto3
  /^.{0,800}?\b(?:ClientException|InvalidParameterException|ServerException): /, // SDKs, Terraform
  /^.{0,300}?Resource handler returned message: "?(?:Invalid request provided: )?(?:Create TaskDefinition: )?/i, // CloudFormation
  /^.{0,200}?Failed to register task definition in ECS: /i, // the deploy action for GitHub
];

const trailers: readonly RegExp[] = [
  /\s*\(Service: [^()]{0,400}\).*$/,
  /"?\s*\(RequestToken: .*$/,
  /,? request id: [\w-]+$/i,
];

/** The words of AWS themselves, without what the CLI, an SDK or another tool wraps around them. */
export function unwrap(text: string): string {
  const line = text.slice(0, longest).replaceAll(/\s+/g, ' ').trim();
  const inner = wrappers.reduce((current, wrapper) => current.replace(wrapper, ''), line);
  return trailers.reduce((current, trailer) => current.replace(trailer, ''), inner).trim();
}
