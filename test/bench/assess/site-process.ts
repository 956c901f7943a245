/** Runs a practice site whose every answer takes its time, until its input ends. Prints what a visit needs to know as JSON. */
import { startPracticeSite } from '../../../electron/practice/practice-site.ts'

const [devices, delayMs] = process.argv.slice(2).map(Number)
if (devices === undefined || delayMs === undefined) throw new Error('site-process.ts DEVICES DELAY_MS')
const site = await startPracticeSite({ devices, seed: 'bench', ports: 'standard' })
for (const { address } of site.devices) site.device(address).faults.delayMs = delayMs
const { scope, interfaces, knownLogins, settings } = site
process.stdout.write(`${JSON.stringify({ scope, interfaces, knownLogins, settings })}\n`)
process.stdin.resume()
process.stdin.on('end', () => {
  void site.close().then(() => process.exit(0))
})
