import { ownContainer } from '../context';
import type { Writer } from '../writer';
import { type Block, onLinux, quoted } from './block';

const check = (label: string, detail: string, command: (writer: Writer, url: string) => string): Block => ({
  label,
  detail,
  isLegal: onLinux,
  write: (writer, context) => {
    const port = ownContainer(context)?.get('portMappings')?.items()[0]?.get('containerPort')?.num;
    const url = `http://localhost${port === undefined || port === 80 ? '' : `:${port}`}/`;
    return [
      writer.object([
        writer.member('command', command(writer, url)),
        writer.member('interval', writer.stop('30')),
        writer.member('timeout', writer.stop('5')),
        writer.member('retries', writer.stop('3')),
        writer.member('startPeriod', writer.stop('10')),
      ]),
    ];
  },
});

export const healthChecks: readonly Block[] = [
  check('curl', 'asks the container over HTTP', (writer, url) =>
    writer.inlineList(['"CMD-SHELL"', quoted(writer, `curl -f ${url} || exit 1`)]),
  ),
  check('wget', 'the same with what Alpine has', (writer, url) =>
    writer.inlineList(['"CMD-SHELL"', quoted(writer, `wget -q --spider ${url} || exit 1`)]),
  ),
  check('program', 'a program of the image', (writer) => writer.inlineList(['"CMD"', quoted(writer, '/healthcheck')])),
];
