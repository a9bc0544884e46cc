import type { Severity } from '../../../server/index';
import { type Style, count, painter, printable } from '../text';
import type { Checked, Report } from './checkText';
import { type Outcome, type View, shown, summarise } from './outcome';

const styles: Record<Severity, Style> = { error: 'red', warning: 'yellow', info: 'blue', hint: 'dim' };

/** One line a problem, as compilers print them so that editors and terminals can jump there, and one line of summary. */
export function prettyReport({ files }: Outcome, view: View): string {
  if (files.length === 0) return '';
  const lines = files.flatMap((file) => linesOf(file, view));
  if (view.quiet) return lines.map((line) => `${line}\n`).join('');
  return [...lines, ...(lines.length > 0 ? [''] : []), summaryLine(files, view), ''].join('\n');
}

function linesOf({ path, recognised, reports, fixed }: Checked, view: View): string[] {
  const paint = painter(view.colours);
  const name = printable(path);
  if (!recognised) return view.quiet ? [] : [paint('dim', `${name}: not a task definition, so it was not checked.`)];
  const problem = ({ rule, severity, message, range: { start } }: Report): string =>
    `${paint('bold', `${name}:${start.line + 1}:${start.character + 1}`)}: ${paint(styles[severity], severity)}: ` +
    `${printable(message)} ${paint('dim', `(${rule})`)}`;
  return [
    ...(fixed > 0 && !view.quiet ? [paint('green', `${name}: ${count(fixed, 'problem')} fixed.`)] : []),
    ...shown(reports, view).map(problem),
  ];
}

/** How it went, in one sentence or two. */
export function summaryLine(files: readonly Checked[], { hints: listed }: Pick<View, 'hints'>): string {
  const checked = files.filter(({ recognised }) => recognised);
  const { errors, warnings, infos, hints } = summarise(checked);
  const where = count(checked.length, 'file');
  const loud = [count(errors, 'error'), count(warnings, 'warning'), ...(infos > 0 ? [count(infos, 'info')] : [])];
  const quiet = hints === 0 ? [] : [`${count(hints, 'hint')}${listed ? '' : ' (shown with --hints)'}`];
  if (errors + warnings + infos === 0) {
    return checked.length === 0
      ? 'No task definition checked.'
      : `${where} checked: ${['no problems', ...quiet].join(', ')}.`;
  }
  const fixable = checked.flatMap(({ reports }) => reports).filter((report) => report.fixable).length;
  const advice = fixable > 0 ? ` --fix puts ${fixable} of them right.` : '';
  return `${where} checked: ${[...loud, ...quiet].join(', ')}.${advice}`;
}
