import type { Node } from 'jsonc-parser';
import { Field } from '../../document/field';
import { type TextRule, defineRule } from '../define';
import { inContainer } from '../example';
import { source } from '../sources';

/** Tools that fill these in read them where they stand, so a file that holds them is complete as it is. */
const isRenderedByDeployment = (text: string): boolean =>
  /^<IMAGE\d*_NAME>$/.test(text) || /^\(\([\w./-]+\)\)$/.test(text);

export const unresolvedPlaceholder = defineRule<TextRule>({
  id: 'unresolved-placeholder',
  group: 'json',
  severity: 'info',
  summary: 'A placeholder: what will stand here is not known, so nothing is said about it',
  why: 'The file is a template. Values that are put in later are not checked; check the rendered file before registering.',
  source: source(
    'CodeDeploy and CodePipeline documentation, image placeholders',
    'https://docs.aws.amazon.com/codepipeline/latest/userguide/file-reference.html',
  ),
  good: [
    inContainer('"command":["sh","-c","echo $HOME ${PATH}"]'),
    inContainer('"hostname":"plain"'),
    inContainer('"dockerLabels":{"com.datadoghq.ad.instances":"[{\\"host\\":\\"%%host%%\\"}]"}'),
    '{"family":"app","containerDefinitions":[{"name":"web","image":"<IMAGE1_NAME>","memory":512}]}',
  ],
  examples: [
    { bad: inContainer('"hostname":«"${HOST}"»') },
    { bad: inContainer('"cpu":«{{ cpu }}»,"essential":true') },
    { bad: '{"family":"app",«{{#if big}}»"cpu":"1024",{{else}}"cpu":"256",{{/if}}"memory":"2048"}' },
  ],
  *checkText(document) {
    for (const problem of document.problems) {
      if (problem.code === 'Template') yield { at: { pointer: '', span: problem }, message: template };
    }
    const { root } = document;
    if (!root || document.gaps.length > 0) return; // the whole file is a template, which is said once
    for (const node of root.nodesOf('string').filter(isUnknown)) yield { at: Field.of(node).value };
  },
});

const isUnknown = (node: Node): boolean => Field.isUnknown(node) && !isRenderedByDeployment(node.value as string);

const template = 'This file is a template; what depends on it is checked only once it is rendered';
