import type { DefaultLogin } from '../driver.ts'

interface VendorDefaults {
  /** Matched against manufacturer, model and announcement as the device gave them. */
  readonly pattern: RegExp
  readonly logins: readonly DefaultLogin[]
}

const list = 'public default password list github.com/ihebski/DefaultCreds-cheat-sheet'
const survey = 'public survey of first passwords of camera makers (Dozorcam)'

const logins = (
  source: string,
  ...pairs: readonly (readonly [username: string, password: string])[]
): readonly DefaultLogin[] => pairs.map(([username, password]) => ({ username, password, source }))

/** Public knowledge, two at most per maker, the older and more common first. A maker that is not here is offered nothing. */
const vendors: readonly VendorDefaults[] = [
  { pattern: /\baxis\b/i, logins: logins(list, ['root', 'pass']) },
  {
    pattern: /\b(hikvision|hiwatch|hilook|annke|trendnet|lt security|swann)\b/i,
    logins: logins(list, ['admin', '12345']),
  },
  {
    pattern: /\b(dahua|amcrest|lorex|q-?see|imou|intelbras|digital ?watchdog)\b/i,
    logins: logins(list, ['admin', 'admin']),
  },
  {
    pattern: /\b(hanwha|samsung|wisenet)\b/i,
    logins: logins('Hanwha SUNAPI application programmers guide; manuals', ['admin', '4321'], ['admin', '1111111']),
  },
  { pattern: /\b(uniview|unv)\b/i, logins: logins(list, ['admin', '123456']) },
  {
    pattern: /\bbosch\b/i,
    logins: logins(list, ['service', 'service'], ['user', 'user']),
  },
  { pattern: /\bvivotek\b/i, logins: logins(list, ['root', '']) },
  {
    pattern: /\bmobotix\b/i,
    logins: logins('MOBOTIX camera manuals', ['admin', 'meinsm']),
  },
  {
    pattern: /\bavigilon\b/i,
    logins: logins(list, ['admin', 'admin'], ['Administrator', '']),
  },
  { pattern: /\bpelco\b/i, logins: logins(list, ['admin', 'admin']) },
  {
    pattern: /\bacti\b/i,
    logins: logins(list, ['admin', '12345'], ['Admin', '123456']),
  },
  { pattern: /\barecont\b/i, logins: logins(list, ['admin', '']) },
  {
    pattern: /\b(panasonic|i-?pro)\b/i,
    logins: logins(list, ['admin', '12345']),
  },
  {
    pattern: /\bcanon\b/i,
    logins: logins('public lists of camera passwords', ['root', 'camera']),
  },
  { pattern: /\bsony\b/i, logins: logins(list, ['admin', 'admin']) },
  { pattern: /\bgrandstream\b/i, logins: logins(list, ['admin', 'admin']) },
  {
    pattern: /\bgeovision\b/i,
    logins: logins('public lists of camera passwords', ['admin', 'admin']),
  },
  { pattern: /\btvt\b/i, logins: logins(survey, ['admin', '123456']) },
  { pattern: /\bmilesight\b/i, logins: logins(survey, ['admin', 'ms1234']) },
  { pattern: /\bxiongmai\b/i, logins: logins(survey, ['admin', '']) },
  { pattern: /\bindigovision\b/i, logins: logins(list, ['Admin', '1234']) },
  { pattern: /\biqinvision\b/i, logins: logins(list, ['root', 'system']) },
  { pattern: /\bjvc\b/i, logins: logins(list, ['admin', 'jvc']) },
  { pattern: /\btoshiba\b/i, logins: logins(list, ['root', 'ikwd']) },
  {
    pattern: /\bw-?box\b/i,
    logins: logins(list, ['admin', 'wbox123'], ['admin', 'admin']),
  },
  {
    pattern: /\b(speco|honeywell|sentry360)\b/i,
    logins: logins(list, ['admin', '1234']),
  },
]

/** Marks in which a device names its maker before anybody logged in. */
const spokenMarks = /^(onvif|ws-discovery|http|rtsp|tls|snmp)\b/

/**
 * The default logins that the maker of this device is known for, at most two. Empty where the maker is not known: then nothing
 * is guessed.
 */
export function defaultLoginsFor(device: {
  readonly identity: {
    readonly manufacturer: string | null
    readonly model: string | null
  }
  readonly marks: Readonly<Record<string, string>>
}): readonly DefaultLogin[] {
  const { manufacturer, model } = device.identity
  const of = (text: string | null) => (text === null ? undefined : vendors.find(({ pattern }) => pattern.test(text)))
  const announced = Object.entries(device.marks).flatMap(([name, text]) =>
    spokenMarks.test(name) ? [readable(text)] : [],
  )
  // What the device is known to be outweighs what it announces.
  const found = [manufacturer, model, ...announced].map(of).find((vendor) => vendor !== undefined)
  return found?.logins.slice(0, 2) ?? []
}

/** `onvif://www.onvif.org/name/HIKVISION%20DS-2CD2012_I` in words. */
const readable = (text: string): string => text.replace(/%20/g, ' ').replace(/_/g, ' ')
