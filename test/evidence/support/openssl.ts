import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Ran {
  readonly status: number | null
  readonly output: string
}

/** Runs a stock tool. Its output is both streams; a tool that is not installed fails the test by name. */
export function run(tool: string, args: readonly string[], cwd?: string): Ran {
  const { status, stdout, stderr, error } = spawnSync(tool, args, {
    encoding: 'utf8',
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
  })
  if (error !== undefined) throw new Error(`${tool} could not be run: ${error.message}`)
  return { status, output: stdout + stderr }
}

export const scratch = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'fieldseal-evidence-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

const authorityConfig = `
[tsa]
default_tsa = it
[it]
serial = serial
crypto_device = builtin
signer_cert = tsa.crt
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_chain = no
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[mail]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = emailProtection
[req]
distinguished_name = dn
[dn]
`

/** A timestamp authority of openssl: it stamps with the clock of this machine. */
export class TimestampAuthority {
  readonly #folder = scratch()
  readonly rootPem: string

  constructor() {
    const cwd = this.#folder.path
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd, stdio: 'pipe' })
    writeFileSync(join(cwd, 'tsa.cnf'), authorityConfig)
    writeFileSync(join(cwd, 'serial'), '01\n')
    const key = ['-newkey', 'rsa:2048', '-nodes', '-config', 'tsa.cnf', '-sha256']
    openssl(
      'req',
      '-x509',
      ...key,
      '-keyout',
      'root.key',
      '-out',
      'root.crt',
      '-days',
      '30',
      '-subj',
      '/CN=Stamp Root',
      '-extensions',
      'root',
    )
    openssl('req', '-new', ...key, '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', '/CN=Stamp 1')
    const issue = [
      'x509',
      '-req',
      '-in',
      'tsa.csr',
      '-CA',
      'root.crt',
      '-CAkey',
      'root.key',
      '-set_serial',
      '7',
      '-days',
      '20',
    ]
    openssl(...issue, '-out', 'tsa.crt', '-sha256', '-extfile', 'tsa.cnf', '-extensions', 'leaf')
    this.rootPem = readFileSync(join(cwd, 'root.crt'), 'utf8')
  }

  /** A TimeStampResp over these bytes. */
  stamp(bytes: Buffer): Buffer {
    const cwd = this.#folder.path
    writeFileSync(join(cwd, 'data'), bytes)
    execFileSync('openssl', ['ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'query'], {
      cwd,
      stdio: 'pipe',
    })
    return this.answer(readFileSync(join(cwd, 'query')))
  }

  /** The TimeStampResp to a TimeStampReq, whatever it asks. */
  answer(query: Buffer): Buffer {
    const cwd = this.#folder.path
    const name = randomBytes(6).toString('hex')
    writeFileSync(join(cwd, `${name}.tsq`), query)
    const reply = ['ts', '-reply', '-config', 'tsa.cnf', '-section', 'it', '-queryfile', `${name}.tsq`, '-out', name]
    execFileSync('openssl', reply, { cwd, stdio: 'pipe' })
    return readFileSync(join(cwd, name))
  }

  close(): void {
    this.#folder.remove()
  }
}
