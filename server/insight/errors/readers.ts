import type { Complaint } from './parameters';

/**
 * What is said by those that read the file before anybody looks at its members: parsers of JSON (of the AWS CLI, of
 * actions for GitHub, of Terraform), Terraform's own types, and the part of the service that reads requests.
 */
export function readersComplaintIn(text: string): Complaint | undefined {
  const field = /cannot unmarshal \w{1,20} into Go struct field (?:\w{1,60}\.){1,6}(\w{1,60}) of type (\S{1,80})/.exec(
    text,
  );
  if (field) return { path: [lowerFirst(field[1]!)], rules: ofGoType(field[2]!) };
  if (/cannot unmarshal \w{1,20} into Go value of type \[\]/.test(text))
    return { path: [], rules: [...lists, 'root-not-object'] };
  if (wordsOfParsers.test(text) && !/ResourceInitializationError|from asm/.test(text))
    return { path: [], rules: ['json-syntax'] };
  const rules = ofService.find(([form]) => form.test(text))?.[1];
  return rules && { path: [], rules };
}

const wordsOfParsers =
  /Invalid JSON|contains an invalid JSON|is not valid JSON|Unexpected (?:token|end of JSON|string in JSON|number in JSON)|Expecting (?:value|property name|',' delimiter|':' delimiter)|JSON at position \d|Unterminated string (?:starting at|in JSON)|Extra data: line|invalid character '[^']{1,8}' (?:looking for|after)/;

const texts = ['string-expected', 'task-size-not-string', 'map-value-not-string'];
const lists = ['array-expected'];

const ofGoType = (type: string): readonly string[] =>
  type.startsWith('[]')
    ? lists
    : /^\*?u?int\d*$/.test(type)
      ? ['integer-expected']
      : /^\*?string$/.test(type)
        ? texts
        : /^\*?bool$/.test(type)
          ? ['boolean-expected']
          : ['object-expected'];

/** The words of SerializationException, and the rules that find what it was about. */
const ofService: readonly (readonly [RegExp, readonly string[]])[] = [
  [/can ?not be converted to (?:an? )?(?:Integer|Long|Double|Float)/i, ['integer-expected']],
  [/can ?not be converted to (?:an? )?String/i, texts],
  [/can ?not be converted to (?:an? )?Boolean/i, ['boolean-expected']],
  [/Start of structure or map found where not expected/i, [...lists, ...texts, 'integer-expected']],
  [/Start of list found where not expected/i, ['object-expected', ...texts, 'integer-expected']],
  [
    /Unrecognized collection type .{0,200}RegisterTaskDefinitionRequest/i,
    ['root-is-container-array', 'root-not-object'],
  ],
  [/Expected list or null|Unrecognized collection type/i, lists],
  [/Expected (?:map|structure) or null|Expected null/i, ['object-expected']],
];

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
