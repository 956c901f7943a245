import { Unsupported } from '../../model/errors.ts'
import type { FactKey, Facts } from '../../model/facts.ts'
import type { DeviceSession } from '../fix.ts'

/** The fact, or null where the device does not offer it. Every other trouble ends the plan. */
export async function readIfOffered<K extends FactKey>(device: DeviceSession, fact: K): Promise<Facts[K] | null> {
  try {
    return await device.read(fact)
  } catch (error) {
    if (error instanceof Unsupported) return null
    throw error
  }
}
