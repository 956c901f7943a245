import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sessionOptions } from '../../electron/cli/site.ts'
import { SiteSession } from '../../electron/engine/session.ts'
import { Secret } from '../../electron/model/secret.ts'
import { passphrase, runCli } from './run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'fieldseal-read-'))
const file = join(folder, 'harbour.fieldseal')
let window: SiteSession

beforeAll(async () => {
  window = await SiteSession.create(
    file,
    Secret.of(passphrase),
    {
      name: 'Harbour',
      customer: null,
      contract: null,
      technician: 'A. Person',
      company: 'Installers',
      checklist: 'baseline',
      settings: { ntpServers: [], neededProtocols: [] },
      practice: false,
    },
    sessionOptions,
  )
  window.risks.assign({ item: 'NET-02', deviceId: null, owner: 'R. Isk', due: null, note: '' })
})
afterAll(() => {
  window.close()
  rmSync(folder, { recursive: true })
})

describe('a command that only says what stands in a site', () => {
  it.each([
    ['drift', [], { drift: null }],
    ['gaps', [], { gaps: expect.any(Array) }],
    ['export', ['--format', 'sarif', '--out', join(folder, 'out.sarif')], { format: 'sarif' }],
    ['risk', ['--list'], { risks: [{ item: 'NET-02', owner: 'R. Isk' }] }],
    ['waive', ['--list'], { waivers: [] }],
  ])('%s answers while somebody else has the site open, and leaves it as it is', async (command, more, said) => {
    const before = { holder: window.holder(), visit: window.visit(), bytes: readFileSync(file) }
    const end = await runCli([command, '--site', file, ...more, '--json'])
    expect({ code: end.code, stderr: end.stderr }).toEqual({ code: command === 'gaps' ? end.code : 0, stderr: '' })
    expect(end.json()).toMatchObject(said)
    expect({ holder: window.holder(), visit: window.visit(), bytes: readFileSync(file) }).toEqual(before)
  })

  it('names the mistake where no such site is there, and makes none', async () => {
    const wrong = join(folder, 'typo.fieldseal')
    const end = await runCli(['drift', '--site', wrong])
    expect(end.code).toBe(2)
    expect(end.stderr).toContain(`no site file ${wrong}`)
    expect(() => readFileSync(wrong)).toThrow('ENOENT')
  })

  it('takes no options of a new site', async () => {
    const end = await runCli(['gaps', '--site', file, '--customer', 'Port'])
    expect(end.code).toBe(2)
    expect(end.stderr).toContain('--customer')
  })
})
