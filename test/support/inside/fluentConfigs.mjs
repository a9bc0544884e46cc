// What a log router is told, read from either language the runner writes it in, as far as it writes it:
// { listens: [{ path } | { host, port }], greps: [{ tag, keeps, pattern }], fields: [[name, value]], outputs: [{ tag, name }] }

/** fluent-bit: "[KIND]" and lines of "Name value"; the plugin is its Name. */
export function readFluentBit(text) {
  const sections = blocksOf(text).map(([kind, ...lines]) => ({ kind, pairs: lines.map(pairOf) }));
  const of = (kind, name) =>
    sections
      .map((section) => ({ ...section, options: Object.fromEntries(section.pairs) }))
      .filter((section) => section.kind === kind && (name === undefined || section.options.Name === name));
  return {
    listens: of('[INPUT]', 'forward').map(({ options }) => listen(options.unix_path, options.Listen, options.Port)),
    greps: of('[FILTER]', 'grep').map(({ options }) => ({
      tag: options.Match,
      keeps: options.Regex !== undefined,
      pattern: (options.Regex ?? options.Exclude).replace(/^log /, ''),
    })),
    fields: of('[FILTER]', 'record_modifier').flatMap(({ pairs }) =>
      pairs.filter(([key]) => key === 'Record').map(([, value]) => pairOf(value)),
    ),
    outputs: of('[OUTPUT]').map(({ options }) => ({ tag: options.Match, name: options.Name })),
  };
}

/** fluentd: "<kind tag>", lines of "name value", and blocks inside of blocks; the plugin is its @type. */
export function readFluentd(text) {
  const sections = blocksOf(text).map(([head, ...lines]) => {
    const [, kind, tag] = /^<(\w+) ?(.*)>$/.exec(head);
    return { kind, tag, inner: lines.find((line) => line.startsWith('<')), pairs: lines.flatMap(optionOf) };
  });
  const of = (kind, type) =>
    sections
      .map((section) => ({ ...section, options: Object.fromEntries(section.pairs) }))
      .filter((section) => section.kind === kind && (type === undefined || section.options['@type'] === type));
  return {
    listens: [...of('source', 'unix'), ...of('source', 'forward')].map(({ options }) =>
      listen(options.path, options.bind, options.port),
    ),
    greps: of('filter', 'grep').map(({ tag, inner, options }) => ({
      tag,
      keeps: inner === '<regexp>',
      pattern: options.pattern.slice(1, -1),
    })),
    fields: of('filter', 'record_transformer').flatMap(({ pairs }) => pairs.filter(([name]) => name !== '@type')),
    outputs: of('match').map(({ tag, options }) => ({ tag, name: options['@type'] })),
  };
}

const blocksOf = (text) =>
  text.split(/\n\n/).map((block) =>
    block
      .trim()
      .split('\n')
      .map((line) => line.trim()),
  );
const pairOf = (line) => /^(\S+)\s+(.*)$/.exec(line).slice(1);
const optionOf = (line) => (line.startsWith('<') ? [] : [pairOf(line)]);
const listen = (path, host, port) => (path === undefined ? { host, port: Number(port) } : { path });
