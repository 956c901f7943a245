import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Secret } from '../../electron/model/secret.ts'
import { deriveSiteKeys } from '../../electron/vault/keys.ts'
import { recoverPasswords } from '../../electron/vault/recover.ts'
import { account, VaultBench } from './vault-fixture.ts'

const kills = 15

/** A device on loopback that keeps one password, and answers as devices do: late, twice as slow, or not at all. */
class LineDevice {
  password = 'factory'
  readonly everSet: string[] = ['factory']
  requests = 0
  readonly #server = net.createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', (data) => {
      const [verb, first = '', second = ''] = data.toString().trim().split(' ')
      this.requests += 1
      if (verb === 'login') return socket.end(first === this.password ? 'yes' : 'no')
      if (first !== this.password) return socket.end('no')
      const mood = randomInt(5)
      if (mood === 0) return socket.destroy()
      this.password = second
      this.everSet.push(second)
      return mood === 1 ? socket.destroy() : setTimeout(() => socket.end('yes'), mood)
    })
  })

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return (this.#server.address() as net.AddressInfo).port
  }

  close(): void {
    this.#server.close()
  }
}

it(`never loses a password over ${kills} kills at any moment of changing it`, { timeout: 120_000 }, async () => {
  const passphrase = Secret.of('plant room on the left')
  const keys = await deriveSiteKeys(passphrase, randomBytes(16))
  const bench = new VaultBench(undefined, { ...keys, wipe: () => undefined })
  bench.vault.setCredential(account, Secret.of('factory'), 'default')
  bench.close()
  const device = new LineDevice()
  const port = await device.listen()
  let changer: ChildProcess | null = null
  let interrupted = 0
  try {
    for (let round = 0; round < kills; round += 1) {
      const complaints: string[] = []
      const { salt, databaseKey, wrapKey } = keys
      const secrets = [salt, databaseKey, wrapKey].map((key) => key.toString('hex'))
      const script = path.join(import.meta.dirname, 'changer.ts')
      changer = spawn(process.execPath, [script, bench.file, ...secrets, String(port)], {
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      changer.stderr?.on('data', (data: Buffer) => complaints.push(data.toString()))
      const gone = once(changer, 'exit')
      const until = device.requests + randomInt(1, 25)
      while (device.requests < until && changer.exitCode === null) await sleep(1)
      await sleep(randomInt(12))
      changer.kill('SIGKILL')
      await gone
      expect(complaints.filter((text) => !text.includes('ExperimentalWarning')).join('')).toBe('')

      bench.open()
      interrupted += bench.vault.unresolved().length
      const held = bench.vault.candidates(account)
      const texts = held.map(({ password }) => password.reveal())
      for (const sent of device.everSet) expect(texts, `round ${round}`).toContain(sent)
      const current = held.find(({ password }) => password.reveal() === device.password)
      expect(['committed', 'candidate'], `round ${round}`).toContain(current?.state)
      expect(held.filter(({ state }) => state !== 'superseded').length).toBeLessThanOrEqual(2)
      bench.close()
    }
    expect(device.everSet.length).toBeGreaterThan(kills)
    expect(interrupted).toBeGreaterThan(0)
    fs.rmSync(bench.file)
    const { passwords, unreadableBytes } = await recoverPasswords(bench.journal, passphrase)
    expect(unreadableBytes).toBe(0)
    const recovered = passwords.map(({ password }) => password.reveal())
    for (const sent of device.everSet) expect(recovered).toContain(sent)
  } finally {
    changer?.kill('SIGKILL')
    device.close()
    bench.remove()
  }
})
