import { importBundle } from '../../catalog/bundle/import-bundle.ts'
import { readBundleFile } from '../../catalog/bundle/read-bundle-file.ts'
import { openFirmwareCatalog } from '../../catalog/firmware-catalog.ts'
import { checks } from '../../checks/index.ts'
import { openCatalog } from '../../engine/resources.ts'
import type { Handlers } from '../host/host.ts'
import { catalogView, firmwareView } from '../views/firmware-view.ts'
import { foreseeWith } from '../views/foresee.ts'

export const firmwareHandlers = {
  'firmware.view': (host) => {
    const { session } = host.shown()
    const catalog = session.firmwareCatalog()
    const checklist = session.checklist()
    const checkOf = new Map(checklist.items.map(({ id, check }) => [id, check]))
    return firmwareView({
      devices: session.devices().map((device) => {
        const reading = session.readings(device.id)['firmware.assessment']
        return { device, assessment: reading?.end === 'value' ? reading.value : null }
      }),
      catalog: catalogView(catalog.status(), new Date()),
      foresee: foreseeWith({
        catalog,
        checklist,
        checks,
        findings: session
          .findingEnds()
          .filter(({ outcome }) => outcome === 'fail')
          .map((end) => ({ ...end, check: checkOf.get(end.item) ?? null })),
      }),
    })
  },
  'firmware.updateCatalog': (host, { file }) => {
    const { firmwareCatalog, installedCatalog: installed } = host.options.resources
    if (installed === null) throw new Error('the app always has a folder for imported catalogs')
    const shippedVersion = openFirmwareCatalog(firmwareCatalog).status().version
    const { replaces } = importBundle(readBundleFile(file), { installed, shippedVersion })
    host.events.changed('firmware', 'site')
    return { catalog: catalogView(openCatalog(host.options.resources).status(), new Date()), replaces }
  },
} satisfies Partial<Handlers>
