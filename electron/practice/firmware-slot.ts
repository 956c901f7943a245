import { randomBytes } from 'node:crypto'
import type { PracticeFirmware } from './firmware.ts'
import type { PracticeDevice } from './practice-device.ts'

/** One upload that a device saw the end of, or cut off. */
export interface SeenUpload {
  readonly way: 'onvif' | 'vapix' | 'isapi'
  readonly bytes: number
  readonly sha256: string | null
  readonly outcome: 'taken' | 'refused' | 'cut'
}

/** Where a device keeps its firmware: what was uploaded, what is staged for the next start, what was there before. */
export class FirmwareSlot {
  readonly #device: PracticeDevice
  readonly uploads: SeenUpload[] = []
  /** Of the last StartFirmwareUpgrade: names the one path that takes a file. */
  token: string | null = null
  /** The firmware before this one, on devices that keep it. */
  inactive: string | null = null
  committed = true
  #staged: string | null = null

  constructor(device: PracticeDevice) {
    this.#device = device
  }

  open(): string {
    this.token = randomBytes(8).toString('hex')
    return this.token
  }

  /** Whether the file is for this very device. */
  fits(firmware: PracticeFirmware | null): firmware is PracticeFirmware {
    const { vendor, model } = this.#device.state.identity
    return firmware !== null && firmware.vendor === vendor && firmware.models.includes(model)
  }

  /** The next start runs this version, unless a fault of the device is in the way. */
  stage(version: string, options: { readonly committed: boolean }): void {
    this.#staged = version
    this.#device.applyAtReboot(() => {
      const staged = this.#staged
      this.#staged = null
      if (staged === null || this.#device.faults.comesBackOnOldVersion) return
      const { identity } = this.#device.state
      this.inactive = identity.firmware
      identity.firmware = staged
      this.committed = options.committed
    })
  }

  /** Back to the firmware before, at the next start. False: there is none. */
  rollBack(): boolean {
    const { inactive } = this
    if (inactive === null) return false
    this.#device.applyAtReboot(() => {
      this.#device.state.identity.firmware = inactive
      this.inactive = null
      this.committed = true
    })
    return true
  }
}
