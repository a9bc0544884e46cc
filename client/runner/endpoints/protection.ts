import type { Answer } from './server';

/** Minutes: the default, and the longest ECS grants. */
const usual = 120;
const longest = 2_880;

interface Protected {
  readonly until: number | undefined;
}

/**
 * A task's protection from being replaced (runner.md §3.5), kept in memory as long as the task is driven. ECS grants it
 * to tasks of services only; here every task that has a role gets it.
 */
export class TaskProtection {
  private current: Protected = { until: undefined };

  constructor(
    private readonly taskArn: string,
    private readonly hasRole: boolean,
    private readonly now: () => number = Date.now,
  ) {}

  get(): Answer {
    return this.hasRole ? this.tell() : this.denied();
  }

  put(body: string): Answer {
    const wish = read(body);
    if (typeof wish === 'string') return this.error(400, 'InvalidParameterException', wish);
    if (!this.hasRole) return this.denied();
    const { ProtectionEnabled: isEnabled, ExpiresInMinutes: minutes = usual } = wish;
    this.current = { until: isEnabled ? this.now() + minutes * 60_000 : undefined };
    return this.tell();
  }

  private tell(): Answer {
    const { until } = this.current;
    const isEnabled = until !== undefined && until > this.now();
    const protection = {
      ProtectionEnabled: isEnabled,
      ExpirationDate: isEnabled ? new Date(until).toISOString() : null,
      TaskArn: this.taskArn,
    };
    return { status: 200, body: { protection } };
  }

  private denied(): Answer {
    return this.error(403, 'AccessDeniedException', 'The task has no task role, which task protection needs.');
  }

  private error(status: number, Code: string, Message: string): Answer {
    return { status, body: { error: { Arn: this.taskArn, Code, Message } } };
  }
}

interface Wish {
  readonly ProtectionEnabled: boolean;
  readonly ExpiresInMinutes?: number;
}

/** What is asked for, or what is wrong with it. */
function read(body: string): Wish | string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return 'The body is not JSON.';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'The body is not a JSON object.';
  const unknown = Object.keys(value).find((name) => name !== 'ProtectionEnabled' && name !== 'ExpiresInMinutes');
  if (unknown !== undefined) return `There is no member ${unknown}.`;
  const { ProtectionEnabled: isEnabled, ExpiresInMinutes: minutes } = value as Readonly<Record<string, unknown>>;
  if (typeof isEnabled !== 'boolean') return 'ProtectionEnabled must be true or false.';
  if (minutes === undefined || minutes === null) return { ProtectionEnabled: isEnabled };
  if (typeof minutes !== 'number' || !Number.isInteger(minutes) || minutes < 1 || minutes > longest)
    return `ExpiresInMinutes must be a whole number from 1 to ${longest}.`;
  return { ProtectionEnabled: isEnabled, ExpiresInMinutes: minutes };
}
