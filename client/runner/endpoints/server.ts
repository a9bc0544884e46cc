import { createServer, type IncomingMessage, type Server } from 'node:http';

/** What a container asked for. */
export interface Question {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

/** The answer's status and what is sent as JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Bytes of a request's body that are read; no route needs more. */
const mostBody = 65_536;

/**
 * An HTTP server that listens nowhere: connections are handed to it (`emit('connection', …)`). Answers JSON; a failure
 * of ours is a 500 with a sentence, never a stack.
 */
export function endpointServer(answer: (question: Question) => Promise<Answer>): Server {
  const server = createServer((request, response) => {
    const send = ({ status, body }: Answer) => {
      const text = JSON.stringify(body);
      response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
      response.end(text);
    };
    question(request)
      .then(answer)
      .catch((): Answer => ({ status: 500, body: 'The endpoint of this local run has failed to answer.' }))
      .then(send, () => undefined);
  });
  server.keepAliveTimeout = 30_000;
  // Who has said all it wants to say still wants the answer: the agent's server thinks so, too.
  return Object.assign(server, { httpAllowHalfOpen: true });
}

async function question(request: IncomingMessage): Promise<Question> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://169.254.170.2');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBody) throw new Error('the body is too long');
    chunks.push(chunk);
  }
  return {
    method: request.method ?? 'GET',
    path: pathname,
    query: searchParams,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
