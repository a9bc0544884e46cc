/**
 * The structure of a cluster query expression: brackets, known subjects, known operators, an operand for each. What the
 * operands mean is not judged. Source: Cluster query language in the ECS Developer Guide.
 */

const subject =
  /^(?:agentConnected|agentVersion|ec2InstanceId|registeredAt|runningTasksCount|task:group|attribute:[\w.\-/]+)/;
const comparison = /^(?:==|!=|>=|<=|>|<|(?:equals|not_equals|greater_than(?:_equal)?|less_than(?:_equal)?)\b)/;
const pattern = /^(?:=~|!~|(?:matches|not_matches)\b)/;
const existence = /^(?:exists|!exists|not_exists)\b/;
const membership = /^(?:in|!in|not_in)\b/;
const join = /^(?:&&|\|\||(?:and|or)\b)/;
const negation = /^(?:!|not\b)/;

/** What is wrong with an expression, as the end of a sentence; undefined when nothing is. */
export function expressionFault(text: string): string | undefined {
  if ((text.match(/\(/g)?.length ?? 0) > many) return undefined;
  const reader = new Reader(text);
  const fault = orJoined(reader);
  return fault ?? (reader.isAtEnd ? undefined : `"${reader.rest}" is more than it should end with`);
}

/** More brackets than anybody writes, and than a reading in depth should follow. */
const many = 100;

class Reader {
  #at = 0;
  constructor(readonly text: string) {
    this.skipBlanks();
  }

  get rest(): string {
    return this.text.slice(this.#at);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.text.length;
  }

  /** Reads what the form matches here, and the blanks behind it. */
  take(form: RegExp): string | undefined {
    const found = form.exec(this.rest)?.[0];
    if (found === undefined) return undefined;
    this.#at += found.length;
    this.skipBlanks();
    return found;
  }

  skipBlanks(): void {
    while (/\s/.test(this.text[this.#at] ?? '')) this.#at++;
  }
}

function orJoined(reader: Reader): string | undefined {
  do {
    const fault = term(reader);
    if (fault) return fault;
  } while (reader.take(join));
  return undefined;
}

function term(reader: Reader): string | undefined {
  while (reader.take(negation));
  if (reader.take(/^\(/)) {
    const fault = orJoined(reader);
    return fault ?? (reader.take(/^\)/) ? undefined : 'a bracket is not closed');
  }
  const name = reader.take(subject);
  if (name === undefined) {
    return reader.isAtEnd
      ? 'something is missing at its end'
      : `"${firstWord(reader)}" is nothing that can be asked for`;
  }
  return condition(reader, name);
}

function condition(reader: Reader, name: string): string | undefined {
  if (reader.take(existence)) return undefined;
  if (reader.take(membership))
    return reader.take(/^\[[^\]]*\]|^\([^)]*\)/) ? undefined : `a list such as [a, b] has to follow`;
  if (reader.take(pattern)) return reader.take(/^[^\s]+/) ? undefined : `"${name}" is compared with nothing`;
  if (reader.take(comparison))
    return reader.take(/^"[^"]*"|^'[^']*'|^[^\s()&|]+/) ? undefined : `"${name}" is compared with nothing`;
  // A bare attribute or agentConnected asks whether it is there.
  return reader.isAtEnd || /^(?:\)|&&|\|\||(?:and|or)\b)/.test(reader.rest)
    ? undefined
    : `"${firstWord(reader)}" is no way to compare`;
}

const firstWord = (reader: Reader): string => /^\S+/.exec(reader.rest)?.[0] ?? '';
