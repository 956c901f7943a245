import dgram from 'node:dgram'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { Cancelled, OutsideScope, ProtocolViolation } from '../../../electron/model/errors.ts'
import { Network } from '../../../electron/protocols/network.ts'
import { ScopeGuard } from '../../../electron/protocols/scope.ts'
import { SnmpAsker } from '../../../electron/protocols/snmp/asker.ts'
import { encodeOid, tag } from '../../../electron/protocols/snmp/ber.ts'
import { compareOids, withSnmp } from '../../../electron/protocols/snmp/reader.ts'
import { valueText } from '../../../electron/protocols/snmp/value.ts'
import { answerTo, readQuestion } from './agent-bytes.ts'
import { type FakeAgent, startFakeAgent } from './fake-agent.ts'

const address = '127.73.6.1'
const network = new Network(new ScopeGuard({ targets: ['127.73.6.0/24'], interfaces: [], excluded: [] }))
const signal = new AbortController().signal
const login = { version: 'v2c', community: 'public' } as const
const sysDescr = '1.3.6.1.2.1.1.1.0'
const text = (oid: string, value: string) => ({ oid, tag: tag.octetString, content: Buffer.from(value) })
const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})
const agent = async (
  answer: (question: Buffer, count: number) => readonly Buffer[],
  at = address,
): Promise<FakeAgent> => {
  const fake = await startFakeAgent(at, answer)
  closers.push(() => fake.close())
  return fake
}
const ask = async (port: number, oids = [sysDescr], attempts = 1) => {
  const asker = await SnmpAsker.open(network)
  try {
    return await asker.get(address, port, login, oids, { signal, timeoutMs: 120, attempts })
  } finally {
    asker.close()
  }
}

describe('SnmpAsker', () => {
  it('asks again when the first datagram is lost', async () => {
    const { port } = await agent((question, count) =>
      count === 1 ? [] : [answerTo(question, [text(sysDescr, 'here')])],
    )
    expect(valueText((await ask(port, [sysDescr], 2))?.values.get(sysDescr))).toBe('here')
  })

  it.each([
    ['with another number', { requestId: 4 }],
    ['for another community', { community: 'private' }],
    ['of another version', { version: 0 }],
  ])('drops an answer %s and takes the right one after it', async (_, change) => {
    const { port } = await agent((question) => [
      answerTo(question, [text(sysDescr, 'forged')], change),
      answerTo(question, [text(sysDescr, 'true')]),
    ])
    expect(valueText((await ask(port))?.values.get(sysDescr))).toBe('true')
  })

  it('drops objects that it did not ask for', async () => {
    const { port } = await agent((question) => [answerTo(question, [text('1.3.6.1.2.1.1.5.0', 'x')])])
    expect((await ask(port))?.values.size).toBe(0)
  })

  it('drops an answer from another address or port, even from one that knows the question', async () => {
    let forgeries = 0
    // The agent is silent; forgers at another address and at another port send what it would have said.
    const forgers = [dgram.createSocket('udp4'), dgram.createSocket('udp4')]
    forgers[0]?.bind(0, '127.73.6.2')
    forgers[1]?.bind(0, address)
    const silent = dgram.createSocket('udp4')
    silent.on('message', (question, source) => {
      for (const forger of forgers) {
        forger.send(answerTo(question, [text(sysDescr, 'forged')]), source.port, source.address)
        forgeries += 1
      }
    })
    silent.bind(0, address)
    await once(silent, 'listening')
    closers.push(() => silent.close(), ...forgers.map((forger) => () => void forger.close()))
    expect(await ask(silent.address().port)).toBeNull()
    expect(forgeries).toBe(2)
  })

  it('survives three hundred mutated answers in a row', async () => {
    let seed = 1
    const random = () => {
      seed = (seed * 48_271) % 0x7fff_ffff
      return seed
    }
    const { port } = await agent((question) => {
      const good = answerTo(question, [text(sysDescr, 'still here'), text('1.3.6.1.2.1.1.5.0', 'name')])
      const bad = Array.from({ length: 300 }, () => {
        const copy = Buffer.from(good)
        for (let count = random() % 4; count >= 0; count -= 1) copy[random() % copy.length] = random() % 256
        // The number stays right, so that each one is looked at as far as it can be read.
        return random() % 4 === 0 ? copy.subarray(0, random() % copy.length) : copy
      })
      return [...bad.filter((datagram) => !datagram.equals(good)), good]
    })
    expect(await ask(port)).not.toBeNull()
  })

  it('refuses an address outside the scope, and ends when cancelled', async () => {
    const asker = await SnmpAsker.open(network)
    closers.push(() => asker.close())
    await expect(asker.get('127.74.6.1', 161, login, [sysDescr], { signal })).rejects.toThrow(OutsideScope)
    const { port } = await agent(() => [])
    const controller = new AbortController()
    const asked = asker.engine(address, port, { signal: controller.signal })
    controller.abort()
    await expect(asked).rejects.toThrow(Cancelled)
  })
})

