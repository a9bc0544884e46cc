import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc, { type Arbitrary } from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type CodeAction,
  type CodeLens,
  type CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  type DocumentLink,
  type DocumentSymbol,
  type Hover,
  type InlayHint,
  MarkupContent,
} from 'vscode-languageserver-types';
import { resolveCompletion } from '../../server/features/completion/completion';
import { rename } from '../../server/features/rename';
import type { Source } from '../../server/features/source';
import { languageId, readSource } from '../../server/lsp/documents';
import { budget } from './lib/budget';
import { aboutDocument, atPlace } from './lib/features';
import { assertPlain, assertTame } from './lib/prose';
import { allRules } from './lib/reading';

/** What a person would not like to see come alive. */
const attacks = [
  '[x](command:workbench.action.terminal.new)',
  '![](https://evil.example/x.png)',
  '<img src=https://evil.example/x.png>',
  '<a href="command:evil">x</a>',
  'https://evil.example/',
  'www.evil.example',
  '<https://evil.example>',
  '[x]: https://evil.example',
  '`](command:x)`',
  '```',
  '``[x](command:a)``',
  '**bold** _it_ ~~gone~~',
  '$(trash) \\$(x)',
  '&lt;img&gt;&#91;x&#93;',
  '\n# title\n\n- list\n',
  '\r\n[x](command:a)\r\n',
  '\u2028[x](command:a)',
  '\u202Eevil\u202C',
  '\u0000\u001b[31mred\u001b[0m\u0007',
  '|a|b|\n|-|-|',
  '${1:x}$TM_FILENAME}',
  '\\',
  'x'.repeat(3000),
];

const hostile: Arbitrary<string> = fc
  .array(
    fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...attacks) }, fc.constantFrom('web', ':', '/', '@', ' ', '"')),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((parts) => parts.join(''));

/** A definition in which every name and text is hostile, and refers to the others. */
function definitionOf(a: string, b: string, c: string): string {
  const definition = {
    family: a,
    [b]: c,
    cpu: c,
    memory: b,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE', a],
    executionRoleArn: b,
    taskRoleArn: `arn:aws:iam::123456789012:role/${c}`,
    volumes: [
      { name: a, host: { sourcePath: c } },
      { name: a, efsVolumeConfiguration: { fileSystemId: b } },
    ],
    containerDefinitions: [
      {
        name: a,
        image: b,
        cpu: 256,
        [a]: b,
        command: [a, b],
        links: [`${b}:${c}`],
        environment: [
          { name: b, value: c },
          { name: b, value: a },
        ],
        secrets: [
          { name: b, valueFrom: c },
          { name: c, valueFrom: `arn:aws:ssm:eu-west-1:123456789012:parameter/${a}` },
        ],
        portMappings: [
          { name: a, containerPort: 80, hostPort: 81, protocol: c },
          { name: a, containerPort: 80 },
        ],
        mountPoints: [
          { sourceVolume: a, containerPath: b },
          { sourceVolume: c, containerPath: b },
        ],
        dependsOn: [
          { containerName: b, condition: 'HEALTHY' },
          { containerName: c, condition: a },
        ],
        logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': a, [b]: c } },
        healthCheck: { command: [a, b], interval: 9999 },
        ulimits: [{ name: c, softLimit: 9, hardLimit: 1 }],
        dockerLabels: { [a]: b },
      },
      { name: a, image: `nginx:${c}`, user: c, linuxParameters: { capabilities: { add: [b, 'SYS_PTRACE'] } } },
      { name: b, image: `quay.io/${a}`, logConfiguration: { logDriver: c }, volumesFrom: [{ sourceContainer: a }] },
    ],
    placementConstraints: [{ type: a, expression: b }],
    proxyConfiguration: { type: b, containerName: c, properties: [{ name: a, value: b }] },
    tags: [
      { key: a, value: c },
      { key: a, value: c },
    ],
  };
  return JSON.stringify(definition, undefined, 1);
}

