import { switchOffServices } from './parts/switch-off-services.ts'

/** Switches SSH, FTP, TFTP and debug ways off. */
export const switchOffRemoteShell = switchOffServices('remote-shell-and-file-transfer-closed', [
  'ssh',
  'ftp',
  'tftp',
  'debug',
])
