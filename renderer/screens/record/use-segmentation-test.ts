import { useState } from 'react'
import { useAction } from '../../api/use-action.ts'
import { useForget, useRefresh } from '../../api/use-refresh.ts'
import { addressErrors, orNull, portErrors } from './record-drafts.ts'

export type WhereField = 'switchName' | 'port' | 'vlan' | 'beyond' | 'beyondPort'

/** Where the technician stands, the yes to contact the targets, and the run. A yes counts once, and for these addresses alone. */
export function useSegmentationTest() {
  const test = useAction('record.testSegmentation')
  const refresh = useRefresh()
  const forget = useForget()
  const [yes, setYes] = useState(false)
  const [card, setCard] = useState('')
  const [where, setWhere] = useState<Readonly<Record<WhereField, string>>>({
    switchName: '',
    port: '',
    vlan: '',
    beyond: '',
    beyondPort: '443',
  })
  const { switchName, port, vlan, beyond, beyondPort } = where
  const isBeyond = beyond.trim() !== ''
  const row = { beyond, beyondPort }
  const errors: Partial<Record<WhereField, string | undefined>> = isBeyond
    ? { beyond: addressErrors(row, 'beyond').beyond, beyondPort: portErrors(row, 'beyondPort').beyondPort }
    : {}
  return {
    test,
    yes,
    setYes,
    card,
    setCard,
    where,
    errors,
    /** An address beyond the network is contacted as well. */
    isBeyond,
    isReady: yes && errors.beyond === undefined && errors.beyondPort === undefined,
    set: (name: WhereField, value: string) => {
      setWhere({ ...where, [name]: value })
      if (name === 'beyond' || name === 'beyondPort') setYes(false)
    },
    run: async (address: string) => {
      const answer = await test.run({
        from: { address, switchName: orNull(switchName), port: orNull(port), vlan: orNull(vlan) },
        wayOut: isBeyond ? { address: beyond.trim(), port: Number(beyondPort) } : null,
        confirmed: true,
      })
      setYes(false)
      if (!answer.ok) return
      refresh('record.segmentation', undefined, answer.value)
      forget('checklist', 'site')
    },
  }
}
