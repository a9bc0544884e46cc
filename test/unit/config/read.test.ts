import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readConfiguration } from '../../../server/config/read';
import { applyChanges } from '../../../server/document/change';
import { mark, marked } from '../../support/markers';

const read = (text: string) => readConfiguration(text, '/project/.taskdefrc.json');

/** Text as the editor underlines it, what is said, and the text after the first fix. */
const faults: readonly (readonly [string, RegExp, string?])[] = [
  ['{ «"rulez"»: {} }', /member "rulez" is not known. Did you mean "rules"\?/, '{ "rules": {} }'],
  ['{ «"anything"»: 1 }', /member "anything" is not known$/],
  [
    '{ "rules": { «"image-latest-tags"»: "off" } }',
    /rule "image-latest-tags" is not known. Did you mean "image-latest-tag"\?/,
    '{ "rules": { "image-latest-tag": "off" } }',
  ],
  ['{ "rules": { «"no-such-rule-at-all"»: "off" } }', /is not known$/],
  [
    '{ "groups": { «"securty"»: "error" } }',
    /group "securty" is not known. Did you mean "security"\?/,
    '{ "groups": { "security": "error" } }',
  ],
  ['{ "rules": { "privileged": «"warn"» } }', /^A severity is one of "error", "warning"/],
  ['{ "rules": { "privileged": «"errors"» } }', /Did you mean "error"/, '{ "rules": { "privileged": "error" } }'],
  ['{ "rules": { "privileged": «2» } }', /A severity is one of/],
  ['{ "rules": «["privileged"]» }', /Expected severities by name/],
  ['{ "launchType": «"FARGAT"» }', /Did you mean "FARGATE"/, '{ "launchType": "FARGATE" }'],
  ['{ "comments": «"yes"» }', /Expected true or false/],
  ['{ "files": [«"src/[ab].json"»] }', /Only \*, \*\*, \? and \{a,b\}/],
  ['{ "files": [«3»] }', /Expected a text/],
  ['{ "files": «{}» }', /Expected a text or a list of texts/],
  ['{ "overrides": [«{» "rules": {} }] }', /says with "files" what it is about/],
  ['{ "overrides": [{ "files": "a", «"extends"»: "strict" }] }', /member "extends" is not known/],
  ['{ "overrides": «{}» }', /Expected a list/],
  ['{ "placeholders": [«"*"»] }', /begin with something else/],
  ['{ "placeholders": [«"#*"»] }', /needs two characters/],
  ['{ "values": { "A": «[1]» } }', /Expected a text, a number, true or false/],
  ['«[]»', /a configuration: an object/],
  ['{ "rules": { } «"files"»: [] }', /^A comma is missing in front of this$/],
  ['{ "rules": «off» }', /^This is no JSON value; texts stand in double quotes$/],
  ['{ "rules": {} } «#»', /^JSON has no comments$/],
  ['{ "rules": {} } «{»}', /^The JSON is complete here, but the file goes on$/],
  ['«»', /The file is empty/],
];

describe('what is wrong with a configuration is said at its place', () => {
  for (const [source, says, fixed] of faults) {
    test(source, () => {
      const { text, spans } = marked(source.replaceAll('|', '\\|'));
      const { problems } = read(text);
      assert.equal(
        mark(
          text,
          problems.map(({ span }) => span),
        ),
        mark(text, spans),
      );
      assert.match(problems[0]?.message ?? '', says);
      const fix = problems[0]?.fixes[0];
      assert.equal(fix && applyChanges(text, fix.changes()), fixed);
    });
  }

  test('a configuration with every member draws nothing', () => {
    const { problems } = read(`{
      "$schema": "https://example.com/schema.json", // a comment, and a comma at the end
      "extends": ["strict", "./other.json"],
      "files": ["deploy/*.json", "**/*.{json,jsonc}"],
      "rules": { "privileged": "off", "image-docker-hub": "on" },
      "groups": { "iam": "hint", "opinion": "on" },
      "launchType": "FARGATE",
      "comments": true,
      "placeholders": ["@@*@@"],
      "values": { "IMAGE": "repo:tag", "CPU": 256, "ESSENTIAL": true },
      "overrides": [{ "files": "legacy/**", "rules": { "privileged": "warning" } }],
    }`);
    assert.deepEqual(problems, []);
  });

  test('what is right counts beside what is wrong', () => {
    const { rules } = read('{ "rules": { "no-such": "off", "privileged": "off", "user-root": "loud" } }');
    assert.deepEqual(rules, [['privileged', 'off']]);
  });
});
