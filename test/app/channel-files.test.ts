import { describe, expect, it } from 'vitest'
import { channelFiles, type FileChannel, hasFiles } from '../../electron/app/channel-files.ts'
import type { Dialogs } from '../../electron/app/dialogs.ts'
import { type Channel, channels } from '../../electron/contract/channels.ts'

/** Answers every question for a file in this way, and keeps what it was asked. */
function answering(answer: (asked: string) => string | null) {
  const asked: string[] = []
  const ask = async (what: string) => {
    asked.push(what)
    return answer(what)
  }
  const dialogs = {
    newSite: () => ask('newSite'),
    openSite: () => ask('openSite'),
    openCatalog: () => ask('openCatalog'),
    openFirmware: () => ask('openFirmware'),
    sealTo: (variant: string) => ask(`seal ${variant}`),
    save: (kind: string) => ask(`save ${kind}`),
    open: (kind: string) => ask(`open ${kind}`),
  } as unknown as Dialogs
  return { asked, dialogs }
}

/** Of the input only what decides on the files. */
const deciding = { variant: 'insurer', both: true, format: 'csv', packId: null, way: 'own', place: 'token' }
const ask = (channel: FileChannel, dialogs: Dialogs, input: object = deciding) =>
  channelFiles[channel].ask(dialogs, input as never)

describe('channels with files', () => {
  it.each(Object.keys(channelFiles) as FileChannel[])(
    'end with the first dialog that is closed: %s',
    async (channel) => {
      const all = answering((what) => `/chosen/${what}`)
      const files = Object.values((await ask(channel, all.dialogs)) ?? {})
      expect(files.toSorted()).toEqual(all.asked.map((what) => `/chosen/${what}`).toSorted())
      for (const [place, what] of all.asked.entries()) {
        const closing = answering((wanted) => (wanted === what ? null : wanted))
        expect(await ask(channel, closing.dialogs), what).toBeNull()
        expect(closing.asked).toEqual(all.asked.slice(0, place + 1))
      }
      const { output, wire }: { readonly output: (typeof channels)['site.view']['output']; readonly wire?: unknown } =
        channels[channel] as never
      expect(wire).toBeUndefined()
      expect(output.parse(channelFiles[channel].closed)).toEqual(channelFiles[channel].closed)
    },
  )

  it('ask for no file that the way does not need', async () => {
    const token = answering((what) => what)
    await ask('identity.request', token.dialogs, { place: 'file' })
    expect(token.asked).toEqual(['save identity', 'save request'])
    const one = answering((what) => what)
    expect(await ask('evidence.seal', one.dialogs, { variant: 'customer', both: false })).toEqual({
      out: 'seal customer',
      otherOut: null,
    })
    const known = answering((what) => what)
    await ask('evidence.countersign', known.dialogs, { packId: 'one', way: 'new' })
    expect(known.asked).toEqual(['save key'])
  })

  it('are told from those without', () => {
    const without: readonly Channel[] = ['app.about', 'site.open', 'site.lock', 'devices.list']
    expect(without.filter(hasFiles)).toEqual([])
    expect(hasFiles('evidence.seal')).toBe(true)
  })
})
