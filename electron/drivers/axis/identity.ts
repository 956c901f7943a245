import { z } from 'zod'
import type { Identity } from '../../model/device.ts'
import { Unsupported } from '../../model/errors.ts'
import { visibleText } from '../../model/visible-text.ts'
import { macOf } from '../../protocols/onvif/network-settings.ts'
import type { Capability, Connection } from '../driver.ts'
import { onvifIdentity } from '../onvif/capabilities.ts'
import { needParams } from './params.ts'
import { newerOrOlder, openCall, shaped } from './vapix.ts'

const propertyShape = z.object({ propertyList: z.record(z.string(), z.string()) })

/**
 * Who the device is. From AXIS OS 8.40 on it says so to anybody; older firmware tells it to users.
 * @see VAPIX: basicdeviceinfo.cgi getAllUnrestrictedProperties; parameters Brand and Properties
 */
export const axisIdentity = (): Capability => ({
  fact: 'identity',
  read: (device) =>
    newerOrOlder(
      () => byInformation(device),
      () =>
        newerOrOlder(
          () => byParams(device),
          () => byOnvif(device),
        ),
    ),
})

async function byInformation(device: Connection): Promise<Identity> {
  const call = { path: '/axis-cgi/basicdeviceinfo.cgi', apiVersion: '1.0', method: 'getAllUnrestrictedProperties' }
  const { propertyList } = shaped(propertyShape, await openCall(device, call), 'basicdeviceinfo.cgi')
  const text = (name: string) => textOf(propertyList[name])
  return identityOf(text('SerialNumber'), {
    manufacturer: text('Brand'),
    model: text('ProdNbr'),
    firmware: text('Version'),
    build: text('BuildDate'),
    hardwareId: text('HardwareID'),
  })
}

async function byParams(device: Connection): Promise<Identity> {
  const params = await needParams(device, ['Brand', 'Properties.Firmware', 'Properties.System'])
  const text = (name: string) => textOf(params.get(name))
  return identityOf(text('Properties.System.SerialNumber'), {
    manufacturer: text('Brand.Brand'),
    model: text('Brand.ProdNbr'),
    firmware: text('Properties.Firmware.Version'),
    build: text('Properties.Firmware.BuildDate'),
    hardwareId: text('Properties.System.HardwareID'),
  })
}

const byOnvif = (device: Connection) => onvifIdentity().read(device) as Promise<Identity>

/** The serial number of an Axis device is its hardware address. */
function identityOf(serial: string | null, rest: Omit<Identity, 'serial' | 'macs'>): Identity {
  if (serial === null && rest.model === null) throw new Unsupported('The device does not say who it is.')
  const mac = macOf(serial)
  return { ...rest, serial, macs: mac === null ? [] : [mac] }
}

const textOf = (text: string | undefined): string | null => {
  const shown = visibleText(text ?? '', 128).trim()
  return shown === '' ? null : shown
}

const readyShape = z.object({ systemready: z.string().optional(), needsetup: z.string() })

/**
 * Whether the device still waits for its first account. Told to anybody from AXIS OS 9.50 on.
 * @see VAPIX: systemready.cgi, `needsetup`
 */
export const axisActivationState = (): Capability => ({
  fact: 'activation',
  async read(device) {
    const call = { path: '/axis-cgi/systemready.cgi', apiVersion: '1.1', method: 'systemready', params: { timeout: 5 } }
    const { needsetup } = shaped(readyShape, await openCall(device, call), 'systemready.cgi')
    const evidence = `systemready.cgi says needsetup=${visibleText(needsetup, 20)}`
    return { state: needsetup === 'yes' ? 'factory' : 'activated', evidence }
  },
})
