import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { DeviceUnreachable, IdentityChanged, OutsideScope, ProtocolViolation } from '../../../electron/model/errors.ts'
import type { PracticeDevice } from '../../../electron/practice/practice-device.ts'
import { startPracticeSite } from '../../../electron/practice/practice-site.ts'
import { Network, type PinStore } from '../../../electron/protocols/network.ts'
import { ScopeGuard } from '../../../electron/protocols/scope.ts'
import { certificateFacts } from '../../../electron/protocols/tls/certificate-facts.ts'
import { readServerFlight } from '../../../electron/protocols/tls/server-flight.ts'
import { surveyTls } from '../../../electron/protocols/tls/survey.ts'
import { selfSigned } from '../http/self-signed.ts'

const guard = new ScopeGuard({ targets: ['127.0.0.0/8'], interfaces: [], excluded: [] }, { largeConfirmed: true })
const network = new Network(guard)
const at = (port: number, address = '127.0.0.1', timeoutMs = 2_000) => ({
  address,
  port,
  signal: AbortSignal.timeout(20_000),
  timeoutMs,
})

const servers: net.Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})
async function serverThat(answers: (socket: net.Socket) => void): Promise<number> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined)
    answers(socket)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as net.AddressInfo).port
}

async function practiceDevice(
  tls: NonNullable<PracticeDevice['state']['settings']['tls']>,
): Promise<{ device: PracticeDevice; port: number }> {
  const site = await startPracticeSite({ devices: 1, ports: 'high' })
  onTestFinished(() => site.close())
  const device = site.device(`127.0.0.1:${site.devices[0]?.port}`)
  Object.assign(device.state.settings, { tls, httpPolicy: 'http-and-https' })
  await device.followState()
  return { device, port: device.ports.https }
}

