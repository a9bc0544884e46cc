import type { TaskView } from '../../document/view';

/** Kernel parameters that are set for containers, and usual values. Source: SystemControl in the ECS API Reference. */
export const usualControls: Readonly<Record<string, string>> = {
  'net.core.somaxconn': '1024',
  'net.ipv4.ip_local_port_range': '1024 65535',
  'net.ipv4.tcp_keepalive_time': '500',
  'net.ipv4.tcp_keepalive_intvl': '30',
  'net.ipv4.tcp_keepalive_probes': '5',
  'net.ipv4.tcp_fin_timeout': '30',
  'net.ipv4.tcp_tw_reuse': '1',
  'net.ipv4.tcp_syncookies': '1',
  'net.ipv6.conf.all.disable_ipv6': '1',
  'kernel.shmmax': '68719476736',
  'kernel.shmall': '4294967296',
  'kernel.shmmni': '4096',
  'kernel.msgmax': '65536',
  'kernel.msgmnb': '65536',
  'kernel.msgmni': '32000',
  'kernel.sem': '250 32000 100 128',
  'kernel.shm_rmid_forced': '0',
  'fs.mqueue.msg_max': '10',
};

const controls: readonly (readonly [namespace: string, value: string])[] = Object.entries(usualControls);

/** Kernel parameters and values, without those that the host's own network or IPC namespace would have to take. */
export function controlsFor({ networkMode, root }: TaskView): typeof controls {
  const ipcMode = root?.get('ipcMode')?.text;
  return controls.filter(([name]) => (name.startsWith('net.') ? networkMode !== 'host' : ipcMode !== 'host'));
}
