import { z } from 'zod'
import type { DeviceClass } from '../model/device.ts'
import type { ApprovedPorts } from '../model/site.ts'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/** Of the ports that were looked at, only those are open that the site record approves for this kind of device. */
export const openPortsApproved = defineCheck({
  id: 'open-ports-approved',
  needs: ['network.ports', 'site.settings', 'site.place'],
  params: z.strictObject({}),
  evaluate({ 'network.ports': ports, 'site.settings': { openPorts = [] }, 'site.place': { deviceClass } }) {
    const approved = approvedFor(openPorts, deviceClass)
    const allowed = approved === null ? null : listOf(approved)
    const expected = `no open port but ${allowed ?? 'the approved ones'}`
    const open = ports.filter(({ state }) => state === 'open')
    const list = open.map(({ service, transport, port }) => `${service} (${transport} ${port})`).join(', ')
    if (ports.length === 0) return unknown('no port was looked at', expected)
    const looked = `${ports.length} ports looked at`
    if (approved === null) {
      return unknown(
        `${looked}, open: ${list === '' ? 'none' : list}; the site record approves no list of ports`,
        expected,
      )
    }
    const strange = open.filter(({ transport, port }) => !approved[transport].includes(port))
    if (strange.length > 0) {
      return fail(
        `open and not approved: ${strange.map(({ service, transport, port }) => `${service} (${transport} ${port})`).join(', ')}`,
        expected,
      )
    }
    if (ports.every(({ state }) => state === 'silent')) return unknown(`${looked}, none answered at all`, expected)
    return pass(`${looked}, open: ${list === '' ? 'none' : list}`, expected)
  },
})

const approvedFor = (lists: readonly ApprovedPorts[], deviceClass: DeviceClass): ApprovedPorts | null =>
  lists.find((list) => list.deviceClass === deviceClass) ?? lists.find((list) => list.deviceClass === null) ?? null

const listOf = ({ tcp, udp }: ApprovedPorts): string => {
  const names = [...tcp.map((port) => `tcp ${port}`), ...udp.map((port) => `udp ${port}`)]
  return names.length === 0 ? 'none' : names.join(', ')
}
