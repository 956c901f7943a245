import { expect, it } from 'vitest'
import { OutsideScope } from '../../../electron/model/errors.ts'
import { askHid } from '../../../electron/protocols/hid-4070/ask.ts'
import type { Network } from '../../../electron/protocols/network.ts'

it('ends with the reason when the second question may not go out any more', async () => {
  let sent = 0
  const socket = {
    send: () => {
      sent += 1
      if (sent > 1) throw new OutsideScope('the scope was changed meanwhile; nothing was sent.')
    },
    onMessage: () => undefined,
    close: () => undefined,
  }
  const network = { scope: { assert: () => undefined }, udp: async () => socket } as unknown as Network
  const { signal } = new AbortController()
  const asked = askHid(network, { address: '127.73.9.1', port: 4_070, signal, timeoutMs: 20 })
  await expect(asked).rejects.toThrow(OutsideScope)
  expect(sent).toBe(2)
})
