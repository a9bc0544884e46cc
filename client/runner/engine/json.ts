/** The values of a stream of JSON documents, one on each line. */
export async function* jsonLines(chunks: AsyncIterable<Buffer | string>): AsyncGenerator<unknown, void, undefined> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line);
  }
  if (rest.trim() !== '') yield JSON.parse(rest);
}

/** The number at the end of a path into an answer of the engine; undefined when there is none. */
export function numberAt(answer: unknown, ...path: readonly string[]): number | undefined {
  let value = answer;
  for (const member of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([name]) => name === member)?.[1];
  }
  return typeof value === 'number' ? value : undefined;
}
