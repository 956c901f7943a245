import { IconCircleCheck, IconHelpCircle, IconHierarchy2 } from '@tabler/icons-react'
import type { Output } from '../../../electron/contract/channels.ts'
import { Panel } from '../../components/panel.tsx'
import { Tag } from '../../components/tag.tsx'
import { text } from '../../text/text.ts'

const { device, devices } = text

/** What knows this device, how far that was proven, and what it may change. */
export function DriverPanel({ driver }: { readonly driver: Output<'devices.view'>['driver'] }) {
  if (driver === null) {
    return (
      <Panel
        title={device.driver}
        aside={
          <Tag tone="warn" icon={<IconHelpCircle size="1em" aria-hidden />}>
            {text.unknownValue}
          </Tag>
        }
      >
        <p className="sub">{device.noDriver}</p>
      </Panel>
    )
  }
  const { grade, reads, writes, unproven, stopRule } = driver
  const Icon = grade === 'bronze' ? IconHierarchy2 : IconCircleCheck
  return (
    <Panel title={device.driver} aside={<Tag icon={<Icon size="1em" aria-hidden />}>{devices.grade[grade]}</Tag>}>
      <p>
        <strong>{driver.vendor}</strong> <span className="mono dim">{driver.id}</span>
      </p>
      <p className="sub">{device.gradeNote[grade]}</p>
      <p>
        {device.driverReads(reads)}. {device.driverWrites(writes.length)}.
      </p>
      {unproven.length > 0 && (
        <>
          <p className="sub">{device.driverUnproven}</p>
          <ul className="plain-list">
            {unproven.map((fact) => (
              <li key={fact}>{device.factName[fact] ?? fact}</li>
            ))}
          </ul>
        </>
      )}
      <p className="dim small">{device.stopRule(stopRule.attempts, stopRule.windowMinutes)}</p>
    </Panel>
  )
}
