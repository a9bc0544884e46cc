import type { Caller, CredentialsService } from './credentials';

/** Which text of a secret: its current version where nothing else is said. */
export interface SecretVersion {
  readonly versionStage?: string;
  readonly versionId?: string;
}

/** What the ECS agent fetches for a task before it starts. Everything rejects with an AwsFailure, never with a value. */
export interface ValuesService {
  /** A secret of Secrets Manager, by its ARN or name. */
  secret(caller: Caller, id: string, version: SecretVersion): Promise<string>;
  /** A parameter of Systems Manager, decrypted, by its ARN or name. */
  parameter(caller: Caller, name: string): Promise<string>;
  /** A file on S3, by the ARN of the object. */
  file(caller: Caller, arn: string): Promise<string>;
  /** The login of the private ECR registries in the caller's Region. */
  registryLogin(caller: Caller): Promise<{ readonly username: string; readonly password: string }>;
}

/** All of AWS that a local run may ask, with a person's own credentials. */
export type AwsService = CredentialsService & ValuesService;
