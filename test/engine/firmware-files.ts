import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FirmwareSource } from '../../electron/engine/upgrade/upgrade-plan.ts'
import { practiceFirmware } from '../../electron/practice/firmware.ts'
import { FirmwareLibrary } from '../../electron/store/firmware-library.ts'

/** A library in the folder of the test, and practice firmware in it. */
export class TestLibrary {
  readonly library: FirmwareLibrary
  readonly folder: string

  constructor(folder: string) {
    this.folder = folder
    this.library = new FirmwareLibrary(join(folder, 'firmware'))
  }

  async add(vendor: string, models: readonly string[], version: string, sizeBytes = 120_000): Promise<FirmwareSource> {
    const path = join(this.folder, `${vendor}_${version.replaceAll(' ', '_')}.bin`)
    writeFileSync(path, practiceFirmware({ vendor, models, version }, sizeBytes))
    const { id } = await this.library.add(path, { sourceNote: 'made by the test', addedBy: 'T. Tester' })
    return this.source(id)
  }

  source(id: string): FirmwareSource {
    return {
      file: this.library.get(id),
      check: () => this.library.check(id),
      read: () => this.library.read(id),
    }
  }
}
