import type { Channel, Output } from './channels.ts'
import { type PackedRows, packRows, unpackRows } from './packed-rows.ts'

/**
 * Answers too large to cross between processes as objects cross as one text, which costs nothing to hand on. The channel names
 * the shape of that text as `wire`.
 */
const codecs = {
  'devices.list': {
    write: (rows: Output<'devices.list'>) => JSON.stringify(packRows(rows)),
    read: (text: string) => unpackRows(JSON.parse(text) as PackedRows),
  },
}

const isPacked = (channel: Channel): channel is keyof typeof codecs => Object.hasOwn(codecs, channel)

/** An answer as it leaves the engine process. */
export const toWire = (channel: Channel, value: unknown): unknown =>
  isPacked(channel) ? codecs[channel].write(value as never) : value

/** The answer again, where it arrives. */
export const fromWire = (channel: Channel, value: unknown): unknown =>
  isPacked(channel) ? codecs[channel].read(value as string) : value
