import { spawn } from 'node:child_process'
import dgram from 'node:dgram'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Network } from '../../../electron/protocols/network.ts'
import { ScopeGuard } from '../../../electron/protocols/scope.ts'
import { SnmpAsker } from '../../../electron/protocols/snmp/asker.ts'

/** Users of the agent; all have these two passwords. */
export const usmPasswords = { auth: 'authpass1', priv: 'privpass1' }
const daemon = '/usr/sbin/snmpd'

/**
 * Debian's SNMP agent on loopback, with its own files, ended by its process id.
 *
 * @throws when snmpd is not installed: a test without its peer proves nothing
 */
export async function startSnmpd(
  address: string,
  options: { readonly communities?: readonly string[] } = {},
): Promise<{ readonly address: string; readonly port: number; close(): Promise<void> }> {
  if (!existsSync(daemon)) throw new Error(`${daemon} is missing. Run build/setup-debian.sh.`)
  const folder = mkdtempSync(path.join(tmpdir(), 'fieldseal-snmpd-'))
  const port = await freeUdpPort(address)
  const config = path.join(folder, 'snmpd.conf')
  writeFileSync(
    config,
    `agentAddress udp:${address}:${port}
${(options.communities ?? ['public']).map((name) => `rocommunity ${name} 127.0.0.0/8`).join('\n')}
createUser md5des MD5 ${usmPasswords.auth} DES ${usmPasswords.priv}
createUser shades SHA ${usmPasswords.auth} DES ${usmPasswords.priv}
createUser shaaes SHA ${usmPasswords.auth} AES ${usmPasswords.priv}
createUser sha512aes256 SHA-512 ${usmPasswords.auth} AES-256 ${usmPasswords.priv}
createUser authonly SHA ${usmPasswords.auth}
rouser md5des priv
rouser shades priv
rouser shaaes priv
rouser sha512aes256 priv
rouser authonly auth
sysName peer
sysDescr Debian network camera peer
`,
  )
  const child = spawn(daemon, ['-f', '-Lf', path.join(folder, 'log'), '-C', '-c', config, '-I', '-smux'], {
    env: { ...process.env, SNMP_PERSISTENT_DIR: path.join(folder, 'state'), MIBS: '' },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  const close = async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  const network = new Network(new ScopeGuard({ targets: [address], interfaces: [], excluded: [] }))
  const asker = await SnmpAsker.open(network)
  try {
    const options = { signal: new AbortController().signal, timeoutMs: 100, attempts: 1 }
    for (let round = 0; (await asker.engine(address, port, options)) === null; round += 1) {
      if (round > 100 || child.exitCode !== null) throw new Error('snmpd did not start')
      await sleep(20)
    }
  } catch (error) {
    await close()
    throw error
  } finally {
    asker.close()
  }
  return { address, port, close }
}

async function freeUdpPort(address: string): Promise<number> {
  const socket = dgram.createSocket('udp4')
  socket.bind(0, address)
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}
