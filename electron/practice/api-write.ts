import type { ApiAnswer, ApiRequest } from './api-endpoint.ts'
import { fateOf } from './faults.ts'

/**
 * Carries out a change that a maker's own API was asked for, or does with it what the faults of the device say. `operation` is
 * the method and the path, without query: `PUT /ISAPI/System/Network/SNMP`.
 *
 * @param waiting what a maker answers that says so when a write waits for a restart
 */
export async function carryOut(
  { device, request }: ApiRequest,
  operation: string,
  change: () => void | Promise<void>,
  answer: ApiAnswer,
  waiting: ApiAnswer = answer,
): Promise<ApiAnswer | 'cut'> {
  const hangUp = () => {
    request.socket.destroy()
    return 'cut' as const
  }
  const fate = fateOf(device.faults, operation)
  if (fate === 'ignored') return answer
  if (fate === 'restart-before') {
    void device.reboot()
    return hangUp()
  }
  if (fate === 'at-restart') {
    device.applyAtReboot(change)
    return answer
  }
  if (fate === 'behaves-at-restart') device.waitForReboot()
  await change()
  if (fate === 'restart-after') void device.reboot()
  if (fate === 'behaves-at-restart') return waiting
  return fate === 'applied' ? answer : hangUp()
}
