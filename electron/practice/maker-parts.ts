import type { LockoutPolicy } from './login-guard.ts'
import type { SnmpObject } from './maker.ts'

export const enterprises = '1.3.6.1.4.1'
const sysDescr = '1.3.6.1.2.1.1.1'
const sysObjectId = '1.3.6.1.2.1.1.2'

/** `00408CAABBCC` */
export const bareMac = (mac: string): string => mac.replaceAll(':', '').toUpperCase()

export const lock = (failures: number, minutes: number, per: LockoutPolicy['per'], status: number): LockoutPolicy => ({
  failures,
  minutes,
  per,
  status,
})

/** sysDescr and sysObjectID. */
export const description = (text: string, objectId: string): readonly SnmpObject[] => [
  { oid: sysDescr, type: 'OctetString', value: text },
  { oid: sysObjectId, type: 'OID', value: objectId },
]
