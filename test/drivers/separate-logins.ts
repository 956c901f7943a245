import { onTestFinished } from 'vitest'
import type { Connection } from '../../electron/drivers/driver.ts'
import type { LoginName } from '../../electron/model/login-name.ts'
import type { Credential } from '../../electron/model/secret.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import type { PersonalityId } from '../../electron/practice/personalities.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { startPracticeSite } from '../../electron/practice/practice-site.ts'
import { connectionTo, login } from './onvif/connection.ts'

export type Logins = Partial<Record<LoginName, Credential | null>>

/** One practice device whose web and ONVIF accounts are lists of their own, and connections that know some of their logins. */
export async function separateDevice(
  maker: string,
  personality: PersonalityId = 'onvif-camera',
  wanted: (device: PracticeDevice) => boolean = () => true,
): Promise<{
  readonly device: PracticeDevice
  /** The administrator of the web interface. */
  readonly web: Credential
  readonly onvif: Credential | null
  /** A new step of a visit: nothing is remembered. Default: the login of the web interface alone. */
  readonly connect: (logins?: Logins) => Connection
}> {
  const site = await startPracticeSite({ devices: 24, personality, ports: 'high', seed: 'separate' })
  onTestFinished(() => site.close())
  const device = site.devices
    .map(({ address, port }) => site.device(`${address}:${port}`))
    .find((candidate) => candidate.maker.vendor === maker && wanted(candidate))
  if (device === undefined) throw new Error(`no such device of ${maker}`)
  Object.assign(device.faults, noFaults())
  device.rebootMs = 80
  const administratorOf = (users: PracticeDevice['state']['users'] | null) => {
    const user = users?.find(({ level }) => level === 'Administrator')
    return user === undefined ? null : login(user.username, user.password)
  }
  const web = administratorOf(device.state.webUsers) ?? login('admin', '')
  const onvif = administratorOf(device.state.users)
  const endpoint = { address: device.address, ports: { http: device.ports.http, rtsp: device.ports.rtsp } }
  const connect = (logins: Logins = { web }) => ({
    ...connectionTo(endpoint),
    credential: (name: LoginName) => logins[name] ?? null,
  })
  return { device, web, onvif, connect }
}

/** What was asked of a device that could have changed it. */
export const writesSeen = (device: PracticeDevice): readonly string[] =>
  device.requests.all
    .map(({ operation }) => operation)
    .filter((operation) => /^(?:PUT|POST \/ISAPI|DELETE)|action=(?:set|modify|add|delete)/.test(operation))
