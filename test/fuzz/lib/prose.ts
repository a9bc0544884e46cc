import assert from 'node:assert/strict';
import { type Token, marked, walkTokens } from 'marked';

/** Hosts our own words link to. Whatever a document names, no link of ours leads elsewhere. */
const ownHosts = /^(?:docs\.aws\.amazon\.com|aws\.amazon\.com|github\.com|docs\.docker\.com)$/;

/** Fails when Markdown that an editor would draw does more than show text, or leads where no page of ours is. */
export function assertTame(markdown: string): void {
  const refuse = (what: string): never => assert.fail(`${what} in ${JSON.stringify(markdown)}`);
  void walkTokens(marked.lexer(markdown), (token: Token) => {
    if (token.type === 'html') refuse('HTML');
    if (token.type === 'image') refuse('a picture');
    if (token.type === 'def' || token.type === 'heading' || token.type === 'table') refuse(token.type);
    if (token.type !== 'link') return;
    const { href } = token as { readonly href: string };
    if (!URL.canParse(href) || new URL(href).protocol !== 'https:' || !ownHosts.test(new URL(href).hostname))
      refuse(`a link to ${href}`);
  });
}

/** What a text field or a terminal would obey instead of showing it: line ends, escapes, and turns of direction. */
const obeyed = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Fails when a plain text would do anything but be shown, or is longer than anybody reads. */
export function assertPlain(text: string): void {
  assert.ok(!obeyed.test(text), `a character that is obeyed in ${JSON.stringify(text)}`);
  assert.ok(text.length <= 2000, `${text.length} characters`);
}
