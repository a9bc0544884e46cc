import type { Notice } from '../notice';
import type { AwsFailure } from '../../aws/credentials';
import type { Reach } from './variables';

const notice = (code: string, verdict: Notice['verdict'], text: string, pointer = ''): Notice => ({
  code,
  pointer,
  verdict,
  text,
});

/** What the rung that was chosen means for the containers; the highest one means nothing. */
export function rungNotice(reach: Reach, { hasCredentials }: { readonly hasCredentials: boolean }): Notice | undefined {
  switch (reach) {
    case 'tunnel':
      return undefined;
    case 'relay':
      return notice(
        'endpoint-relay',
        'approximated',
        "This engine does not let containers' standard streams be used, so 169.254.170.2 is answered through a port of " +
          'this machine that only containers reach.',
      );
    case 'loopback':
      return notice(
        'endpoint-loopback',
        'approximated',
        'This engine does not route 169.254.170.2, so the endpoints are at a port of 127.0.0.1, which their variables ' +
          'name; a program with the address built in does not find them.',
      );
    case 'static':
      return notice(
        'endpoint-static',
        'substituted',
        'No endpoint can be reached on this engine: the metadata variables are not set' +
          (hasCredentials
            ? ', and temporary keys stand in the environment, where they run out and docker inspect shows them.'
            : '.'),
      );
  }
}

export const hostNotice = notice(
  'endpoint-host',
  'approximated',
  "In network mode host the endpoints are at a port of the engine machine's 127.0.0.1, which their variables name.",
  '/networkMode',
);

export const downNotice = notice(
  'endpoint-down',
  'ignored',
  'The endpoints of this task do not answer any more: their helper could not be kept up.',
);

export const credentialsNotice = ({ message, next }: AwsFailure): Notice =>
  notice('credentials-failed', 'ignored', `The containers get no credentials. ${message} ${next}`, '/taskRoleArn');
