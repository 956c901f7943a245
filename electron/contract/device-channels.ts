import { z } from 'zod'
import { ChangeView } from './change-shapes.ts'
import { deviceColumns } from './device-columns.ts'
import { DeviceRow, DeviceSnapshot, DeviceView, SavedDeviceView } from './device-shapes.ts'
import { passphraseMinLength } from './limits.ts'
import { PackedRowsText } from './packed-shape.ts'

const ids = z.array(z.uuid()).min(1).max(5_000)
const name = z.string().trim().min(1).max(200)

/** The inventory, and what one device says. */
export const deviceChannels = {
  'devices.list': { input: z.void(), output: z.array(DeviceRow), wire: PackedRowsText },
  'devices.view': { input: z.object({ id: z.uuid() }), output: DeviceView },
  /** A login that the technician knows, for these devices; goes straight into the vault. */
  'devices.login': {
    input: z.object({ ids, username: name, password: z.string().min(1).max(256) }),
    output: z.null(),
  },
  /** One password, on purpose, to be shown for a few seconds. Refused when the unlock is older than 5 minutes. */
  'devices.reveal': { input: z.object({ id: z.uuid(), username: name }), output: z.object({ text: z.string() }) },
  /** A person says that the device is gone: its change without proof ends, and what it may hold stays in the vault. */
  'devices.giveUpPassword': {
    input: z.object({ id: z.uuid(), username: name, reason: z.string().trim().min(1).max(300) }),
    output: z.null(),
  },
  /** A person has looked: the next certificate that the device shows becomes its own. */
  'devices.trustAnew': { input: z.object({ id: z.uuid() }), output: z.null() },
  /** Asks the device for one picture now, on the word of a person. It is kept for the customer alone. */
  'devices.takeSnapshot': { input: z.object({ id: z.uuid() }), output: DeviceSnapshot },
  /** The bytes of the newest picture, JPEG. */
  'devices.snapshot': { input: z.object({ id: z.uuid() }), output: z.object({ bytes: z.instanceof(Uint8Array) }) },
  /** Asks where to save in a dialog. False: the person closed it. */
  'devices.exportCsv': {
    input: z.object({ ids, columns: z.array(z.enum(deviceColumns)).min(1) }),
    output: z.object({ saved: z.boolean() }),
  },
  /** What was read and how it ended, without addresses, serial numbers and names, to be sent to whoever maintains the app. */
  'devices.diagnostics': { input: z.object({ id: z.uuid() }), output: z.object({ saved: z.boolean() }) },
  /** What can be handed out of one device: the newest copy of its configuration, and whether it takes certificates of others. */
  'devices.handOuts': {
    input: z.object({ id: z.uuid() }),
    output: z.object({
      copy: z
        .object({
          takenAt: z.string(),
          restore: z.string(),
          files: z.array(z.object({ name: z.string(), sizeBytes: z.int().nonnegative(), sha256: z.string() })),
        })
        .nullable(),
      takesCertificates: z.boolean(),
    }),
  },
  /** Asks where to save in a dialog; the file is encrypted under this passphrase. False: the person closed it. */
  'devices.handOutCopy': {
    input: z.object({ id: z.uuid(), passphrase: z.string().min(passphraseMinLength).max(1024) }),
    output: z.object({ saved: z.boolean() }),
  },
  /** The device makes a key, which never leaves it, and a request for the authority of the site. */
  'devices.requestCertificate': { input: z.object({ id: z.uuid() }), output: z.object({ saved: z.boolean() }) },
  /** Takes the signed certificate of a file into use, proven as any change; null when the person closed the dialog. */
  'devices.installCertificate': { input: z.object({ id: z.uuid() }), output: ChangeView.nullable() },
  'devices.views': { input: z.void(), output: z.array(SavedDeviceView) },
  'devices.saveViews': {
    input: z.object({ views: z.array(SavedDeviceView).max(30) }),
    output: z.array(SavedDeviceView),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType; wire?: z.ZodType }>
