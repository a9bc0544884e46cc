import type { TaskView } from '../document/view';
import { isWindowsImage } from '../model/image';
import type { LaunchType } from '../model/taskDefinition';

/**
 * Where a rule applies, by what `requiresCompatibilities` names (rules.md, rulings 4 and 31). A list that cannot be read
 * is outside of every scope, so nobody is accused on a guess.
 */

/** "E X M", "not F": Fargate is not among the launch types, or none is named. */
export const offFargate = (task: TaskView): boolean => !task.isFargate && !task.launchTypesUnknown;

/** "E X": as `offFargate`, but not for Managed Instances alone. */
export const onEc2OrExternal = (task: TaskView): boolean => offFargate(task) && !isOnly(task, 'MANAGED_INSTANCES');

/** "E": nothing is named, or EC2 alone. */
export const onEc2 = (task: TaskView): boolean =>
  offFargate(task) && (task.launchTypes.size === 0 || isOnly(task, 'EC2'));

/** "EFM": anything but External alone. */
export const notExternalOnly = (task: TaskView): boolean => !task.launchTypesUnknown && !isOnly(task, 'EXTERNAL');

export const isOnly = (task: TaskView, type: LaunchType): boolean =>
  task.launchTypes.size === 1 && task.launchTypes.has(type);

/** "L" in a rule that only advises: unless the file says Windows (an unknown system counts as Linux). */
export const notWindows = (task: TaskView): boolean => task.os !== 'windows';

export const onFargateWindows = (task: TaskView): boolean => task.isFargate && task.os === 'windows';

/** Whether advice for Linux makes sense: neither the system nor an image says Windows. */
export const adviseLinux = (task: TaskView): boolean =>
  notWindows(task) && !task.containers.some((container) => isWindowsImage(container.get('image')?.text ?? ''));
