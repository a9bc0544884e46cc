// A log router that heeds as much of a fluent-bit configuration as the runner generates:
// node router.js CONFIG. Prints "to OUTPUT {record}" for each record, and ends when it is told to.
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { forwardReader } from '../forward';

const sections = readFileSync(process.argv[2], 'utf8')
  .split(/\n\n/)
  .map((block) => {
    const [kind, ...lines] = block.trim().split('\n');
    return { kind, pairs: lines.map((line) => /^\s*(\S+)\s+(.*)$/.exec(line).slice(1)) };
  })
  .map(({ kind, pairs }) => ({ kind, pairs, options: Object.fromEntries(pairs) }));
const of = (kind, name) =>
  sections.filter((section) => section.kind === kind && (name === undefined || section.options.Name === name));
const fits = ({ Match }, tag) =>
  Match === '*' || tag === Match || (Match.endsWith('*') && tag.startsWith(Match.slice(0, -1)));

function take({ tag, record }) {
  for (const { options } of of('[FILTER]', 'grep')) {
    const [, field, pattern] = /^(\S+) (.*)$/.exec(options.Regex ?? options.Exclude);
    const keeps = options.Regex !== undefined;
    if (fits(options, tag) && new RegExp(pattern).test(record[field]) !== keeps) return;
  }
  const fields = of('[FILTER]', 'record_modifier')
    .filter(({ options }) => fits(options, tag))
    .flatMap(({ pairs }) => pairs.filter(([key]) => key === 'Record').map(([, value]) => value.split(' ')));
  const output = of('[OUTPUT]').find(({ options }) => fits(options, tag));
  console.log(`to ${output?.options.Name} ${JSON.stringify({ tag, ...record, ...Object.fromEntries(fields) })}`);
}

for (const { options } of of('[INPUT]', 'forward')) {
  const server = net.createServer((connection) => {
    const read = forwardReader();
    connection.on('data', (chunk) => read(chunk).forEach(take)).on('error', () => undefined);
  });
  if (options.unix_path) server.listen(options.unix_path);
  else server.listen(Number(options.Port), options.Listen);
}
process.on('SIGTERM', () => process.exit(0));
