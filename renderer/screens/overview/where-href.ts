/** The list of devices, narrowed to those of which this holds. */
export const whereHref = (key: string, value: string): string =>
  `#/devices/where/${encodeURIComponent(`${key}=${encodeURIComponent(value)}`)}`
