import { Radio, TextInput } from '@mantine/core'
import type { Output } from '../../../electron/contract/channels.ts'
import { useQuery } from '../../api/use-query.ts'
import { text } from '../../text/text.ts'
import { PassphraseField } from './passphrase-field.tsx'

const { identities } = text
const places = ['file', 'os-store', 'token'] as const

/** Where the key of a new identity goes, and what a token asks for. */
export interface KeyPlace {
  readonly place: (typeof places)[number]
  readonly token: string
  readonly pin: string
}

export const inFile: KeyPlace = { place: 'file', token: '', pin: '' }

interface KeyPlaceProps {
  readonly value: KeyPlace
  readonly onValue: (value: KeyPlace) => void
}

/** File, key store of the computer, or token: with the reason where this computer has no store to offer. */
export function KeyPlaceFields({ value, onValue }: KeyPlaceProps) {
  const store = useKeyStore()
  const isOffered = (place: KeyPlace['place']) => place !== 'os-store' || store?.name != null
  return (
    <>
      <Radio.Group
        label={identities.place}
        value={value.place}
        onChange={(chosen) => onValue({ ...inFile, place: places.find((place) => place === chosen) ?? 'file' })}
      >
        <div className="stack-tight">
          {places.map((place) => (
            <Radio
              key={place}
              value={place}
              label={identities.places[place]}
              description={place === 'os-store' ? storeText(store) : identities.placeTexts[place]}
              disabled={!isOffered(place)}
            />
          ))}
        </div>
      </Radio.Group>
      {value.place === 'token' && (
        <>
          <TextInput
            label={identities.token}
            description={identities.tokenNote}
            autoComplete="off"
            value={value.token}
            onChange={(event) => onValue({ ...value, token: event.currentTarget.value })}
          />
          <PassphraseField label={identities.pin} value={value.pin} onValue={(pin) => onValue({ ...value, pin })} />
        </>
      )}
    </>
  )
}

type Store = Output<'identity.keyStore'>

/** Null until it is known. */
export function useKeyStore(): Store | null {
  const asked = useQuery('identity.keyStore', undefined)
  return asked.status === 'ready' ? asked.value : null
}

/** What the store is, or why this computer offers none. */
export function storeText(store: Store | null): string {
  if (store === null) return ''
  return store.name === null ? identities.noStore(store.reason ?? '') : identities.storeNote(store.name)
}