/** OpenSSL's own server, as a peer that nobody here wrote. */
async function openssl(...options: readonly string[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'tls-'))
  const { key, cert } = await selfSigned('CN=MAC000FE5012345,O=Mercury')
  await Promise.all([writeFile(join(folder, 'key'), key), writeFile(join(folder, 'cert'), cert)])
  const port = await serverThat(() => undefined)
  await new Promise((resolve) => servers.pop()?.close(resolve))
  const server = spawn(
    'openssl',
    ['s_server', '-accept', `127.0.0.1:${port}`, '-key', 'key', '-cert', 'cert', '-quiet', ...options],
    { cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] },
  )
  onTestFinished(async () => {
    server.kill()
    await new Promise((resolve) => server.once('close', resolve))
    await rm(folder, { recursive: true })
  })
  for (let tries = 0; tries < 100; tries += 1) {
    const open = await new Promise((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
    if (open === true) return port
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('openssl does not listen')
}

describe('a survey of a practice device', () => {
  it('names the one old version that it speaks, and its short key', async () => {
    const { port } = await practiceDevice({ versions: ['TLSv1'], certificate: { keyBits: 1_024, hash: 'sha1' } })
    const found = await surveyTls(network, at(port))
    expect(found).toMatchObject({
      port,
      accepted: ['TLSv1'],
      refused: ['SSLv3', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'],
      cipher: expect.stringMatching(/^TLS_.*_SHA$/),
      certificate: { selfSigned: true, keyType: 'rsa', keyBits: 1_024, signature: 'sha1WithRSAEncryption' },
    })
  })

  it.each([
    [
      ['TLSv1', 'TLSv1.1', 'TLSv1.2'],
      ['SSLv3', 'TLSv1.3'],
    ],
    [
      ['TLSv1.2', 'TLSv1.3'],
      ['SSLv3', 'TLSv1', 'TLSv1.1'],
    ],
    [['TLSv1.3'], ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2']],
  ] as const)('tells %s from the others', async (versions, refused) => {
    const { device, port } = await practiceDevice({ versions: [...versions] })
    const found = await surveyTls(network, at(port))
    expect([found.accepted, found.refused]).toEqual([versions, refused])
    expect(found.certificate).toMatchObject({
      subject: expect.stringContaining(device.maker.vendor),
      names: ['127.0.0.1'],
      validTo: '2040-01-01T00:00:00.000Z',
      signature: 'sha256WithRSAEncryption',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(device.requests.all).toEqual([])
  })

  it('pins what it saw, and stops at another certificate', async () => {
    const { device, port } = await practiceDevice({ versions: ['TLSv1.2', 'TLSv1.3'] })
    const pins = new Map<string, string>()
    const store: PinStore = {
      pin: (address, number) => pins.get(`${address} ${number}`) ?? null,
      savePin: (address, number, sha256) => void pins.set(`${address} ${number}`, sha256),
    }
    const pinned = new Network(guard, store)
    const { certificate } = await surveyTls(pinned, at(port))
    expect([...pins.values()]).toEqual([certificate.sha256])
    device.state.settings.tls = { versions: ['TLSv1.2'], certificate: { validTo: '2030-01-01' } }
    await device.followState()
    await expect(surveyTls(pinned, at(port))).rejects.toBeInstanceOf(IdentityChanged)
  })
})

describe("a survey of OpenSSL's server", () => {
  it.each([
    [['-tls1_2'], ['TLSv1.2']],
    [['-tls1_3'], ['TLSv1.3']],
    [
      ['-min_protocol', 'TLSv1', '-max_protocol', 'TLSv1.1', '-cipher', 'ALL@SECLEVEL=0'],
      ['TLSv1', 'TLSv1.1'],
    ],
  ])('with %s finds %s', async (options, accepted) => {
    const found = await surveyTls(network, at(await openssl(...options)))
    expect(found.accepted).toEqual(accepted)
    expect(found.certificate).toMatchObject({
      subject: expect.stringContaining('CN=MAC000FE5012345'),
      keyType: 'ec',
      keyBits: 256,
      signature: 'ecdsa-with-SHA256',
    })
  })

  it('takes a version as spoken although the handshake ends at a client certificate that is missing', async () => {
    const found = await surveyTls(network, at(await openssl('-tls1_2', '-Verify', '1', '-verify_return_error')))
    expect([found.accepted, found.certificate.keyType]).toEqual([['TLSv1.2'], 'ec'])
  })
})

describe('a port that is no honest TLS', () => {
  const hello = (content: Buffer) =>
    Buffer.concat([Buffer.of(22, 3, 3, content.length >> 8, content.length & 0xff), content])

  it('is no endpoint when it speaks something else, hangs up, or agrees to nothing', async () => {
    const web = await serverThat((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await expect(surveyTls(network, at(web))).rejects.toThrow('speaks something else than TLS')
    const rude = await serverThat((socket) => socket.destroy())
    await expect(surveyTls(network, at(rude))).rejects.toThrow('speaks no TLS')
    const shy = await serverThat((socket) => socket.end(Buffer.of(21, 3, 1, 0, 2, 2, 70)))
    await expect(surveyTls(network, at(shy))).rejects.toThrow('agrees to none of the versions')
    const dead = await serverThat(() => undefined)
    await expect(surveyTls(network, at(dead, '127.0.0.1', 100))).rejects.toBeInstanceOf(DeviceUnreachable)
  })

  it('is refused when its answer is cut off, too long, or holds no certificate that can be read', async () => {
    for (const bytes of [
      Buffer.of(22, 3, 3, 255, 255, 0),
      hello(Buffer.of(2, 0, 0, 4, 3, 3, 0, 0)),
      hello(Buffer.of(2, 255, 255, 255, 0)),
    ]) {
      const port = await serverThat((socket) => socket.end(bytes))
      await expect(surveyTls(network, at(port))).rejects.toBeInstanceOf(ProtocolViolation)
    }
    const endless = await serverThat((socket) => {
      const more = () =>
        socket.destroyed || socket.write(Buffer.concat([Buffer.of(23, 3, 3, 0x40, 0), Buffer.alloc(0x4000)]), more)
      more()
    })
    await expect(surveyTls(network, at(endless))).rejects.toThrow('longer than any honest one')
    expect(() => certificateFacts(Buffer.from('3003020101', 'hex'))).toThrow(ProtocolViolation)
    expect(() => certificateFacts(Buffer.alloc(70_000))).toThrow(ProtocolViolation)
  })

  it('never makes the reader fail in another way, wherever an answer is cut', () => {
    const random = hello(Buffer.concat([Buffer.of(2, 0, 0, 38, 3, 1), Buffer.alloc(32), Buffer.of(0, 0, 0x2f, 0)]))
    const certificate = hello(Buffer.of(11, 0, 0, 9, 0, 0, 6, 0, 0, 3, 1, 2, 3))
    const whole = Buffer.concat([random, certificate])
    for (let length = 0; length <= whole.length; length += 1) {
      const found = readServerFlight(whole.subarray(0, length), true)
      expect(found === null || found.kind === 'hello').toBe(true)
    }
    expect(readServerFlight(whole)).toEqual({
      kind: 'hello',
      version: 'TLSv1',
      suite: 0x2f,
      certificate: Buffer.of(1, 2, 3),
    })
  })

  it('is not asked outside the scope', async () => {
    const narrow = new Network(new ScopeGuard({ targets: ['127.0.0.1:9'], interfaces: [], excluded: [] }))
    await expect(surveyTls(narrow, at(10))).rejects.toBeInstanceOf(OutsideScope)
  })
})
