import type { Node } from 'jsonc-parser';
import type { Document } from '../document/document';
import type { Field } from '../document/field';
import { plainObject } from '../document/plain';
import { pointerParts } from '../document/pointer';
import type { Violation } from '../rules/define';
import { rulesOf } from './constraints';
import { type SchemaError, type Validator, validateContainer, validateTask } from './generated/validator';
import { type SchemaNode, containerNode, taskNode } from './lookup';
import { isRefused } from './refused';
import { isExcused, isWhole } from './unknowns';

/**
 * Every constraint of the schema that the document breaks, with the rule that constraint belongs to. `null` counts as
 * absent, and what a placeholder or a syntax error leaves open is broken by nobody.
 */
export function validate(document: Document): Violation[] {
  const { form, root, task } = document;
  if (form === 'container-array') {
    const containers = root?.node.children?.map((_, index) => root.item(index)) ?? [];
    return containers.flatMap((item) => (item ? broken(document, item, validateContainer, containerNode) : []));
  }
  if (form === 'single-container') return root ? broken(document, root, validateContainer, containerNode) : [];
  return task?.root ? broken(document, task.root, validateTask, taskNode) : [];
}

function broken(document: Document, from: Field, validator: Validator, schema: SchemaNode): Violation[] {
  if (validator(judging(document.text)(from.node))) return [];
  return (validator.errors ?? []).slice(0, many).flatMap((error) => violations(document, from, schema, error));
}

/** A file with more mistakes than this is something else, and nobody reads on. */
const many = 500;

function violations(document: Document, from: Field, schema: SchemaNode, error: SchemaError): Violation[] {
  if (withinCombination.test(error.schemaPath)) return [];
  const { keyword, params } = error;
  const place = follow(from, schema, error.instancePath);
  if (!place) return [];
  const missing = params.missingProperty;
  const item = keyword === 'uniqueItems' ? Math.max(params.i ?? 0, params.j ?? 0) : undefined;
  const name = params.additionalProperty ?? params.propertyName;
  const field =
    name !== undefined ? place.field.member(name) : item !== undefined ? place.field.item(item) : place.field;
  if (!field || isExcused(document, place.field, keyword, missing) || isRefused(document.task, place, keyword))
    return [];
  return rulesOf(place.node, keyword, missing, place.field).map((rule) => ({
    rule,
    keyword,
    field,
    ...(missing !== undefined && { missing }),
    schema: place.node,
  }));
}

/** A choice and a test of names speak for themselves; what went wrong inside them is a detail. */
const withinCombination = /\/(?:anyOf|propertyNames)\/./;

function follow(field: Field, node: SchemaNode, pointer: string): { field: Field; node: SchemaNode } | undefined {
  let place: { field: Field; node: SchemaNode } | undefined = { field, node };
  for (const part of pointerParts(pointer)) {
    const isList: boolean = place.field.type === 'array';
    const next: Field | undefined = isList ? place.field.item(Number(part)) : place.field.member(part);
    const schema: SchemaNode | undefined = place.node.step(isList ? Number(part) : part);
    if (!next || !schema) return undefined;
    place = { field: next, node: schema };
  }
  return place;
}

/**
 * What the validator gets to see: `null` members left out (items stay, for the sake of the indexes), and numbers written
 * with a fraction or exponent as no number, since the AWS CLI takes `100.0` for a float.
 */
function judging(text: string): (node: Node) => unknown {
  const member = (value: Node): unknown => (value.type === 'null' ? undefined : judged(value));
  const judged = (node: Node): unknown => {
    switch (node.type) {
      case 'object':
        return plainObject(node, member);
      case 'array':
        return node.children?.map(judged) ?? [];
      case 'number':
        return isWhole({ text }, node) ? (node.value as unknown) : Number.NaN;
      default:
        return node.value as unknown;
    }
  };
  return judged;
}
