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
    const { session } = host.site()
    const catalog = session.firmwareCatalog()
    return firmwareView({
      devices: session.devices().map((device) => {
        const reading = session.readings(device.id)['firmware.assessment']
        return { device, assessment: reading?.end === 'value' ? reading.value : null }
      }),
      catalog: catalogView(catalog.status(), new Date()),
      foresee: foreseeWith({
        catalog,
        checklist: session.checklist(),
        checks,
        findings: session.findings().asLeft,
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
