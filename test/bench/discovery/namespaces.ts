import { execFileSync, spawnSync } from 'node:child_process'

/** Two computers of Linux with a cable between them: one that visits, one where the devices are. No way out of either. */
export interface Namespaces {
  readonly visit: string
  readonly site: string
  remove(): void
}

/** Devices stand in `10.40.0.0/20`, on routed addresses; all others of it are silent. */
export const siteNetwork = '10.40'
const cable = { visit: `${siteNetwork}.255.1`, site: `${siteNetwork}.255.2` }

/** Why it cannot be done here, or null. */
export function whyNoNamespaces(): string | null {
  if (process.platform !== 'linux') return 'network namespaces are a thing of Linux'
  if (process.getuid?.() !== 0) return 'only root may make network namespaces'
  const name = `fieldseal-try-${process.pid}`
  const made = spawnSync('ip', ['netns', 'add', name], { encoding: 'utf8' })
  if (made.error !== undefined || made.status !== 0) return `ip netns: ${made.error?.message ?? made.stderr.trim()}`
  execFileSync('ip', ['netns', 'delete', name])
  return null
}

/** @param addresses those where devices will stand */
export function makeNamespaces(addresses: readonly string[]): Namespaces {
  const [visit, site] = [`fieldseal-visit-${process.pid}`, `fieldseal-site-${process.pid}`]
  const ip = (...args: string[]) => execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const remove = () => {
    for (const name of [visit, site]) spawnSync('ip', ['netns', 'delete', name], { stdio: 'ignore' })
  }
  try {
    ip('netns', 'add', visit)
    ip('netns', 'add', site)
    ip('link', 'add', 'bench0', 'netns', visit, 'type', 'veth', 'peer', 'name', 'bench0', 'netns', site)
    for (const [name, address] of [
      [visit, cable.visit],
      [site, cable.site],
    ] as const) {
      ip('-n', name, 'link', 'set', 'lo', 'up')
      ip('-n', name, 'link', 'set', 'bench0', 'up')
      ip('-n', name, 'address', 'add', `${address}/30`, 'dev', 'bench0')
    }
    ip('-n', visit, 'route', 'add', `${siteNetwork}.0.0/20`, 'via', cable.site)
    // Whatever is sent to an address where nobody stands is dropped without a word, as behind a router that has filtered ICMP.
    ip('-n', site, 'route', 'add', 'blackhole', `${siteNetwork}.0.0/20`)
    const lines = addresses.map((address) => `address add ${address}/32 dev lo\n`).join('')
    execFileSync('ip', ['-n', site, '-batch', '-'], { input: lines })
  } catch (error) {
    remove()
    throw error
  }
  return { visit, site, remove }
}
