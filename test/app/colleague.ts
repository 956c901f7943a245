import { join } from 'node:path'
import { root } from '../../build/command.ts'
import { SiteSession } from '../../electron/engine/session.ts'
import { Secret } from '../../electron/model/secret.ts'

/**
 * A colleague in a process of their own, who has a new site open: says `open`, and on the end of its input what the scope of the
 * site is by then. Words: the file, its passphrase.
 */
const [file, passphrase] = process.argv.slice(2)
if (file === undefined || passphrase === undefined) throw new Error('name the file and its passphrase')

const resources = {
  checklists: join(root, 'checklists'),
  firmwareCatalog: join(root, 'firmware-catalog'),
  installedCatalog: null,
}
const site = {
  name: 'Harbour',
  customer: null,
  contract: null,
  technician: 'C. League',
  company: 'Installers',
  checklist: 'baseline',
  settings: { ntpServers: [], neededProtocols: [] },
  practice: false,
}
const session = await SiteSession.create(file, Secret.of(passphrase), site, { resources, toolVersion: '0.0.0' })
session.confirmScope({ targets: ['127.88.0.0/29'], interfaces: [], excluded: [] })
process.stdout.write('open\n')
process.stdin.resume()
process.stdin.once('end', () => {
  process.stdout.write(`${session.site().scope?.targets.join(' ')}\n`)
  session.close()
})
