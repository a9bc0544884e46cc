import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-types';
import { lint } from '../lint/engine';
import type { Finding, LintOptions } from '../lint/finding';
import { type Source, rangeOf } from './source';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

/** Every finding as the editor shows it. */
export function diagnostics(source: Source, options: LintOptions): Diagnostic[] {
  return lint(source.document, options).map((finding) => toDiagnostic(source, finding));
}

/** The rule's id is the code, its page the link behind it. */
export function toDiagnostic(source: Source, finding: Finding): Diagnostic {
  const related = finding.related.map(({ span, message }) => ({
    location: { uri: source.text.uri, range: rangeOf(source, span) },
    message,
  }));
  return {
    range: rangeOf(source, finding.span),
    severity: severities[finding.severity],
    code: finding.rule,
    codeDescription: { href: finding.docs },
    source: 'ecs',
    message: finding.message,
    ...(finding.tag && { tags: [tags[finding.tag]] }),
    ...(related.length > 0 && { relatedInformation: related }),
  };
}
