import { defineCheck } from './check.ts'
import { byPortsAndSettings } from './judging/services-off.ts'

/** SSH, FTP and the maker's debug ways are shut: ways into the device that daily work does not need and that nobody watches. */
export const remoteShellAndFileTransferClosed = defineCheck({
  id: 'remote-shell-and-file-transfer-closed',
  ...byPortsAndSettings,
})
