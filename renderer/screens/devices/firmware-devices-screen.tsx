import { IconCpu } from '@tabler/icons-react'
import { useParams } from 'wouter'
import { Asked } from '../../api/asked.tsx'
import { Tag } from '../../components/tag.tsx'
import { text } from '../../text/text.ts'
import { filteredDevices } from '../firmware/firmware-groups.ts'
import { Devices } from './devices-screen.tsx'

const { firmware } = text

/** The devices that a number of the firmware screen counts. */
export function FirmwareDevicesScreen() {
  const { filter = '' } = useParams<{ readonly filter?: string }>()
  return (
    <Asked channel="devices.list" input={undefined}>
      {(rows) => (
        <Asked channel="firmware.view" input={undefined}>
          {(view) => {
            const { ids, words } = filteredDevices(view, filter)
            return (
              <Devices
                key={filter}
                where={null}
                rows={rows.filter(({ id }) => ids.has(id))}
                narrowed={
                  <p className="narrowed">
                    <Tag icon={<IconCpu size="1em" aria-hidden />}>{firmware.filtered(words)}</Tag>
                    <a href="#/firmware">{firmware.back}</a>
                    <a href="#/devices">{firmware.showAllDevices}</a>
                  </p>
                }
              />
            )
          }}
        </Asked>
      )}
    </Asked>
  )
}