const ask = <T>(name: string, source: Source, offset = 0): T => {
  const feature = atPlace[name] ?? aboutDocument[name];
  assert.ok(feature, name);
  return feature(source, source.text.positionAt(offset), allRules) as T;
};

const linkHosts =
  /^(?:hub\.docker\.com|gallery\.ecr\.aws|quay\.io|ghcr\.io|gcr\.io|mcr\.microsoft\.com|(?:[a-z0-9-]+\.)?console\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com))$/;

function examineDocument(source: Source): void {
  for (const { message, relatedInformation = [] } of ask<Diagnostic[]>('diagnostics', source))
    for (const text of [message, ...relatedInformation.map((related) => related.message)]) {
      assert.ok(typeof text === 'string', 'no Markdown');
      assertPlain(text);
    }
  const symbols = (all: readonly DocumentSymbol[]): void => {
    for (const { name, detail = '', children = [] } of all) {
      assertPlain(name);
      assertPlain(detail);
      symbols(children);
    }
  };
  symbols(ask<DocumentSymbol[]>('documentSymbols', source));
  for (const { label, tooltip } of ask<InlayHint[]>('inlayHints', source)) {
    for (const part of typeof label === 'string' ? [label] : label.map(({ value }) => value)) assertPlain(part);
    if (MarkupContent.is(tooltip)) assertTame(tooltip.value);
  }
  for (const { command } of ask<CodeLens[]>('codeLenses', source)) {
    assertPlain(command?.title ?? '');
    assert.match(command?.command ?? 'taskdef.', /^taskdef\./);
  }
  for (const { target = '', tooltip = '' } of ask<DocumentLink[]>('documentLinks', source)) {
    assert.equal(new URL(target).protocol, 'https:');
    assert.match(new URL(target).hostname, linkHosts);
    assert.doesNotMatch(target, /[^!-~]/);
    assertPlain(tooltip);
  }
}

function examinePlace(source: Source, offset: number): void {
  const shown = ask<Hover | undefined>('hover', source, offset);
  if (shown) assertTame((shown.contents as MarkupContent).value);
  for (const { title, command } of ask<CodeAction[]>('codeActions', source, offset)) {
    assertPlain(title);
    assert.equal(command, undefined);
  }
  const answer = rename(source, source.text.positionAt(offset), 'a b\n`[x](command:y)`');
  if ('refusal' in answer) assertPlain(answer.refusal);
}

function examineCompletion(source: Source, offset: number): void {
  for (const item of ask<CompletionItem[]>('completion', source, offset)) {
    const { label, detail = '', documentation, command, kind, textEdit } = resolveCompletion(item);
    assertPlain(label);
    assertPlain(detail);
    if (MarkupContent.is(documentation)) assertTame(documentation.value);
    assert.equal(command, undefined);
    if (kind === CompletionItemKind.Reference)
      assert.doesNotMatch(textEdit?.newText.replaceAll(/\\[\\$}]/g, '') ?? '', /\$/, 'a name is no snippet');
  }
}

const open = (text: string): Source =>
  readSource(TextDocument.create('file:///hostile/task-definition.json', languageId, 1, text));

describe('nothing in a document comes alive', () => {
  test('hostile words everywhere, looked at everywhere', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (a, b, c) => {
        const source = open(definitionOf(a, b, c));
        examineDocument(source);
        const { text } = source.document;
        for (const { index } of text.matchAll(/[^\s{}[\],:]"|"(?=[^\s:,\]}])/g)) {
          if (index % 13 === 0) examinePlace(source, index + 1);
          if (index % 17 === 0) examineCompletion(source, index + 1);
        }
      }),
      budget(150),
    );
  });

  test('the examination finds what is alive', () => {
    for (const text of ['[x](command:a)', '<b>x</b>', '![](https://evil.example)', 'see https://evil.example', '# x'])
      assert.throws(() => assertTame(text), text);
    assertTame('`[x](command:a)` and \\[x\\](y), [AWS documentation](https://docs.aws.amazon.com/x)');
    for (const text of ['a\nb', '\u001b[31m', '\u202e', 'x'.repeat(9999)]) assert.throws(() => assertPlain(text), text);
  });
});
