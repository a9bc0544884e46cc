import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** A type as it is written in a declaration file, without `undefined`. */
export type DeclaredType =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'map' | 'other' }
  | { readonly kind: 'list'; readonly of: DeclaredType }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'named'; readonly name: string };

export interface DeclaredMember {
  readonly type: DeclaredType;
  readonly isOptional: boolean;
}

export interface Declarations {
  /** Members by the name of their interface. */
  readonly interfaces: ReadonlyMap<string, ReadonlyMap<string, DeclaredMember>>;
  /** Words by the name of their type alias or constant object, sorted. */
  readonly words: ReadonlyMap<string, readonly string[]>;
}

/** Reads the interfaces and word lists that TypeScript files declare. */
export function declarationsIn(files: readonly string[]): Declarations {
  const interfaces = new Map<string, ReadonlyMap<string, DeclaredMember>>();
  const words = new Map<string, readonly string[]>();
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    source.forEachChild((node) => {
      if (ts.isInterfaceDeclaration(node)) interfaces.set(node.name.text, membersOf(node));
      else if (ts.isTypeAliasDeclaration(node)) {
        const type = typeOf(node.type);
        if (type.kind === 'words') words.set(node.name.text, type.words);
      } else if (ts.isVariableStatement(node)) {
        for (const { name, type } of node.declarationList.declarations) {
          if (type && ts.isTypeLiteralNode(type)) words.set(name.getText(), valuesOf(type));
        }
      }
    });
  }
  return { interfaces, words };
}

const membersOf = (node: ts.InterfaceDeclaration): ReadonlyMap<string, DeclaredMember> =>
  new Map(
    node.members.filter(ts.isPropertySignature).map((member) => {
      const parts = member.type && ts.isUnionTypeNode(member.type) ? member.type.types : [member.type];
      const mayBeUndefined = parts.some((part) => part?.kind === ts.SyntaxKind.UndefinedKeyword);
      // The SDK writes `name: string | undefined` for a member that the API insists on, and `name?:` for others.
      const isOptional = member.questionToken !== undefined;
      return [member.name.getText(), { type: typeOf(member.type, mayBeUndefined), isOptional }];
    }),
  );

function typeOf(node: ts.TypeNode | undefined, mayBeUndefined = false): DeclaredType {
  if (!node) return { kind: 'other' };
  if (ts.isParenthesizedTypeNode(node)) return typeOf(node.type);
  if (ts.isUnionTypeNode(node)) {
    const parts = node.types.filter(({ kind }) => !mayBeUndefined || kind !== ts.SyntaxKind.UndefinedKeyword);
    return parts.length === 1 ? typeOf(parts[0]) : wordsOf(parts);
  }
  if (ts.isLiteralTypeNode(node)) return wordsOf([node]);
  if (ts.isArrayTypeNode(node)) return { kind: 'list', of: typeOf(node.elementType) };
  if (ts.isTypeReferenceNode(node)) {
    const name = node.typeName.getText();
    return name === 'Record' ? { kind: 'map' } : { kind: 'named', name };
  }
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { kind: 'string' };
    case ts.SyntaxKind.NumberKeyword:
      return { kind: 'number' };
    case ts.SyntaxKind.BooleanKeyword:
      return { kind: 'boolean' };
    default:
      return { kind: 'other' };
  }
}

function wordsOf(parts: readonly ts.TypeNode[]): DeclaredType {
  const words = parts.map((part) =>
    ts.isLiteralTypeNode(part) && ts.isStringLiteral(part.literal) ? part.literal.text : undefined,
  );
  return words.every((word) => word !== undefined) ? { kind: 'words', words: words.toSorted() } : { kind: 'other' };
}

/** The values of `{ readonly A: "a"; … }`, as the SDK declares its enums. */
const valuesOf = (type: ts.TypeLiteralNode): readonly string[] =>
  type.members
    .filter(ts.isPropertySignature)
    .map((member) => typeOf(member.type))
    .flatMap((value) => (value.kind === 'words' ? value.words : []))
    .toSorted();
