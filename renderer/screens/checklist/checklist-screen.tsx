import './checklist.css'
import { Button, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconClockPause, IconListSearch, IconSearch, IconUserCheck } from '@tabler/icons-react'
import type { Output } from '../../../electron/contract/channels.ts'
import { Asked } from '../../api/asked.tsx'
import { useKeptState } from '../../api/kept-state.ts'
import { Empty } from '../../components/empty.tsx'
import { OutcomeStrip } from '../../components/outcome-strip.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { Panel } from '../../components/panel.tsx'
import { Rows } from '../../components/rows.tsx'
import { ScoreView } from '../../components/score-view.tsx'
import { SeverityMark } from '../../components/severity-mark.tsx'
import { Tag } from '../../components/tag.tsx'
import { checklistText } from '../../text/checklist-text.ts'
import { percent } from '../../text/en/checklist.ts'
import { numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { byFamily, type ItemRow, itemViews, matching } from './item-views.ts'

const { checklist } = text

/** How the list is looked at: kept when somebody leaves the screen. */
interface Look {
  readonly shown: keyof typeof itemViews
  readonly search: string
}

const firstLook: Look = { shown: 'all', search: '' }

function isLook(value: unknown): value is Look {
  const { shown, search } = Object(value) as Partial<Look>
  return typeof search === 'string' && typeof shown === 'string' && Object.hasOwn(itemViews, shown)
}

/** Every item of the checklist over all devices, with what its score rests on. */
export function ChecklistScreen() {
  return (
    <Asked channel="checklist.view" input={undefined}>
      {(view) => <Checklist view={view} />}
    </Asked>
  )
}

function Checklist({ view }: { readonly view: Output<'checklist.view'> }) {
  const [{ shown, search }, setLook] = useKeptState('checklist', firstLook, isLook)
  const waiting = view.items.reduce((sum, item) => sum + item.waiting, 0)
  const loosened = view.items.filter(itemViews.loosened).length
  const items = matching(view.items.filter(itemViews[shown]), search)
  return (
    <div className="page">
      <PageHead title={checklist.title} lead={checklist.lead(checklistText(view.title), view.version)}>
        <Button variant="default" component="a" href="#/gaps" leftSection={<IconListSearch size="1.1em" aria-hidden />}>
          {checklist.gapsLink}
        </Button>
        <Button
          variant="default"
          component="a"
          href="#/waivers"
          leftSection={<IconClockPause size="1.1em" aria-hidden />}
        >
          {checklist.waiversLink}
        </Button>
        {waiting > 0 && (
          <Button component="a" href="#/attest" leftSection={<IconUserCheck size="1.1em" aria-hidden />}>
            {checklist.attest(waiting)}
          </Button>
        )}
      </PageHead>
      <div className="checklist-top">
        <ScoreView score={view.score} />
      </div>
      {loosened > 0 && (
        <p className="loosened-note tone-warn">
          <IconAlertTriangle size="1.2rem" aria-hidden />
          <strong>{checklist.loosenedItems(loosened)}</strong>
        </p>
      )}
      <div className="checklist-tools">
        <fieldset className="views">
          <legend className="sr">{checklist.views}</legend>
          {(Object.keys(itemViews) as (keyof typeof itemViews)[]).map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === shown}
              onClick={() => setLook({ shown: name, search })}
            >
              {checklist.view[name]}
              <span className="num">{numberText(view.items.filter(itemViews[name]).length)}</span>
            </button>
          ))}
        </fieldset>
        <TextInput
          className="search"
          type="search"
          aria-label={checklist.search}
          placeholder={checklist.searchHint}
          leftSection={<IconSearch size="1.1em" aria-hidden />}
          value={search}
          onChange={(event) => setLook({ shown, search: event.currentTarget.value })}
        />
      </div>
      {items.length === 0 ? (
        <Empty
          icon={<IconListSearch size="1.5rem" stroke={1.5} aria-hidden />}
          title={checklist.none}
          action={
            <Button variant="default" onClick={() => setLook(firstLook)}>
              {checklist.showAll}
            </Button>
          }
        >
          {checklist.noneText}
        </Empty>
      ) : (
        <div className="checklist-families">
          {byFamily(items).map(([family, members]) => (
            <Panel key={family} title={checklist.family[family] ?? family} flush>
              <Items items={members} caption={`${checklist.table}: ${checklist.family[family] ?? family}`} />
            </Panel>
          ))}
        </div>
      )}
    </div>
  )
}

function Items({ items, caption }: { readonly items: readonly ItemRow[]; readonly caption: string }) {
  const head = [
    checklist.item,
    checklist.what,
    checklist.severity,
    checklist.outcomes,
    checklist.coverageColumn,
    checklist.marks,
  ]
  return (
    <Rows caption={caption} head={head}>
      {items.map((item) => (
        <tr key={item.item}>
          <th scope="row" className="mono nowrap">
            <a href={`#/checklist/${item.item}`}>{item.item}</a>
          </th>
          <td className="item-cell">{checklistText(item.title)}</td>
          <td>
            <SeverityMark severity={item.severity} />
          </td>
          <td>
            <OutcomeStrip counts={item.counts} shouldLook={item.shouldLook} />
          </td>
          <td className="num nowrap">
            {item.shouldLook === 0 ? (
              <span className="dim">{text.none}</span>
            ) : (
              <>
                {percent(item.looked / item.shouldLook)}{' '}
                <span className="dim">
                  {numberText(item.looked)} / {numberText(item.shouldLook)}
                </span>
              </>
            )}
          </td>
          <td>
            <ItemTags item={item} />
          </td>
        </tr>
      ))}
    </Rows>
  )
}

/** What must be known of an item beside its outcomes. */
export function ItemTags({ item }: { readonly item: ItemRow }) {
  return (
    <span className="item-tags">
      {item.per === 'site' && <Tag>{checklist.perSite}</Tag>}
      {item.loosened.length > 0 && (
        <Tag tone="warn" icon={<IconAlertTriangle size="1em" aria-hidden />}>
          {checklist.loosened}
        </Tag>
      )}
      {item.waiting > 0 && (
        <Tag tone="human" icon={<IconUserCheck size="1em" aria-hidden />}>
          {checklist.wait(item.waiting)}
        </Tag>
      )}
      {item.stale > 0 && (
        <Tag tone="warn" icon={<IconAlertTriangle size="1em" aria-hidden />}>
          {checklist.stale(item.stale)}
        </Tag>
      )}
      {item.waivers > 0 && (
        <Tag icon={<IconClockPause size="1em" aria-hidden />}>{checklist.waivers(item.waivers)}</Tag>
      )}
    </span>
  )
}
