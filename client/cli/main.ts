import { main } from './program';
import { processTerminal } from './terminal';

void main(process.argv.slice(2), processTerminal(process)).then((status) => {
  process.exitCode = status;
});
