import '@mantine/spotlight/styles.css'
import './palette.css'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconArrowRight, IconDeviceCctv, IconSearch } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import type { Output } from '../../electron/contract/channels.ts'
import type { SiteView } from '../api/site-view.ts'
import { useQuery } from '../api/use-query.ts'
import { text } from '../text/text.ts'
import { type CommandHands, commands } from './commands.ts'

export const [paletteStore, palette] = createSpotlight()

const shownDevices = 8

/** Mantine marks the first of the list with each letter. What comes after it into an empty list is marked here, in its way. */
function useFirstMarked(isListed: boolean): void {
  useEffect(() => {
    const list = isListed ? document.getElementById(paletteStore.getState().listId) : null
    if (list === null || list.querySelector('[data-selected]') !== null) return
    list.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
    paletteStore.updateState((state) => ({ ...state, selected: 0 }))
  }, [isListed])
}

/** Finds a command or a device by a few letters, from every screen. */
export function Palette({ site, hands }: { readonly site: SiteView | null; readonly hands: CommandHands }) {
  const [query, setQuery] = useState('')
  // At once: Enter takes what is marked, and a list that lags behind the letters has the wrong one marked.
  const wanted = query.trim().toLowerCase()
  const found = commands(site, hands).filter(({ name, what }) => `${name} ${what}`.toLowerCase().includes(wanted))
  return (
    <Spotlight.Root
      store={paletteStore}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      clearQueryOnClose
      scrollable
      maxHeight="24rem"
      overlayProps={{ backgroundOpacity: 0.4 }}
      attributes={{ content: { 'aria-label': text.frame.search } }}
    >
      <Spotlight.Search
        placeholder={text.frame.searchHint}
        aria-label={text.frame.searchHint}
        leftSection={<IconSearch size="1.1rem" aria-hidden />}
      />
      <Spotlight.ActionsList>
        {found.map(({ id, name, what, run }) => (
          <Spotlight.Action
            key={id}
            label={name}
            description={what}
            onClick={run}
            leftSection={<IconArrowRight size="1rem" aria-hidden />}
          />
        ))}
        {site !== null && wanted.length > 1 ? (
          <Devices wanted={wanted} go={hands.go} alone={found.length === 0} />
        ) : (
          found.length === 0 && <Nothing />
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

const Nothing = () => <Spotlight.Empty>{text.frame.nothingFound}</Spotlight.Empty>

interface DevicesProps {
  readonly wanted: string
  readonly go: CommandHands['go']
  /** No command was found: without a device there is nothing at all. */
  readonly alone: boolean
}

function Devices({ wanted, go, alone }: DevicesProps) {
  const query = useQuery('devices.list', undefined)
  const rows = query.status === 'ready' ? query.value : null
  const known = useMemo(() => (rows ?? []).map((row) => ({ row, said: words(row) })), [rows])
  const found = known.filter(({ said }) => said.includes(wanted))
  useFirstMarked(found.length > 0)
  if (query.status === 'loading') return null
  if (found.length === 0) return alone ? <Nothing /> : null
  return (
    <Spotlight.ActionsGroup label={text.devices.title}>
      {found.slice(0, shownDevices).map(({ row }) => (
        <Spotlight.Action
          key={row.id}
          label={row.address}
          description={[row.vendor, row.model, row.serial].filter((part) => part !== null).join(' ')}
          onClick={() => go(`/devices/${row.id}`)}
          leftSection={<IconDeviceCctv size="1rem" aria-hidden />}
        />
      ))}
    </Spotlight.ActionsGroup>
  )
}

const words = ({ address, vendor, model, serial, firmware }: Output<'devices.list'>[number]): string =>
  [address, vendor, model, serial, firmware].join(' ').toLowerCase()
