import { type ShapeRule, defineRule } from '../define';
import { inContainer } from '../example';
import { fillIn, missingMember } from '../missing';
import { api } from '../sources';

const check = (command: string): string => inContainer(`"healthCheck":{"command":${command}}`);
const example = ['CMD-SHELL', 'curl -f http://localhost/ || exit 1'];

export const healthCheckCommandEmpty = defineRule<ShapeRule>({
  id: 'health-check-command-empty',
  group: 'health',
  severity: 'error',
  summary: 'A health check needs a command',
  why: 'Without one there is nothing to run, and ECS refuses the definition.',
  source: api('HealthCheck'),
  good: [check('["CMD","true"]'), check('["CMD-SHELL","true"]'), check('["true"]'), check('"${COMMAND}"')],
  examples: [
    {
      bad: inContainer('«"healthCheck"»:{}'),
      fixed: check('["CMD-SHELL","curl -f http://localhost/ || exit 1"]'),
    },
    { bad: check('«[]»'), fixed: check('["CMD-SHELL","curl -f http://localhost/ || exit 1"]') },
    { bad: check('«["CMD-SHELL"]»'), fixed: check('["CMD-SHELL","curl -f http://localhost/ || exit 1"]') },
    { bad: check('«["CMD",""]»'), fixed: check('["CMD-SHELL","curl -f http://localhost/ || exit 1"]') },
  ],
  describe(violation) {
    const keyword = violation.missing === undefined ? violation.field.item(0)?.text : undefined;
    return missingMember(violation, {
      message: keyword === undefined ? 'The health check has no command' : `Nothing stands behind "${keyword}" to run`,
      fixes: [fillIn(violation, example)],
    });
  },
});
