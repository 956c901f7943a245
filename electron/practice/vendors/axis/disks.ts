import type { ApiRoute } from '../../api-endpoint.ts'
import { el } from '../../xml.ts'
import { isFirstController } from './versions.ts'

const cardKilobytes = 62_367_744

/** One memory card, and a share that nobody set up. @see VAPIX: disks/list.cgi?diskid=all */
export const disksRoute: ApiRoute = {
  path: '/axis-cgi/disks/list.cgi',
  level: 'Operator',
  has: (device) => device.state.channels > 0 && !isFirstController(device),
  answer: async () => ({
    status: 200,
    type: 'text/xml',
    body: `<?xml version="1.0" encoding="UTF-8"?>${
      el('root', [
        el(
          'disks',
          [
            el('disk', [], { diskid: 'SD_DISK', totalsize: cardKilobytes, status: 'OK', diskencrypted: false }),
            el('disk', [], { diskid: 'NetworkShare', totalsize: 0, status: 'disconnected' }),
          ],
          { numberofdisks: 2 },
        ),
      ]).xml
    }`,
  }),
}
