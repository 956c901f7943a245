import { useState } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { passphraseMinLength } from '../../../electron/contract/limits.ts'
import { useAction } from '../../api/use-action.ts'
import { isLike, useDraft } from '../../api/use-draft.ts'
import { text } from '../../text/text.ts'

const { statements } = text.evidence

export const countersignRoles = ['customer', 'approver'] as const
export const countersignWays = ['new', 'own', 'identity'] as const
/** A pack that is no pack of this site: its file is asked for. */
export const otherPack = 'other'

/** What was chosen and typed; the passphrase is typed again. */
interface Said {
  readonly packId: string
  readonly role: string
  readonly way: string
  readonly name: string
  readonly statement: string
}

const nothingSaid: Said = { packId: '', role: 'customer', way: 'new', name: '', statement: statements.customer }

/** What the form of a countersignature holds, whether it is whole, and the way to sign. */
export function useCountersign(packs: Output<'evidence.list'>) {
  const sign = useAction('evidence.countersign')
  const { value, set, forget } = useDraft('countersign', nothingSaid, isLike(nothingSaid))
  const [passphrase, setPassphrase] = useState('')
  const [signed, setSigned] = useState<string | null>(null)
  const newest = packs.toSorted((a, b) => b.sequence - a.sequence)
  const isPack = (id: string) => id === otherPack || packs.some((pack) => pack.packId === id)
  const packId = isPack(value.packId) ? value.packId : (newest[0]?.packId ?? otherPack)
  const role = roleOf(value.role)
  const way = countersignWays.find((known) => known === value.way) ?? 'new'
  const { name, statement } = value
  const tooShort = way === 'new' && passphrase.length < passphraseMinLength
  const change = (over: Partial<Said>) => set((known) => ({ ...known, ...over }))
  return {
    sign,
    signed,
    newest,
    packId,
    role,
    way,
    name,
    statement,
    passphrase,
    setPassphrase,
    isReady: (way === 'identity' || name.trim() !== '') && statement.trim() !== '' && !tooShort,
    change,
    /** Each role has its own statement. */
    chooseRole: (chosen: string | null) => {
      const next = roleOf(chosen)
      change({ role: next, statement: statements[next] })
    },
    run: async () => {
      setSigned(null)
      const answer = await sign.run({
        ...{ role, way, name: name.trim(), statement: statement.trim(), passphrase, pin: null },
        packId: packId === otherPack ? null : packId,
      })
      setPassphrase('')
      if (!answer.ok || answer.value === null) return
      setSigned(answer.value.file)
      forget()
    },
  }
}

const roleOf = (name: string | null) => countersignRoles.find((known) => known === name) ?? 'customer'
