import { Button, Popover, TextInput } from '@mantine/core'
import { IconBookmarkPlus, IconX } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useAction } from '../../api/use-action.ts'
import { useQuery } from '../../api/use-query.ts'
import { useRefresh } from '../../api/use-refresh.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { type DeviceViewName, deviceViewNames, judgedViews, rareViews } from './device-views.ts'
import type { DeviceList, SavedView } from './use-device-list.ts'

const { devices } = text

/** The views that every site has, then those that were kept with this one. */
export function ViewTabs({ list }: { readonly list: DeviceList }) {
  const { look, counts, change } = list
  const saved = useQuery('devices.views', undefined)
  const refresh = useRefresh()
  const save = useAction('devices.saveViews')
  const views = saved.status === 'ready' ? saved.value : []
  const keep = async (next: readonly SavedView[]) => {
    const answer = await save.run({ views: [...next] })
    if (answer.ok) refresh('devices.views', undefined, answer.value)
    return answer.ok
  }
  const names = deviceViewNames.filter((name) => !rareViews.includes(name) || counts[name] > 0 || look.view === name)
  return (
    <>
      <fieldset className="views" aria-label={devices.views}>
        {names.map((name) => (
          <button
            type="button"
            key={name}
            aria-pressed={look.view === name && !isUsed(look, views)}
            onClick={() => change({ view: name })}
          >
            {devices.view[name]}
            <span className="num">{countOf(name, counts)}</span>
          </button>
        ))}
        {views.map((view) => (
          <span className="saved-view" key={view.name}>
            <button type="button" aria-pressed={isSame(look, view)} onClick={() => list.use(view)}>
              {view.name}
            </button>
            <IconButton
              label={devices.removeView(view.name)}
              disabled={save.busy}
              onClick={() => keep(views.filter((other) => other !== view))}
            >
              <IconX size="0.9rem" aria-hidden />
            </IconButton>
          </span>
        ))}
        <KeepView
          onKeep={(name) =>
            keep([
              ...views.filter((view) => view.name !== name),
              {
                name,
                filters: look.filters.map((filter) => ({ ...filter })),
                search: look.search,
                columns: [...look.columns],
                sort: look.sort,
              },
            ])
          }
        />
      </fieldset>
      {save.problem && <ProblemPanel problem={save.problem} onDismiss={save.dismiss} />}
    </>
  )
}

const countOf = (name: DeviceViewName, counts: DeviceList['counts']): string =>
  judgedViews.includes(name) && counts.unread === counts.all ? devices.notLooked : numberText(counts[name])

const partsOf = ({ filters, search, columns, sort }: Omit<SavedView, 'name'>) =>
  JSON.stringify([filters, search, columns, sort])
const isSame = (look: DeviceList['look'], view: SavedView) =>
  partsOf({ ...look, filters: [...look.filters], columns: [...look.columns] }) === partsOf(view)
const isUsed = (look: DeviceList['look'], views: readonly SavedView[]) => views.some((view) => isSame(look, view))

function KeepView({ onKeep }: { readonly onKeep: (name: string) => Promise<boolean> }) {
  const [opened, setOpened] = useState(false)
  const [name, setName] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await onKeep(name.trim()))) return
    setName('')
    setOpened(false)
  }
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width="18rem"
      trapFocus
      withinPortal
      hideDetached={false}
    >
      <Popover.Target>
        <IconButton label={devices.saveView} aria-expanded={opened} onClick={() => setOpened(!opened)}>
          <IconBookmarkPlus size="1.1rem" aria-hidden />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown>
        <form className="stack" onSubmit={submit}>
          <TextInput
            label={devices.viewName}
            description={devices.saveViewText}
            maxLength={60}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" disabled={name.trim() === ''}>
            {devices.saveView}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
