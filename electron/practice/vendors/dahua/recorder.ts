import type { PracticeDevice } from '../../practice-device.ts'
import { SeededRandom } from '../../random.ts'
import type { Table } from './table.ts'

const models = ['IPC-HDW1025C', 'IPC-HDBW3241F-AS-M', 'DH-SD1A404XB-GNR'] as const

/** A camera behind the recorder. */
export interface BehindRecorder {
  readonly channel: number
  readonly name: string
  readonly address: string
  readonly model: string
  readonly firmware: string
  readonly connected: boolean
}

/** The cameras that a recorder has in its list; the same for the same recorder. Its last place is empty. */
function camerasBehind({ state }: PracticeDevice): readonly BehindRecorder[] {
  const random = new SeededRandom(`${state.identity.serial} channels`)
  return Array.from({ length: Math.max(1, state.channels - 1) }, (_, index) => ({
    channel: index + 1,
    name: `CAM ${index + 1}`,
    address: `10.1.1.${65 + index}`,
    model: random.pick(models),
    firmware: '2.622.0000000.9.R,build:2018-07-05',
    connected: index === 0 || random.chance(0.8),
  }))
}

/** As `RemoteDevice` shows it: the logins of the cameras stand in it. */
export function remoteDevices(device: PracticeDevice): Table {
  const rows = camerasBehind(device).map(({ channel, name, address, model, firmware, connected }) => [
    `uuid:System_CONFIG_NETCAMERA_INFO_${channel - 1}`,
    {
      Name: name,
      Enable: connected,
      Address: address,
      Mac: 'ff:ff:ff:ff:ff:ff',
      Port: 37777,
      HttpPort: 80,
      UserName: 'admin',
      Password: `behind-${channel}-secret`,
      Vendor: 'Private',
      ProtocolType: 'Dahua2',
      DeviceType: model,
      SerialNo: '',
      Version: firmware,
    },
  ])
  const empty = [
    `uuid:System_CONFIG_NETCAMERA_INFO_${rows.length}`,
    { Name: '', Enable: false, Address: '192.168.0.0', Port: 37777, DeviceType: '', Version: '' },
  ]
  return Object.fromEntries([...rows, empty]) as Table
}
