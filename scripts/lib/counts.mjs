// How many tests a runner says it ran.
const colours = new RegExp(String.raw`\u001b\[[0-9;]*m`, 'g');

/** { passed, failed, skipped } as Node's runner or our mocha report say at their end; undefined when neither does. */
export function testCounts(output) {
  const text = output.replaceAll(colours, '');
  const report = [...text.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1);
  if (report) return { passed: Number(report[1]), failed: Number(report[2]), skipped: Number(report[3]) };
  const last = (word) => {
    const found = [...text.matchAll(new RegExp(`^ℹ ${word} (\\d+)$`, 'gm'))].at(-1);
    return found && Number(found[1]);
  };
  if (last('pass') === undefined) return undefined;
  const failed = last('fail') + last('cancelled');
  return { passed: last('pass'), failed, skipped: last('skipped') + last('todo') };
}

/** The part of a long output that tells why it failed. */
export function failureExcerpt(output, most = 150) {
  const from = output.lastIndexOf('failing tests:');
  const lines = output.slice(Math.max(from, 0)).trimEnd().split('\n');
  return (from >= 0 ? lines.slice(0, most) : lines.slice(-most)).join('\n');
}
