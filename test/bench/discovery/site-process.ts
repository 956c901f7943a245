/** Runs the devices of the bench inside their network namespace until its input ends. Prints the truth about them as JSON. */
import { sitePassword, stateAsFound } from '../../../electron/practice/as-found.ts'
import type { DeviceState } from '../../../electron/practice/device-state.ts'
import { openEnclosedNetwork } from '../../../electron/practice/enclosed-network.ts'
import { standardGround } from '../../../electron/practice/ground.ts'
import { doorController } from '../../../electron/practice/personalities/door-controller.ts'
import { networkRecorder } from '../../../electron/practice/personalities/network-recorder.ts'
import { onvifCamera } from '../../../electron/practice/personalities/onvif-camera.ts'
import type { Personality } from '../../../electron/practice/personality.ts'
import { PracticeDevice } from '../../../electron/practice/practice-device.ts'
import { SeededRandom } from '../../../electron/practice/random.ts'
import { siteNetwork } from './namespaces.ts'

/** Makers whose devices tell everybody model and firmware: by SNMP, VAPIX or DHDiscover. Of the others a login tells it. */
const openMakers = /^(axis|hikvision|dahua|mercury)/i

const kinds = ([onvifCamera, networkRecorder, doorController] as readonly Personality[]).flatMap((personality) =>
  personality.products
    .filter(({ maker }) => openMakers.test(maker.vendor))
    .map((product) => ({ personality, product })),
)

function speakSnmp(state: DeviceState): void {
  state.snmp = { communities: ['public'], users: [] }
  if (state.settings.snmp === null) return
  state.settings.snmp = { ...state.settings.snmp, v2c: true, readCommunity: 'public' }
}

openEnclosedNetwork(`${siteNetwork}.0.0/16`)
const addresses = process.argv.slice(2)
const { places } = standardGround(1, siteNetwork)
const ports = places[0]?.ports
if (ports === undefined) throw new Error('a site has at least one place')
const devices = addresses.map((address, index) => {
  const kind = kinds[index % kinds.length]
  if (kind === undefined) throw new Error('no product of an open maker')
  const random = new SeededRandom(`bench ${index}`)
  const site = { ntpServer: `${siteNetwork}.255.123`, password: sitePassword('bench') }
  const state = stateAsFound({ ...kind, index, ports, random, site })
  // Newer Axis devices tell everybody by VAPIX; the others by SNMP alone where multicast does not reach.
  if (!/^AXIS$/.test(kind.product.maker.vendor) || Number.parseFloat(kind.product.firmware) < 9) speakSnmp(state)
  return new PracticeDevice({ address, ...kind, ports, state })
})
for (const device of devices) await device.start()
const truth = devices
  .map((device) => device.info())
  .map(({ address, vendor, model, firmware, class: kind }) => ({
    address,
    vendor,
    model,
    firmware,
    class: kind,
  }))
process.stdout.write(`${JSON.stringify(truth)}\n`)
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
