import type { Output } from '../../../electron/contract/channels.ts'
import { count, numberText, sizeText } from '../format.ts'

type Row = NonNullable<Output<'upgrade.view'>>['rows'][number]

/** What the screen of firmware upgrades says. An upgrade is never called done before its version was read back. */
export const upgrade = {
  title: 'Firmware upgrade',
  back: 'Back to Firmware',
  open: 'Upgrade devices',
  lead: 'Files of your own library, sent to devices that you choose. Nothing starts by itself.',
  // The library.
  library: 'Firmware library',
  libraryNote:
    'Files that you got from the makers. They are copied, hashed and never unpacked. A file goes to the models that it names and to no other.',
  libraryEmpty: 'No firmware file yet',
  libraryEmptyText: 'Get the firmware for a model from its maker, then add the file here.',
  chosen: 'Use',
  takeOut: 'Remove',
  result: 'Result',
  file: 'File',
  madeFor: 'Made for',
  version: 'Version',
  here: 'Devices here',
  source: 'From',
  said: 'as stated, the file does not say it',
  use: (fileName: string) => `Use ${fileName}`,
  noDevice: 'none',
  devices: (amount: number) => numberText(amount),
  remove: (fileName: string) => `Remove ${fileName} from the library`,
  add: 'Add a firmware file',
  addTitle: 'Add a firmware file',
  addText:
    'Leave a field empty where the file says it itself. A file that contradicts what you say is refused. Nothing is sent to a device.',
  vendor: 'Maker, as the devices print it',
  models: 'Models, as the devices print them, with commas between',
  versionField: 'Version, as the devices will print it',
  note: 'Where you have it from',
  choose: 'Choose the file',
  size: sizeText,
  // The plan.
  plan: (devices: number) => `Plan the upgrade of ${count(devices, 'device')}`,
  planNote: 'Planning reads the devices. No file is sent.',
  planned: 'What would be sent',
  device: 'Device',
  change: 'From and to',
  way: 'By',
  look: 'To look at',
  goesFirst: 'goes first, alone',
  canary: (amount: number) =>
    amount === 1
      ? 'The first device of each firmware goes alone. The others follow only when it came back as the same device with the new version.'
      : `The first ${numberText(amount)} devices of each firmware go one by one. The others follow only when all of them came back with the new version.`,
  include: (device: string) => `Upgrade ${device}`,
  confirm: (device: string) => `Yes, ${device} may go away now`,
  notPlanned: 'Left alone',
  nothing: 'No device of this plan would get a firmware.',
  before: 'Before it starts',
  power: 'Power holds until every device is back.',
  window: 'This is the maintenance window that the customer agreed to.',
  start: (devices: number) => `Upgrade ${count(devices, 'device')}`,
  startNote: 'A device that was begun is followed to its end; it cannot be called back.',
  unconfirmed: (devices: number) =>
    `${count(devices, 'chosen device waits', 'chosen devices wait')} for a yes of its own.`,
  // Going and gone.
  cancelRest: 'Begin no further device',
  cancelNote: 'Devices that were begun are followed to their end.',
  state: {
    planned: 'Not begun',
    running: 'Running',
    upgraded: 'Upgraded',
    'came-back-on-old-version': 'Came back on the old version',
    'never-came-back': 'Never came back',
    'came-back-unproven': 'Came back, not proven',
    'broken-off': 'Broken off by a failure of the program',
    refused: 'Not taken',
    cancelled: 'Not begun, cancelled',
  } as Readonly<Record<Row['state'], string>>,
  stage: {
    opening: 'Checks that it is the device of the plan',
    uploading: 'Sends the file',
    uploaded: 'Took the file; its restart is awaited',
    restarting: 'Went away; its return is awaited',
    checking: 'Is back; identity and version are read',
  } as Readonly<Record<NonNullable<Row['stage']>, string>>,
  sent: (sent: number, size: number) => `${sizeText(sent)} of ${sizeText(size)}`,
  times: { sentAt: 'Sent', goneAt: 'Went away', backAt: 'Back' },
  runs: (version: string) => `runs ${version}`,
  counts: (rows: readonly Row[]): string => {
    const states = [...new Set(rows.map(({ state }) => state))]
    return states
      .map(
        (state) =>
          `${numberText(rows.filter((row) => row.state === state).length)} ${upgrade.state[state].toLowerCase()}`,
      )
      .join(', ')
  },
  readBack:
    'What is called upgraded runs the new version by its own word, read after the restart, and was assessed again.',
}
