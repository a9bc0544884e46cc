import type { TaskView } from '../../../document/view';
import type { Context } from '../context';
import type { Writer } from '../writer';

/** A piece of a definition that is written again and again, with places for what differs. */
export interface Block {
  readonly label: string;
  readonly detail: string;
  /** Whether ECS would take it here; always, when absent. */
  readonly isLegal?: (context: Context) => boolean;
  /** Its JSON: one object, or several items of a list. */
  readonly write: (writer: Writer, context: Context) => readonly string[];
}

export const onLinux = ({ task }: { readonly task: TaskView }): boolean => task.os !== 'windows';

/** A string that is there to be typed over. */
export const quoted = (writer: Writer, text: string): string => `"${writer.stop(text)}"`;
