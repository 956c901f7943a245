import { CredentialWithheld, type ExpectedError } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import type { ClientMemory } from './client-memory.ts'
import { attemptsLeft, type RefusalKind, refusalError } from './faults.ts'
import { ClockUnknown } from './login-errors.ts'
import { aboutCall, type OnvifCall, type OnvifTarget, type Try } from './send-call.ts'

export interface RefusedCall extends Pick<Try, 'answer' | 'login' | 'fault'> {
  readonly call: OnvifCall
  readonly target: OnvifTarget
  readonly memory: ClientMemory
  readonly credential: Credential | null
  readonly kind: RefusalKind
  /** Logins that the call carried. */
  readonly shown: number
}

/** The error that a refused call is: what the device said, and whether it can have been about the password at all. */
export function errorOfCall({
  call,
  target,
  memory,
  credential,
  kind,
  fault,
  answer,
  login,
  shown,
}: RefusedCall): ExpectedError {
  const secrets = [...(call.secrets ?? []), ...(credential === null ? [] : [credential.password])]
  const about = aboutCall(call, target)
  const shownLogin =
    credential === null || shown === 0
      ? null
      : ({ login: 'onvif', credential, times: shown, isLogin: answer.isLoginRefused } as const)
  const offered = answer.challenges.map(({ scheme }) => scheme)
  if (kind === 'login' && login === 'wsse' && offered.includes('basic') && memory.scheme !== 'wsse') {
    return new CredentialWithheld(
      `${about}: the device offers only Basic login, which would send the password readable.`,
    )
  }
  if (kind === 'login' && login === 'wsse' && !memory.clockTrusted) {
    return new ClockUnknown(
      `${about}: the device refused a login that is signed with the time, and does not tell its own time. A wrong clock looks the same as a wrong password.`,
      { shown: shownLogin },
    )
  }
  const left = fault === null ? null : attemptsLeft(fault.reason)
  return refusalError({
    kind,
    about: left === null ? about : `${about} (${left} logins left)`,
    fault,
    status: answer.status,
    secrets,
    shown: shownLogin,
  })
}
