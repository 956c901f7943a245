import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SiteFile } from '../../electron/store/site-file.ts'
import { SiteFixture } from './site-fixture.ts'

let site: SiteFixture
beforeEach(async () => {
  site = await SiteFixture.start({ devices: 1, personality: 'onvif-camera' })
})
afterEach(() => site.stop())

describe('what a discovery heard', () => {
  it('is kept with its conflicts and its lines in the log, or not at all', async () => {
    const store = (site.session as unknown as { readonly store: SiteFile }).store
    const ended = vi.spyOn(store, 'saveConflicts').mockImplementation(() => {
      throw new Error('the program ended here')
    })
    await expect(site.discover()).rejects.toThrow('ended here')
    expect(site.session.devices()).toEqual([])
    expect(store.logLines(site.session.visit().id).some((line) => line.includes('device.seen'))).toBe(false)
    ended.mockRestore()
    await site.discover()
    expect(site.session.devices()).toHaveLength(1)
  })
})
