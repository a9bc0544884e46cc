// A log router that heeds as much of a configuration as the runner generates: node router.js CONFIG
// Prints "to OUTPUT {record}" for each record, and ends when it is told to.
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { forwardReader } from '../forward';
import { readFluentBit, readFluentd } from './fluentConfigs.mjs';

const text = readFileSync(process.argv[2], 'utf8');
const { listens, greps, fields, outputs } = text.startsWith('<') ? readFluentd(text) : readFluentBit(text);

/** "*" alone, or at the end; fluentd writes it twice. */
const fits = (pattern, tag) => (pattern.endsWith('*') ? tag.startsWith(pattern.replace(/\*+$/, '')) : pattern === tag);

function take({ tag, record }) {
  if (greps.some((grep) => fits(grep.tag, tag) && new RegExp(grep.pattern).test(record.log) !== grep.keeps)) return;
  const output = outputs.find((one) => fits(one.tag, tag));
  console.log(`to ${output?.name} ${JSON.stringify({ tag, ...record, ...Object.fromEntries(fields) })}`);
}

for (const place of listens) {
  const server = net.createServer((connection) => {
    const read = forwardReader();
    connection.on('data', (chunk) => read(chunk).forEach(take)).on('error', () => undefined);
  });
  server.listen(place);
}
process.on('SIGTERM', () => process.exit(0));
