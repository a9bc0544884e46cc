import { readFileSync } from 'node:fs';
import os from 'node:os';
import { addressForms, findCandidates, isMisconfiguration, type Candidate, type Machine } from './endpoint';
import type { EnginePort } from './enginePort';
import { EngineError, RunnerError } from './errors';
import type { EngineInfo } from './plan';

/** An engine that has answered. */
export interface Connected {
  readonly port: EnginePort;
  readonly info: EngineInfo;
  readonly candidate: Candidate;
}

/**
 * The first candidate that answers. Rejects with a RunnerError that tells what was tried and what each attempt met:
 * nothing there, no permission, an answer that is not an engine's.
 */
export async function connect(
  open: (candidate: Candidate) => EnginePort,
  { machine = thisMachine(), asked }: { readonly machine?: Machine; readonly asked?: string | undefined } = {},
): Promise<Connected> {
  const found = findCandidates(machine, asked);
  if (isMisconfiguration(found)) throw new RunnerError('no-engine', found.problem, found.next);
  const failures: { readonly candidate: Candidate; readonly error: EngineError }[] = [];
  for (const candidate of found) {
    const port = open(candidate);
    try {
      return { port, info: await port.info(), candidate };
    } catch (error) {
      port.close();
      if (!(error instanceof EngineError)) throw error;
      failures.push({ candidate, error });
    }
  }
  throw explain(failures, machine);
}

function explain(
  failures: readonly { readonly candidate: Candidate; readonly error: EngineError }[],
  { platform }: Machine,
): RunnerError {
  const tried = failures.map(({ candidate: { endpoint, from }, error }) => ({ endpoint, from, met: words(error) }));
  const forbidden = failures.find(({ error }) => error.kind === 'no-permission');
  if (forbidden)
    return new RunnerError(
      'no-permission',
      `The Docker engine at ${forbidden.candidate.endpoint} is there, but this user may not use it.`,
      platform === 'linux'
        ? 'Add yourself to the group "docker" (sudo usermod -aG docker $USER) and log in again.'
        : 'Start Docker as this user, or give this user access to it.',
      { cause: forbidden.error, tried },
    );
  const chosen = failures.length === 1 ? failures[0] : undefined;
  const isChoice = chosen !== undefined && !chosen.candidate.from.startsWith('default');
  return new RunnerError(
    'no-engine',
    `No Docker engine answers. Tried ${tried.map((one) => `${one.endpoint} (${one.from}): ${one.met}`).join('; ')}.`,
    isChoice
      ? otherChoice(chosen.candidate, chosen.error)
      : 'Start Docker, or install it from https://docs.docker.com/get-started/get-docker/.',
    { cause: failures[0]?.error, tried },
  );
}

function otherChoice({ from }: Candidate, error: EngineError): string {
  if (unknownName(error) === undefined) return `Start that engine, or choose another one than ${from} does.`;
  return `Look whether the name is right and the network is there; ${from} takes ${addressForms}.`;
}

/** The name that no machine was found by. */
const unknownName = ({ message }: EngineError): string | undefined =>
  /\b(?:ENOTFOUND|EAI_AGAIN) (\S+)/.exec(message)?.[1];

function words(error: EngineError): string {
  const { kind, message } = error;
  if (kind !== 'no-engine') return message;
  if (message.includes('ENOENT')) return 'there is nothing';
  if (message.includes('ECONNREFUSED')) return 'nobody listens';
  const name = unknownName(error);
  return name === undefined ? message : `no machine is found by the name "${name}"`;
}

export function thisMachine(): Machine {
  return {
    platform: process.platform,
    home: os.homedir(),
    environment: process.env,
    read(file) {
      try {
        return readFileSync(file, 'utf8');
      } catch {
        return undefined;
      }
    },
  };
}
