import { CredentialsRefused, type ShownLogin } from '../../model/credentials-refused.ts'
import {
  DeviceLockedOut,
  type ExpectedError,
  ProtocolViolation,
  Unsupported,
  WriteRefused,
} from '../../model/errors.ts'
import type { Secret } from '../../model/secret.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { SoapFault } from './envelope.ts'

/** What a refusal of the device is about. */
export type RefusalKind = 'login' | 'locked' | 'unsupported' | 'declined' | 'other'

/**
 * Decides what an answer that is no success means: first by its fault, then by its HTTP status. `fault` is null when the body
 * held none.
 *
 * @see ONVIF Core, Generic faults and HTTP errors; field behaviour, Authentication
 */
export function refusalOf(
  status: number,
  fault: SoapFault | null,
  excerpt: string,
  intent: 'read' | 'write',
): RefusalKind {
  if (status === 423 || status === 429 || status === 490 || speaksOfLock(fault?.reason ?? excerpt)) return 'locked'
  if (fault !== null) {
    const kind = byFault(fault, status, intent)
    if (kind !== null) return kind
  }
  if (status === 401 || status === 403) return 'login'
  if (status === 404 || status === 405 || status === 501) return 'unsupported'
  return 'other'
}

function byFault({ subcodes, reason }: SoapFault, status: number, intent: 'read' | 'write'): RefusalKind | null {
  const [first, ...deeper] = subcodes
  if (subcodes.some((code) => loginCodes.has(code))) return 'login'
  if (first === 'OperationProhibited') {
    // Written with a reason below it, it is about the value; alone it often stands for a missing login.
    if (intent === 'read' || status === 401 || status === 403 || (deeper.length === 0 && speaksOfLogin(reason)))
      return 'login'
    return 'declined'
  }
  if (subcodes.some((code) => absentCodes.has(code))) return 'unsupported'
  if (first === undefined && speaksOfLogin(reason)) return 'login'
  if (status === 401 || status === 403) return 'login'
  // A fault of the receiver without a reason below it may come after the change: what the device did stays open then.
  const aboutTheValue = first !== undefined && (valueCodes.has(first) || (first === 'Action' && deeper.length > 0))
  return intent === 'write' && aboutTheValue ? 'declined' : null
}

const loginCodes = new Set([
  'NotAuthorized',
  'FailedAuthentication',
  'FailedCheck',
  'InvalidSecurity',
  'InvalidSecurityToken',
  'SecurityTokenUnavailable',
  'MessageExpired',
])
const valueCodes = new Set([
  'InvalidArgVal',
  'InvalidArgs',
  'WellFormed',
  'TagMismatch',
  'Tag',
  'Namespace',
  'MissingAttr',
  'ProhibAttr',
])
const absentCodes = new Set(['ActionNotSupported', 'UnknownAction', 'NoSuchService', 'OptionalActionNotImplemented'])

const speaksOfLogin = (reason: string): boolean =>
  /\b(un)?authori[sz]|\bauthenticat|\bnot logged in\b|\bpermission denied\b|\baccess denied\b/i.test(
    reason.slice(0, 2_048),
  )

/** `Login has been locked`, `the account is locked`, `too many failed logins`. A locked setting is no locked door. */
function speaksOfLock(text: string): boolean {
  const start = text.slice(0, 2_048)
  return (
    /\b(log-?in|account|user|admin|ip( address)?|client|device|access)\b[^.<>]{0,40}\b(is|are|has been|have been|was|been|temporarily)?\s*(locked|blocked|banned)\b/i.test(
      start,
    ) ||
    /\btoo many\b[^.<>]{0,40}\b(log-?ins?|attempts?|failures|tries|requests)\b/i.test(start) ||
    /\block-?out\b/i.test(start) ||
    (attemptsLeft(start) ?? 2) <= 1
  )
}

/** `still have 22 attempt(s)`: how many wrong logins the device would still bear, or null when it does not say. */
export function attemptsLeft(text: string): number | null {
  const count =
    /\b(?:still have|remaining|left)\b\D{0,20}(\d{1,3})\b/i.exec(text)?.[1] ??
    /\b(\d{1,3})\s+(?:more\s+)?(?:attempt|tr(?:y|ies)|login)\S*\s+(?:left|remain)/i.exec(text)?.[1]
  return count === undefined || !/attempt|tr(?:y|ies)|login/i.test(text) ? null : Number(count)
}

export interface Refusal {
  readonly kind: RefusalKind
  /** Device and operation, for the message. */
  readonly about: string
  readonly fault: SoapFault | null
  readonly status: number
  /** Devices echo what they were sent: none of these may reach a message. */
  readonly secrets: readonly Secret[]
  readonly shown: ShownLogin | null
}

/** The error that stands for a refusal, with what the device said and without any of `secrets`. */
export function refusalError({ kind, about, fault, status, secrets, shown }: Refusal): ExpectedError {
  const said = saying(fault, status, secrets)
  switch (kind) {
    case 'locked':
      return new DeviceLockedOut(`${about}: the device speaks of a lock-out (${said}). Nothing more is tried.`)
    case 'login':
      return new CredentialsRefused(`${about}: the device asks for another login (${said}).`, { shown })
    case 'unsupported':
      return new Unsupported(`${about}: the device does not offer this (${said}).`)
    case 'declined':
      return new WriteRefused(`${about}: the device declined (${said}).`)
    case 'other':
      return new ProtocolViolation(`${about}: the device answered with ${said}.`)
  }
}

function saying(fault: SoapFault | null, status: number, secrets: readonly Secret[]): string {
  if (fault === null) return `HTTP ${status}`
  const codes = [fault.code, ...fault.subcodes].filter((code) => code !== '').join('/')
  const parts = [`HTTP ${status}`, codes, withoutSecrets(fault.reason, secrets).replace(/\s+/g, ' ')]
  return visibleText(parts.filter((part) => part !== '').join(', '), 240)
}

function withoutSecrets(text: string, secrets: readonly Secret[]): string {
  return secrets.reduce((clean, secret) => {
    const word = secret.reveal()
    return word === '' ? clean : clean.replaceAll(word, '[secret]')
  }, text)
}
