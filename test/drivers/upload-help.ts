import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import type { Connection, FirmwareUpload, UploadHelp } from '../../electron/drivers/driver.ts'
import { noFaults } from '../../electron/practice/faults.ts'
import { practiceFirmware } from '../../electron/practice/firmware.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { startPracticeSite } from '../../electron/practice/practice-site.ts'
import { connectionTo, login } from './onvif/connection.ts'

/** One practice camera of this maker, reachable, with a connection that has its login. */
export async function cameraOf(
  maker: string,
  firmware?: (text: string) => boolean,
): Promise<{ camera: PracticeDevice; connection: Connection; stranger: (password: string) => Connection }> {
  const site = await startPracticeSite({ devices: 24, personality: 'onvif-camera', ports: 'high', seed: 'firmware' })
  onTestFinished(() => site.close())
  const info = site.devices.find(({ vendor, firmware: text }) => vendor === maker && (firmware?.(text) ?? true))
  if (info === undefined) throw new Error(`no ${maker}`)
  const camera = site.device(`${info.address}:${info.port}`)
  Object.assign(camera.faults, noFaults())
  camera.rebootMs = 80
  const endpoint = { address: info.address, ports: { http: camera.ports.http } }
  return {
    camera,
    connection: connectionTo(endpoint, login(info.username, info.password)),
    stranger: (password) => connectionTo(endpoint, login(info.username, password)),
  }
}

/** A file for that camera. */
export function fileFor(camera: PracticeDevice, version: string, sizeBytes = 400_000) {
  const { vendor, model } = camera.state.identity
  const bytes = practiceFirmware({ vendor, models: [model], version }, sizeBytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const taken = { opened: 0 }
  const file: FirmwareUpload = {
    fileName: 'evil"\r\nX: y.bin',
    sizeBytes: bytes.length,
    open: () => {
      taken.opened += 1
      return Readable.from([bytes.subarray(0, 100_000), bytes.subarray(100_000)], { objectMode: false })
    },
  }
  return { file, sha256, taken, sizeBytes: bytes.length }
}

/** Help as the engine gives it, without its ledger: it counts. */
export function helpWith(connection: Connection): UploadHelp & { readonly logins: number; readonly bytes: number } {
  const credential = connection.credential('onvif')
  if (credential === null) throw new Error('no login')
  const counts = { logins: 0, bytes: 0 }
  return {
    get logins() {
      return counts.logins
    },
    get bytes() {
      return counts.bytes
    },
    prove: (door) => {
      counts.logins += 1
      return door.authenticate(connection, credential)
    },
    sent: (bytes) => {
      counts.bytes = bytes
    },
  }
}

/** Until the camera has restarted. */
export async function restarted(camera: PracticeDevice, version: string): Promise<void> {
  for (let left = 100; left > 0 && camera.state.identity.firmware !== version; left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
