import type { Path } from './pointer';

/**
 * Text that a deployment tool replaces before AWS sees it. What it will hold cannot be known here, so rules
 * about a value's format are silent for it. Forms: the census in rules.md §0 and rulings 25 and 34.
 * None reads past where another of its kind may begin, so that a text in which none ends is read in linear time.
 */
const forms: readonly RegExp[] = [
  /\$\{[^$}]*\}/, // ${NAME}
  /\{\{(?!\.[A-Za-z])[^{}]*\}\}/, // {{ name }}, but not {{.Name}}, which is a Docker log tag
  /\{\{\.[A-Za-z]\w*\}\}(?=[/:@])/, // {{.Name}} in front of a tag or path is a template all the same
  /<[A-Z][A-Z0-9_ -]*>/, // <IMAGE1_NAME>
  /[.:/@-]<[a-z][a-z0-9_-]*>|<[a-z][a-z0-9_-]*>[.:/@]/, // ecr.<region>.amazonaws.com
  /\$\$\$\w+\$\$\$/, // $$$NAME$$$
  /\$[A-Z_][A-Z0-9_]*/, // $NAME
  /%\w{2,}%/, // %NAME%
  /%\{[^%}]*\}/, // %{if x}
  /<%[^%]*%>/, // <%= name %>
  /\{%[^%]*%\}/, // {% if x %}
  /\(\([\w./-]+\)\)/, // ((name))
  /#[A-Z_]\w*#/, // #NAME#
  /#\{[^{}#]*\}/, // #{NAME} of Octopus, #{NAME}# of Azure DevOps
  /\$\((?!ecs_|tag\b|uuid\b)[A-Za-z][\w.-]*\)/, // $(NAME); FireLens outputs fill in $(ecs_task_id) themselves
  /(?:^|\W)__(?!(?:main|init|name|file)__)[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*__(?!\w)/, // __NAME__, but not Python's own
  /~[A-Za-z][\w.-]*~/, // ~NAME~
  /@@[A-Za-z][\w.-]*@@/, // @@NAME@@
  /(?:^|[\s/:.-])@[A-Za-z][\w.-]*@(?=$|[\s/:.-])/, // @NAME@, but not the password in user:p@ss@host
  /(?:^|[^A-Za-z0-9])YOUR[_-]\w/i,
  /(?:^|[^A-Za-z0-9])REPLACE(?:_ME)?(?:[_-]\w|$)/,
  /\w_PLACEHOLDER\b/,
  /^PLACEHOLDER$/,
];

/** Shell variables live in commands, so only forms no shell knows count there (ruling 25). */
const formsInCommand: readonly RegExp[] = [/\{\{(?!\.[A-Za-z])[^{}]*\}\}/, /<[A-Z][A-Z0-9_]*>/, /\$\$\$\w+\$\$\$/];

/** No form goes without one of these; most texts have none, and are done with one look. */
const hint = /[$%<({#~@]|__|your|replace|placeholder/i;

/** Whether the text may hold a placeholder; where it stands decides. */
export const mayHoldPlaceholder = (text: string): boolean => hint.test(text);

/** Whether the text holds a placeholder. `inCommand` is for `command`, `entryPoint`, `healthCheck.command` and the like. */
export function hasPlaceholder(text: string, options: { readonly inCommand?: boolean } = {}): boolean {
  return mayHoldPlaceholder(text) && (options.inCommand ? formsInCommand : forms).some((form) => form.test(text));
}

/**
 * Whether the text of a member holds a placeholder, by where it stands (ruling 25): what a shell or a log driver fills
 * in is none. A text that is nothing but `${NAME}` may stand for anything, even in a command.
 */
export function isPlaceholderAt(text: string, place: { readonly path: Path }): boolean {
  if (!mayHoldPlaceholder(text) || isFilledLater(place.path)) return false;
  if (goTemplate.test(text) && !place.path.some((part) => dockerTemplates.has(part))) return true;
  if (formatField.test(text) && !mayHoldBraces(place.path)) return true;
  return hasPlaceholder(text, { inCommand: isInCommand(place.path) });
}

/** `{name}`, as Python's `format` and C# fill it in. Where programs read the text it may as well be a route or a shell's. */
const formatField = /\{[A-Za-z_]\w*\}/;

const mayHoldBraces = (path: Path): boolean =>
  path.some((part) => dockerTemplates.has(part)) ||
  (path.at(-2) === 'options' && !String(path.at(-1)).startsWith('awslogs-'));

/** `{{.Name}}` is a template of Docker where Docker, its log drivers or a program may read it; elsewhere one of Go. */
const goTemplate = /\{\{\.[A-Za-z][\w.]*\}\}/;
const dockerTemplates: ReadonlySet<unknown> = new Set([
  'command',
  'entryPoint',
  'environment',
  'driverOpts',
  'dockerLabels',
  'labels',
]);

/** Whether the value is (part of) a command line, where `$NAME` belongs to the shell. */
export const isInCommand = (path: Path): boolean => path.some((part) => part === 'command' || part === 'entryPoint');

/**
 * Texts that are filled in where the container runs: log options by the log driver (`{{.Name}}`, `%Y-%m-%d`, `$UUID`),
 * labels of Datadog by its agent (`%%host%%`).
 */
function isFilledLater(path: Path): boolean {
  const name = String(path.at(-1));
  if (path.at(-2) === 'dockerLabels') return name.startsWith('com.datadoghq.');
  return (
    path.at(-2) === 'options' &&
    /^(?:tag|labels(?:-regex)?|env(?:-regex)?|awslogs-datetime-format|awslogs-multiline-pattern|s3_key_format)$/.test(
      name,
    )
  );
}
