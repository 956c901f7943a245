import { posix, win32 } from 'node:path'

export interface UserOfMachine {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/**
 * Where the product keeps what belongs to this user and to no site: `FIELDSEAL_DATA` when it is set, else the place that
 * the system has for it. Nothing is made here.
 *
 * @see XDG Base Directory Specification: a relative path there counts as none
 */
export function dataFolder({ platform, env, home }: UserOfMachine): string {
  if (env.FIELDSEAL_DATA) return env.FIELDSEAL_DATA
  if (platform === 'win32') return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), 'Fieldseal')
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Fieldseal')
  const given = env.XDG_DATA_HOME ?? ''
  return posix.join(posix.isAbsolute(given) ? given : posix.join(home, '.local', 'share'), 'fieldseal')
}
