/** Columns that the list of devices may show, in their usual order. */
export const deviceColumns = [
  'address',
  'name',
  'worst',
  'open',
  'vendor',
  'model',
  'firmware',
  'class',
  'zone',
  'serial',
  'mac',
  'driver',
  'state',
  'lastSeen',
] as const
export type DeviceColumn = (typeof deviceColumns)[number]
