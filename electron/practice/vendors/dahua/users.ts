import type { PracticeDevice } from '../../practice-device.ts'
import type { Table } from './table.ts'

export const usersOf = ({ state }: PracticeDevice): readonly Table[] =>
  (state.webUsers ?? state.users).map(({ username, level, fixed }, index) => ({
    Group: level === 'Administrator' ? 'admin' : 'user',
    Id: index + 1,
    Memo: `${username} 's account`,
    Name: username,
    Reserved: fixed,
    Sharable: true,
  }))

/** 8 to 32 characters of two kinds at least, and none of five. @see Dahua user manuals, initialisation */
export function passwordIsGood(password: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length
  return password.length >= 8 && password.length <= 32 && kinds >= 2 && !/['";:& ]/.test(password)
}
