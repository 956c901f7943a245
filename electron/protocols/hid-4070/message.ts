export const hidPort = 4070

const largestDatagram = 1_024

/** One door controller as it describes itself. Absent and empty are null. */
export interface HidAnswer {
  readonly mac: string | null
  readonly hostname: string | null
  /** What it believes its own address to be. */
  readonly ipv4: string | null
  /** `EH400` */
  readonly model: string | null
  readonly firmware: string | null
  readonly built: string | null
}

/** The one question of this protocol that is sent. Its other commands act on doors and lamps. */
export function buildHidQuestion(): Buffer {
  return Buffer.from('discover;013;', 'latin1')
}

/** `discovered;090;<MAC>;<hostname>;<IP>;<n>;<type>;<firmware>;<build date>;`, null for anything else. */
export function parseHidAnswer(datagram: Buffer): HidAnswer | null {
  if (datagram.length > largestDatagram) return null
  const [word, length, mac, hostname, ipv4, , model, firmware, built, ...rest] = datagram.toString('utf8').split(';')
  if (word !== 'discovered' || !/^\d{1,4}$/.test(length ?? '') || built === undefined || rest.length > 4) return null
  const one = (text: string | undefined): string | null => text?.trim() || null
  return {
    mac: one(mac),
    hostname: one(hostname),
    ipv4: one(ipv4),
    model: one(model),
    firmware: one(firmware),
    built: one(built),
  }
}