describe('withSnmp', () => {
  const walk = (port: number, maxRows?: number) =>
    withSnmp(network, { address, port, login, signal, timeoutMs: 200 }, (reader) => reader.walk('1.3.6.1.9', maxRows))

  it('stops at the end of the branch', async () => {
    const objects = ['1.3.6.1.9.1', '1.3.6.1.9.2', '1.3.6.1.9.10', '1.3.6.1.10.1']
    const { port } = await agent((question) => {
      const [asked] = readQuestion(question).oids
      const at = objects.findIndex((oid) =>
        encodeOid(oid)
          .subarray(2)
          .equals(asked ?? Buffer.alloc(0)),
      )
      return [answerTo(question, [text(objects[at + 1] ?? '', 'x')])]
    })
    expect((await walk(port)).map(({ oid }) => oid)).toEqual(objects.slice(0, 3))
  })

  it('ends with an error when the agent walks in a circle', async () => {
    const circle = ['1.3.6.1.9.1', '1.3.6.1.9.2', '1.3.6.1.9.1']
    const fake = await agent((question, count) => [answerTo(question, [text(circle[count - 1] ?? '1.3.6.1.9.1', 'x')])])
    await expect(walk(fake.port)).rejects.toThrow(ProtocolViolation)
    expect(fake.questions).toHaveLength(3)
  })

  it('caps an endless branch', async () => {
    const fake = await agent((question, count) => [answerTo(question, [text(`1.3.6.1.9.${count}`, 'x')])])
    expect(await walk(fake.port, 20)).toHaveLength(20)
    expect(fake.questions).toHaveLength(20)
  })

  it('shows an error status as what it is', async () => {
    const { port } = await agent((question) => [answerTo(question, [], { errorStatus: 5 })])
    const read = withSnmp(network, { address, port, login, signal }, (reader) => reader.get([sysDescr]))
    await expect(read).rejects.toThrow(/error status 5/)
  })

  it('orders object identifiers by number, not by letter', () => {
    expect(compareOids('1.3.10', '1.3.9')).toBeGreaterThan(0)
    expect(compareOids('1.3', '1.3.1')).toBeLessThan(0)
    expect(compareOids('1.3.1', '1.3')).toBeGreaterThan(0)
    expect(compareOids('1.3.1', '1.3.1')).toBe(0)
  })
})

describe('a question that is repeated', () => {
  const options = { signal, timeoutMs: 40, attempts: 3 } as const

  it('waits for its turn before each datagram but the first', async () => {
    const silent = await agent(() => [])
    const asker = await SnmpAsker.open(network)
    closers.push(() => asker.close())
    let turns = 0
    const beforeRepeat = async () => {
      turns += 1
      expect(silent.questions.length).toBe(turns)
    }
    expect(await asker.get(address, silent.port, login, [sysDescr], { ...options, beforeRepeat })).toBeNull()
    expect([turns, silent.questions.length]).toEqual([2, 3])
  })

  it('is not sent again once it is answered, or when its turn never comes', async () => {
    let answer = () => {}
    const late = await agent((question) => {
      const reply = answerTo(question, [text(sysDescr, 'late')])
      answer = () => late.send(reply)
      return []
    })
    const asker = await SnmpAsker.open(network)
    closers.push(() => asker.close())
    let giveTurn = () => {}
    const waiting = asker.get(address, late.port, login, [sysDescr], {
      ...options,
      beforeRepeat: () => {
        answer()
        return new Promise<void>((resolve) => {
          giveTurn = resolve
        })
      },
    })
    expect(valueText((await waiting)?.values.get(sysDescr))).toBe('late')
    giveTurn()
    const refused = asker.get(address, late.port, login, [sysDescr], {
      ...options,
      beforeRepeat: () => Promise.reject(new Cancelled('No turn.')),
    })
    await expect(refused).rejects.toThrow(Cancelled)
    expect(late.questions.length).toBe(2)
  })
})
