import type { StopReason } from '../reason';

/** The image could not be pulled. The first that fits is the cause. */
const image = {
  about: ['image'],
  rules: ['image-ecr-malformed', 'image-reference-malformed', 'image-uppercase-repository', 'image-tag-invalid'],
} as const;

export const pullReasons: readonly StopReason[] = [
  {
    when: /toomanyrequests|pull rate limit|rate exceeded.*pull|429 too many/i,
    title: 'The registry refuses more pulls for now',
    meaning:
      'Docker Hub limits how often anonymous clients may pull, counted by address; behind a NAT all tasks share one.',
    change: 'Pull with a login ("repositoryCredentials"), or from a registry of your own such as ECR.',
    rules: ['image-docker-hub'],
    about: ['image'],
  },
  {
    when: /no match for platform|failed to find a descriptor for platform|Windows version .{1,60} is incompatible with|no matching manifest|descriptor matching platform|image operating system .* cannot be used|does not match the specified platform/i,
    title: 'The image does not exist for this processor or system',
    meaning:
      'The registry has the image, but not for the platform of the task: mostly built on an ARM machine, or for another version of Windows.',
    change: 'Build it for that platform (docker buildx build --platform), or set "runtimePlatform" to the one it has.',
    rules: ['image-windows-mismatch', 'runtime-platform-arm-windows', 'fargate-runtime-platform-missing'],
    about: ['runtimePlatform', 'image'],
  },
  {
    when: /no space left on device/i,
    title: 'The disk was full while the image was unpacked',
    meaning: 'The image and its layers need more room than the task or the instance has left.',
    change: 'Make the image smaller; on Fargate set "ephemeralStorage", on EC2 enlarge the volume or clean up images.',
    about: ['ephemeralStorage', 'image'],
  },
  {
    when: /invalid reference format|repository name must be lowercase/i,
    title: 'The name of the image is not one',
    meaning: 'The engine cannot read the reference as registry, repository, tag and digest.',
    change: 'Correct "image": lower-case repository, one tag, no scheme, no blanks.',
    ...image,
  },
  {
    when: /manifest unknown|manifest for .* not found|name unknown|repository .{0,200}does not exist(?! or may require)|tag .{0,200}not found|: not found|404 not found|failed to resolve ref .{0,300}not found/i,
    title: 'The registry has no such image',
    meaning: 'The repository or the tag does not exist there, or a lifecycle rule has removed it.',
    change: 'Check account, Region, repository and tag in "image"; push the tag, or name one that exists.',
    ...image,
  },
  {
    when: /no basic auth credentials|pull access denied|access denied|unauthorized|denied:|403 forbidden|authentication required|CannotPullContainerAuthError|AccessDeniedException.{0,200}ecr|not authorized to perform: ecr/i,
    title: 'The registry does not let the task pull',
    meaning:
      'No valid login was sent: the execution role may not pull from this repository, or the repository is not there for it.',
    change:
      'Give the execution role the ECR permissions (taskdef iam prints them), allow it in the repository policy of another account, or set "repositoryCredentials" for other private registries.',
    rules: [
      'execution-role-missing-ecr',
      'execution-role-missing-repository-credentials',
      'repository-credentials-with-ecr',
    ],
    about: ['executionRoleArn', 'repositoryCredentials', 'image'],
  },
  {
    when: /connection issue between the task and the registry|i\/o timeout|context deadline exceeded|request canceled|connection (?:timed out|refused)|dial tcp|no such host|network is unreachable|Client\.Timeout/i,
    title: 'The registry could not be reached',
    meaning: 'There is no way from the subnet of the task to the registry. That is not in this file.',
    change:
      'In a public subnet give the task a public IP; in a private one add a NAT gateway, or endpoints for ECR (api and dkr), S3 and CloudWatch Logs. Let the security group out on port 443.',
    about: ['networkMode', 'image'],
  },
  {
    when: /x509|certificate/i,
    title: 'The certificate of the registry is not trusted',
    meaning:
      'The registry uses a certificate that no public authority signed, or something between rewrites the connection.',
    change: 'Use a publicly trusted certificate. On Fargate no other can be added.',
    about: ['image'],
  },
  {
    when: /CannotPull(?:ECR)?Container(?:Auth)?Error|CannotPullImageManifestError/i,
    title: 'The image could not be pulled',
    meaning: 'The rest of the message says what the registry answered.',
    change:
      'Check the name of the image, the permissions of the execution role, and the way from the subnet to the registry.',
    ...image,
  },
];
