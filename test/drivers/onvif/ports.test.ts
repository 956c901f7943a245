import { describe, expect, it } from 'vitest'
import type { Connection } from '../../../electron/drivers/driver.ts'
import { readPorts } from '../../../electron/drivers/onvif/ports.ts'
import { DeviceUnreachable } from '../../../electron/model/errors.ts'

type Answer = 'open' | 'ECONNREFUSED' | 'EMFILE' | 'silent'

const [ftp, ssh, telnet] = [21, 22, 23] as const

/** A device whose TCP ports answer in turn as they are told; the last answer of each stays. UPnP is refused. */
function device(answers: Readonly<Record<number, readonly Answer[]>>) {
  const asked: number[] = []
  const network = {
    connectTcp: async ({ port }: { readonly port: number }) => {
      const turn = asked.filter((one) => one === port).length
      asked.push(port)
      const answer = answers[port]?.[turn] ?? answers[port]?.at(-1) ?? 'silent'
      if (answer === 'open') return { on: () => undefined, destroy: () => undefined }
      const cause = answer === 'silent' ? {} : { cause: Object.assign(new Error(answer), { code: answer }) }
      throw new DeviceUnreachable(`port ${port}: ${answer}`, cause)
    },
    refusesUdp: async () => true,
  }
  const endpoint = { address: '127.73.9.1', forwarded: false, ports: {} }
  return { asked, connection: { network, endpoint, signal: new AbortController().signal } as unknown as Connection }
}

async function statesOf({ connection }: ReturnType<typeof device>) {
  const states = await readPorts(connection)
  return Object.fromEntries(states.map(({ service, state }) => [service, state]))
}

describe('how the ports of old services answer', () => {
  it('is asked once where each answers', async () => {
    const asked = device({ [ftp]: ['open'], [ssh]: ['ECONNREFUSED'], [telnet]: ['ECONNREFUSED'] })
    expect(await statesOf(asked)).toEqual({ ftp: 'open', ssh: 'closed', telnet: 'closed', upnp: 'closed' })
    expect(asked.asked).toEqual([ftp, ssh, telnet])
  })

  it('silence is believed when another port answers before and after it', async () => {
    const asked = device({ [ftp]: ['ECONNREFUSED'], [ssh]: ['ECONNREFUSED'], [telnet]: ['silent'] })
    expect(await statesOf(asked)).toMatchObject({ telnet: 'silent' })
    expect(asked.asked).toEqual([ftp, ssh, telnet, telnet, ftp])
  })

  it('a port that only took its time is not called silent', async () => {
    const asked = device({ [ftp]: ['ECONNREFUSED'], [ssh]: ['ECONNREFUSED'], [telnet]: ['silent', 'open'] })
    expect(await statesOf(asked)).toMatchObject({ telnet: 'open' })
  })

  it('of a device that falls silent in the middle nothing is said', async () => {
    const asked = device({ [ftp]: ['open', 'silent'], [ssh]: ['silent'], [telnet]: ['silent'] })
    await expect(readPorts(asked.connection)).rejects.toThrow('stopped answering while its ports were read')
  })

  it('where no port answers that is all that is known', async () => {
    const asked = device({})
    expect(await statesOf(asked)).toMatchObject({ ftp: 'silent', ssh: 'silent', telnet: 'silent' })
    expect(asked.asked).toEqual([ftp, ssh, telnet])
  })

  it('a computer that has no socket left is no silence of the device', async () => {
    const asked = device({ [ftp]: ['ECONNREFUSED'], [ssh]: ['EMFILE'] })
    await expect(readPorts(asked.connection)).rejects.toThrow('EMFILE')
  })
})
