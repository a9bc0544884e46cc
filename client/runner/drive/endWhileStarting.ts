import type { TaskDriver } from './taskDriver';

/** A task whose start is given up is stopped at once, and then removed; one that has started no longer heeds the signal. */
export function endWhileStarting(driver: TaskDriver, signal: AbortSignal, remove: () => Promise<unknown>): void {
  let hasStarted = false;
  const end = () => {
    if (hasStarted) return;
    driver.dispatch({ type: 'userStop', reason: 'Cancelled while starting', force: true });
    void driver.stopped.then(remove).catch(() => undefined);
  };
  void driver.started.then(() => {
    hasStarted = true;
    signal.removeEventListener('abort', end);
  });
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
}
