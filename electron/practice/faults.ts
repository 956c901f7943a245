/** `*` in a list of operations means every one. */
export type OperationList = readonly string[]

/** What becomes of a change that a device is asked for. */
export type WriteFate =
  /** Done, and answered. */
  | 'applied'
  /** Answered 'ok', and nothing changed. */
  | 'ignored'
  /** Done, after which the connection drops without an answer. */
  | 'answer-lost'
  /** Done, after which the device restarts without an answer. */
  | 'restart-after'
  /** Restarts without answering before anything is done. */
  | 'restart-before'
  /** Answered 'ok', and done at the next restart. */
  | 'at-restart'
  /** The settings hold it at once, the answer says that a restart is needed, and until then the servers go on as before. */
  | 'behaves-at-restart'

/** What a test, or a seed, can break in one device. Everything can be changed while the device runs. */
export interface Faults {
  /** Writes that answer 'ok' and change nothing. */
  silentlyIgnoreWrites: OperationList
  /** Writes that are applied, after which the connection drops without an answer. */
  answerLostAfterWrite: OperationList
  /** Writes that are applied, after which the device restarts without an answer. */
  rebootDuringWrite: OperationList
  /** Writes that answer 'ok' and take effect at the next restart. */
  appliesOnReboot: OperationList
  /** Writes that the settings hold at once and that the servers follow at the next restart only. */
  behavesOnReboot: OperationList
  /** Restarts without answering before anything is applied. */
  rebootBeforeWrite: OperationList
  /** For so many milliseconds after each change the servers go on as before. */
  followsAfterMs: number
  /** What becomes of the next writes, whatever they are: one entry for each, then the lists above count again. */
  nextWrites: WriteFate[]
  /** Even GetSystemDateAndTime wants a login (401). */
  loginForClock: boolean
  /** Any name with any password is an administrator. A request without login is still refused. */
  acceptAnyPassword: boolean
  /** Protected operations answer without login. */
  openWithoutLogin: boolean
  /** GetUsers says 'ok' and names nobody. */
  usersEmptyOk: boolean
  /** How refusals look, instead of the manner of the maker. */
  notAuthorizedAs: { readonly status: 200 | 400 | 401 | 403 | 500; readonly subcode: string | null } | null
  malformedXml: OperationList
  truncatedBody: OperationList
  /** Milliseconds between two bytes of an answer; 0 is off. */
  slowDripMs: number
  /** Connections are accepted, datagrams swallowed, nothing is ever answered. */
  silence: boolean
  delayMs: number
  /** SetNTP keeps DNS names and loses IPv4 addresses. */
  dropsIpv4Ntp: boolean
  /** An address filter that is on lets nobody in, whatever its list says. */
  filterShutsOut: boolean
  /** The clock stays wrong although NTP is on. */
  clockNeverSyncs: boolean
  /** SetNetworkProtocols switches off what the request did not name. */
  losesProtocolsNotNamed: boolean
  /** Every HTTP request answers 302 to this URL. */
  foreignRedirect: string | null
  /** Host that GetServices and GetCapabilities name instead of the device's own. */
  foreignXAddr: string | null
  /** Passwords are stored shortened to so many characters, without a word. */
  passwordTruncatedTo: number | null
  /** The RTSP server goes on with the passwords of before. */
  rtspKeepsOldPassword: boolean
  rtspOpenWithoutLogin: boolean
  /** A restart for a new firmware, or any other, is the last thing the device does. */
  neverReturns: boolean
  /** The device takes a firmware, restarts, and runs the old one. */
  comesBackOnOldVersion: boolean
  /** Every firmware is a wrong one. */
  refusesFile: boolean
  /** The device hangs up when half of a firmware is there. */
  cutsUpload: boolean
  /** Its web server shows another certificate than the one that was assigned. */
  servesOtherCertificate: boolean
  /** Host, or host and port, that StartFirmwareUpgrade names instead of the device's own. */
  foreignUploadHost: string | null
  /** Host, or host and port, that GetSnapshotUri names instead of the device's own. */
  foreignSnapshotHost: string | null
}

/** A device that does what it says. */
export const noFaults = (): Faults => ({
  silentlyIgnoreWrites: [],
  answerLostAfterWrite: [],
  rebootDuringWrite: [],
  appliesOnReboot: [],
  behavesOnReboot: [],
  rebootBeforeWrite: [],
  followsAfterMs: 0,
  nextWrites: [],
  loginForClock: false,
  acceptAnyPassword: false,
  openWithoutLogin: false,
  usersEmptyOk: false,
  notAuthorizedAs: null,
  malformedXml: [],
  truncatedBody: [],
  slowDripMs: 0,
  silence: false,
  delayMs: 0,
  dropsIpv4Ntp: false,
  filterShutsOut: false,
  clockNeverSyncs: false,
  losesProtocolsNotNamed: false,
  foreignRedirect: null,
  foreignXAddr: null,
  passwordTruncatedTo: null,
  rtspKeepsOldPassword: false,
  rtspOpenWithoutLogin: false,
  neverReturns: false,
  comesBackOnOldVersion: false,
  refusesFile: false,
  cutsUpload: false,
  servesOtherCertificate: false,
  foreignUploadHost: null,
  foreignSnapshotHost: null,
})

/** Whether a fault is meant for this operation. */
export const concerns = (list: OperationList, operation: string): boolean =>
  list.includes(operation) || list.includes('*')

/** What becomes of this write. Takes an entry of `nextWrites` where there is one: to be asked once for each write. */
export function fateOf(faults: Faults, operation: string): WriteFate {
  const next = faults.nextWrites.shift()
  if (next !== undefined && next !== 'applied') return next
  if (concerns(faults.silentlyIgnoreWrites, operation)) return 'ignored'
  if (concerns(faults.rebootBeforeWrite, operation)) return 'restart-before'
  if (concerns(faults.appliesOnReboot, operation)) return 'at-restart'
  if (concerns(faults.behavesOnReboot, operation)) return 'behaves-at-restart'
  if (concerns(faults.rebootDuringWrite, operation)) return 'restart-after'
  return concerns(faults.answerLostAfterWrite, operation) ? 'answer-lost' : 'applied'
}
