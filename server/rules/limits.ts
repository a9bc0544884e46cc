import { type Rule, type RuleGroup, type ShapeRule, type Violation, defineRule } from './define';
import { setValue } from './fixes';
import { label } from './json/values';

interface Range {
  readonly id: string;
  readonly group: RuleGroup;
  readonly summary: string;
  readonly why: string;
  readonly awsMessage?: string;
  readonly source: Rule['source'];
  /** A definition with the value in its place. */
  readonly frame: (value: string) => string;
  readonly good: readonly number[];
  /** Values out of the range, with the nearest that is in it where offering it makes sense. */
  readonly bad: readonly (readonly [value: number, nearest?: number])[];
}

/** A rule about a whole number that the schema gives limits. The fix is the nearest allowed value. */
export function rangeRule({ frame, good, bad, ...rule }: Range): ShapeRule {
  const offersNearest = bad.some(([, nearest]) => nearest !== undefined);
  return defineRule<ShapeRule>({
    severity: 'error',
    ...rule,
    good: good.map((value) => frame(String(value))),
    examples: bad.map(([value, nearest]) => ({
      bad: frame(`«${value}»`),
      ...(nearest !== undefined && { fixed: frame(String(nearest)) }),
    })),
    describe(violation) {
      const { field } = violation;
      const nearest = nearestOf(violation);
      return {
        at: field.value,
        message: `${label(field)} is ${limitsOf(violation)}, not ${String(field.node.value)}`,
        fixes: offersNearest && nearest !== undefined ? [setValue(field.path, nearest)] : [],
      };
    },
  });
}

/** `from 5 to 300 seconds`, `at least 1 MiB`. */
export function limitsOf({ schema }: Violation): string {
  const { minimum, maximum } = schema.raw;
  const unit = unitWord(schema.unit);
  if (maximum === undefined) return `at least ${minimum ?? 0}${unit}`;
  return minimum === undefined ? `at most ${maximum}${unit}` : `from ${minimum} to ${maximum}${unit}`;
}

const unitWord = (unit: string | undefined): string => {
  if (unit === undefined) return '';
  return unit === 's' ? ' seconds' : ` ${unit}`;
};

const nearestOf = ({ keyword, schema }: Violation): number | undefined =>
  keyword === 'maximum' ? schema.raw.maximum : schema.raw.minimum;
