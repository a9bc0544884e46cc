import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-types';
import type { Finding, LintOptions } from '../lint/finding';
import { findingsOf } from './findings';
import { plainText } from './plainText';
import { type Source, rangeOf } from './source';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

/** No list is read to its end that is longer than this. */
const maximumDiagnostics = 1000;

/** The findings as the editor shows them; of more than anybody can read, the first of the text. */
export function diagnostics(source: Source, options: LintOptions): Diagnostic[] {
  return findingsOf(source.checked, options)
    .slice(0, maximumDiagnostics)
    .map((finding) => toDiagnostic(source, finding));
}

const maximumRelated = 100;

/** The rule's id is the code, its page the link behind it. */
export function toDiagnostic(source: Pick<Source, 'text'>, finding: Finding): Diagnostic {
  const related = finding.related.slice(0, maximumRelated).map(({ span, message }) => ({
    location: { uri: source.text.uri, range: rangeOf(source, span) },
    message: plainText(message),
  }));
  return {
    range: rangeOf(source, finding.span),
    severity: severities[finding.severity],
    code: finding.rule,
    codeDescription: { href: finding.docs },
    source: 'ecs',
    message: plainText(finding.message),
    ...(finding.tag && { tags: [tags[finding.tag]] }),
    ...(related.length > 0 && { relatedInformation: related }),
  };
}
