import { hasPlaceholder } from '../../document/placeholder';

/** Guesses whether a text is a credential that belongs into a secret (rules.md §6.3). Never repeats the text. */

const names =
  /PASSWORD(?!LESS)|PASSWD|PASSPHRASE|SECRET|(^|_)(PWD|TOKENS?|API_?KEYS?|ACCESS_KEYS?|PRIVATE_KEYS?|CREDENTIALS?|AUTH_KEYS?|ENCRYPTION_KEYS?|SIGNING_KEYS?|CONNECTION_STRINGS?)(_|$)/;

/** What a name is about, when it ends with a word that says so: a file, an address, a time, a number, a place, a way. */
const harmlessEndings =
  /_(FILE|PATH|DIR|ARN|NAME|ID|REF|REFERENCE|URL|URI|ENDPOINT|DOMAIN|HOST|PORT|SERVICE|SERVER|ADDRESS|REGION|NAMESPACE|REALM|USER|USERNAME|EMAIL|TTL|EXPIRY|EXPIRES|EXPIRES_IN|EXPIRATION|LIFETIME|VALIDITY|DURATION|TIMEOUT|INTERVAL|WINDOW|AGE|LEEWAY|DAYS|HOURS|MINUTES|MINS|SECONDS|SECS|MILLIS|MS|LENGTH|SIZE|COUNT|CAPACITY|LIMIT|RATE|RETRIES|ROUNDS?|STORE|STORAGE|TABLE|BUCKET|QUEUE|TOPIC|STREAM|CACHE|DATABASE|DB|LOCATION|COOKIE|HEADER|FIELD|PARAM|PARAMETER|CLAIMS?|SCOPE|ENABLED?|DISABLED?|REQUIRED|ALGORITHM|HASHER|ENCODING|FORMAT|PATTERN|REGEX|METHOD|STRATEGY|SCHEME|POLICY|ROTATION|TYPE|KIND|CLASS|MODE|LEVEL|PREFIX|SUFFIX|KEY_PREFIX|ISSUER|AUDIENCE|PROVIDER|BACKEND|ENGINE|DRIVER|MANAGER|ROLE|GROUP|VERSION|STATUS)$/;

const harmlessNames = /_MIN|_MAX|PUBLIC_KEY|TOKENIZER|MAX_TOKENS|^(OLD)?PWD$/;

const hint = /pass|pwd|secret|token|key|credential|connection/i;

/** No name of a credential goes without such a hint; most names have none, and are done with one look. */
export const mayNameCredential = (name: string): boolean => hint.test(name);

/** Whether the name of a variable says that its value is a credential. */
export function namesCredential(name: string): boolean {
  if (!mayNameCredential(name)) return false;
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[-.]/g, '_')
    .toUpperCase();
  if (!names.test(words) || harmlessNames.test(words)) return false;
  return !harmlessEndings.test(words) || /ACCESS_KEY_ID$/.test(words);
}

const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS access key'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/(?:^|[^\w-])eyJ[\w-]+\.[\w-]+\.[\w-]/, 'a JSON Web Token'],
  [/[a-z0-9+.-]:\/\/[^\s:/@<>${}]+:[^\s:/@<>${}]+@[^\s/]/i, 'a URL with a password'],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}/, 'a GitHub token'],
  [/\bgithub_pat_\w{20,}/, 'a GitHub token'],
  [/\bxox[abprs]-[\w-]{10,}/, 'a Slack token'],
  [/\bsk_live_\w{10,}/, 'a Stripe key'],
  [/\bAIza[\w-]{35}/, 'a Google API key'],
];

const mark = /:\/\/|AKIA|ASIA|PRIVATE KEY|eyJ|gh[pousr]_|github_pat_|xox|sk_live_|AIza/;

/** No such form goes without one of these marks; most texts have none. */
export const mayHoldCredential = (text: string): boolean => mark.test(text);

/** What kind of credential a text holds by its form, whatever its name. */
export const credentialIn = (text: string): string | undefined =>
  mayHoldCredential(text) ? patterns.find(([form]) => form.test(text))?.[1] : undefined;

const dummy =
  /^(change[-_ ]?(me|it|this)|replace[-_ ]?(me|it|this)|secrets?|password|passw0rd|pass|example|sample|test(ing)?|dummy|fake|local|dev|admin|root|x{3,}|\*+|todo|tbd|none|null|undefined|n\/a)$/i;
const reference = /^(arn:|ssm:|secretsmanager:|vault:|aws-?sm:|op:\/\/|file:|\/|[A-Za-z]:\\|env:)/i;

/** How sure one can be that the value of a variable with such a name is a credential; undefined when it is none. */
export function plainTextValue(value: string): 'likely' | 'maybe' | undefined {
  const text = value.trim();
  if (text === '' || /^(true|false|yes|no|\d{1,5})$/i.test(text)) return undefined;
  if (hasPlaceholder(text) || /<[^<>]*>|\$\w/.test(text) || reference.test(text)) return undefined;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return undefined; // a URL is judged by its form
  return dummy.test(text) || /^[A-Za-z]{1,8}$/.test(text) ? 'maybe' : 'likely';
}
