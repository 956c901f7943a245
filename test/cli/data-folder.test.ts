import { describe, expect, it } from 'vitest'
import { dataFolder } from '../../electron/cli/data-folder.ts'

describe('the folder for what belongs to the user', () => {
  it.each([
    [
      'win32',
      { APPDATA: 'C:\\Users\\kim\\AppData\\Roaming' },
      'C:\\Users\\kim',
      'C:\\Users\\kim\\AppData\\Roaming\\Fieldseal',
    ],
    ['win32', {}, 'C:\\Users\\kim', 'C:\\Users\\kim\\AppData\\Roaming\\Fieldseal'],
    ['darwin', { XDG_DATA_HOME: '/else' }, '/Users/kim', '/Users/kim/Library/Application Support/Fieldseal'],
    ['linux', {}, '/home/kim', '/home/kim/.local/share/fieldseal'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/home/kim', '/data/fieldseal'],
    ['linux', { XDG_DATA_HOME: 'not/absolute' }, '/home/kim', '/home/kim/.local/share/fieldseal'],
    ['linux', { XDG_DATA_HOME: '/data', FIELDSEAL_DATA: '/mnt/stick' }, '/home/kim', '/mnt/stick'],
    ['win32', { FIELDSEAL_DATA: 'E:\\fieldseal' }, 'C:\\Users\\kim', 'E:\\fieldseal'],
    ['linux', { FIELDSEAL_DATA: '' }, '/home/kim', '/home/kim/.local/share/fieldseal'],
  ] as const)('on %s with %j of %s is %s', (platform, env, home, folder) => {
    expect(dataFolder({ platform, env, home })).toBe(folder)
  })
})
