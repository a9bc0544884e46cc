import { after, before } from 'node:test';
import { connect } from '../../client/runner/connect';
import { dockerodeEngine } from '../../client/runner/dockerode/engine';
import { openLab, type Lab } from './lab';
import { PrivateEngine, type PrivateEngineOptions } from './privateEngine';

/** A private engine for the tests of one `describe`, and a lab on it: there when they begin, gone after them. */
export function privateLab(options?: PrivateEngineOptions): {
  readonly engine: PrivateEngine;
  readonly lab: Lab;
} {
  const engine = new PrivateEngine(options);
  let lab: Lab | undefined;
  before(async () => {
    await engine.start();
    lab = await openLab({ endpoint: engine.endpoint });
  });
  after(async () => {
    await lab?.runner.dispose();
    if (lab) await endAll(engine.endpoint);
    await engine.remove();
  });
  return {
    engine,
    get lab() {
      if (!lab) throw new Error('the private engine is only there while its tests run');
      return lab;
    },
  };
}

/** A test that failed may have left containers, whose processes would outlive their engine. */
async function endAll(asked: string): Promise<void> {
  const { port } = await connect((candidate) => dockerodeEngine(candidate), { asked });
  try {
    const left = (await port.list([])).filter(({ state }) => state === 'running');
    await Promise.all(left.map(async ({ id }) => port.kill(id)));
  } finally {
    port.close();
  }
}
