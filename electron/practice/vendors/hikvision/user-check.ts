import type { Maker } from '../../maker.ts'
import { el, type Markup } from '../../xml.ts'

const type = 'application/xml; charset="UTF-8"'
const document = (root: string, children: readonly Markup[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${el(root, children, { version: '2.0', xmlns: 'http://www.hikvision.com/ver20/XMLSchema' }).xml}\n`

/** Every refused login says how far the lock is. @see ISAPI, userCheck: lockStatus, unlockTime, retryLoginTime */
export const userCheckRefusal: NonNullable<Maker['web']['refusal']> = (lockedSeconds, left) => ({
  type,
  body: document('userCheck', [
    el('statusValue', 401),
    el('statusString', 'Unauthorized'),
    el('lockStatus', lockedSeconds > 0 ? 'lock' : 'unlock'),
    el('unlockTime', lockedSeconds),
    el('retryLoginTime', left ?? 0),
  ]),
})

/** What a device that nobody activated says to everything else. */
export const notActivated = {
  type,
  body: document('ResponseStatus', [
    el('statusCode', 4),
    el('statusString', 'Invalid Operation'),
    el('subStatusCode', 'notActivated'),
  ]),
}
