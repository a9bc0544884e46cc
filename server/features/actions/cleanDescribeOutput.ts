import { CodeActionKind } from 'vscode-languageserver-types';
import { cleanDescribeOutput, isDescribeOutput } from '../../document/describeOutput';
import { type ActionProvider, actionOf } from './action';

/** Turns the output of `describe-task-definition` into what can be registered again. */
export const cleaning: ActionProvider = {
  kind: CodeActionKind.RefactorRewrite,
  offer: ({ source }) =>
    isDescribeOutput(source.document)
      ? actionOf(source, 'Clean describe output', CodeActionKind.RefactorRewrite, cleanDescribeOutput(source.document))
      : [],
};
