import { pathToFileURL } from 'node:url';
import { version } from '../../../package.json';
import { findRule } from '../../../server/index';
import type { Checked, Remedy, Report } from './checkText';
import { fingerprints } from './fingerprint';
import type { Range } from './lines';
import { type Outcome, type View, shown } from './outcome';
import { levels, sarifRule } from './sarifRule';

/**
 * SARIF 2.1.0 (OASIS), as code scanning services read it. Paths stand below `%SRCROOT%`, which says nothing about this
 * machine; regions count from 1, in UTF-16 code units.
 */
export function sarifReport({ files, unreadable }: Outcome, view: View): string {
  const visible = files.map((file) => ({ ...file, visible: shown(file.reports, view) }));
  const ids = [...new Set(visible.flatMap((file) => file.visible.map(({ rule }) => rule)))].sort();
  const indexes = new Map(ids.map((id, index) => [id, index]));
  const run = {
    tool: {
      driver: {
        name: 'taskdef',
        version,
        semanticVersion: version,
        informationUri: 'https://github.com/taskdef/taskdef',
        rules: ids.map(described),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the checked sources.' } } },
    artifacts: files.map(({ path }) => ({ location: artifactLocation(path, view), roles: ['analysisTarget'] })),
    invocations: [
      {
        executionSuccessful: unreadable.length === 0,
        toolExecutionNotifications: [
          ...unreadable.map(({ path, reason }) => notification('error', reason, path, view)),
          ...files
            .filter(({ recognised }) => !recognised)
            .map(({ path }) => notification('note', 'Not a task definition, so it was not checked.', path, view)),
        ],
      },
    ],
    results: visible.flatMap((file) => resultsOf(file, view, indexes)),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** Findings about the configuration have no rule of the catalogue behind them. */
function described(id: string): object {
  const rule = findRule(id);
  return rule ? sarifRule(rule) : { id };
}

function resultsOf(
  { path, reports, visible }: Checked & { readonly visible: readonly Report[] },
  view: View,
  indexes: ReadonlyMap<string, number>,
) {
  const location = artifactLocation(path, view);
  const prints = fingerprints(reports);
  return visible.map((report) => ({
    ruleId: report.rule,
    ruleIndex: indexes.get(report.rule),
    level: levels[report.severity],
    message: { text: literal(report.message) },
    locations: [
      {
        physicalLocation: { artifactLocation: location, region: regionOf(report.range) },
        ...(report.pointer !== '' && { logicalLocations: [{ fullyQualifiedName: report.place, kind: 'member' }] }),
      },
    ],
    partialFingerprints: { 'taskdef/v1': prints.get(report) },
    ...(report.remedies.length > 0 && { fixes: report.remedies.map((remedy) => fixOf(remedy, location)) }),
  }));
}

const fixOf = ({ title, range, newText }: Remedy, artifact: object) => ({
  description: { text: literal(title) },
  artifactChanges: [
    {
      artifactLocation: artifact,
      replacements: [{ deletedRegion: regionOf(range), ...(newText !== '' && { insertedContent: { text: newText } }) }],
    },
  ],
});

const notification = (level: string, text: string, path: string, view: View) => ({
  level,
  message: { text: literal(text) },
  locations: [{ physicalLocation: { artifactLocation: artifactLocation(path, view) } }],
});

const regionOf = ({ start, end }: Range) => ({
  startLine: start.line + 1,
  startColumn: start.character + 1,
  endLine: end.line + 1,
  endColumn: end.character + 1,
});

function artifactLocation(path: string, view: View) {
  const file = view.located(path);
  if (/^(?:\/|[a-z]:)/i.test(file)) return { uri: pathToFileURL(file).href };
  const uri = file
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return { uri, uriBaseId: '%SRCROOT%' };
}

/** What a message would take for a placeholder or a link is text of the file: it must stay text (SARIF §3.11.5, §3.11.6). */
const literal = (text: string): string =>
  text.replaceAll(/\{(\d+)\}/g, '{{$1}}').replaceAll(/\[(?=[^\]]*\]\()/g, '\\[');
