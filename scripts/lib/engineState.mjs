// Does a Docker engine answer where the product would look for one?
const ourSocket = 'unix:///var/run/docker.sock';

/**
 * { answers: true }, or why not: { answers: false, code, message, isOurs } where `isOurs` tells whether an engine that
 * we start would be found. Needs the build.
 */
export async function engineState() {
  const { connect, thisMachine } = await import('../../out/client/runner/connect.js');
  const { findCandidates } = await import('../../out/client/runner/endpoint.js');
  const { dockerodeEngine } = await import('../../out/client/runner/dockerode/engine.js');
  try {
    const { port } = await connect((candidate) => dockerodeEngine(candidate));
    port.close();
    return { answers: true };
  } catch (error) {
    if (error.name !== 'RunnerError') throw error;
    const candidates = findCandidates(thisMachine());
    const isOurs = Array.isArray(candidates) && candidates.some(({ endpoint }) => endpoint === ourSocket);
    return { answers: false, code: error.code, message: `${error.message}\n${error.next}`, isOurs };
  }
}
