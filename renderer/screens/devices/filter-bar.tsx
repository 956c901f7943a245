import { Button, Menu, Popover, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconArrowLeft, IconColumns3, IconFilter, IconSearch, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { IconButton } from '../../components/icon-button.tsx'
import { useLetters } from '../../frame/use-letters.ts'
import { numberText } from '../../text/format.ts'
import { text } from '../../text/text.ts'
import { ColumnPicker } from './column-picker.tsx'
import { type Filter, type FilterName, filterNames, valuesOf, valueText } from './device-filter.ts'
import type { DeviceRow } from './device-sort.ts'
import type { DeviceList } from './use-device-list.ts'

const { devices } = text
/** Values of one filter that are offered at once; a search finds the others. */
const mostValues = 60
/** What opens is no higher than the window has room for: at the largest text too its end can be reached. */
const inWindow = { flip: true, shift: true, size: true }

/** Search, filters as chips in words, and the columns. Ctrl F or / goes to the search, f adds a filter, c opens the columns. */
export function FilterBar({ rows, list }: { readonly rows: readonly DeviceRow[]; readonly list: DeviceList }) {
  const { look, change } = list
  const search = useRef<HTMLInputElement>(null)
  const [filterOpen, setFilterOpen] = useState(false)
  const [columnsOpen, setColumnsOpen] = useState(false)
  const focusSearch = () => search.current?.focus()
  useHotkeys([['mod+F', focusSearch]], [])
  useLetters({ '/': focusSearch, f: () => setFilterOpen(true), c: () => setColumnsOpen(true) })
  const without = (filter: Filter) =>
    change({ filters: look.filters.filter(({ by, is }) => by !== filter.by || is !== filter.is) })
  return (
    <div className="filter-bar">
      <TextInput
        ref={search}
        className="filter-search"
        type="search"
        aria-label={devices.search}
        placeholder={devices.searchHint}
        leftSection={<IconSearch size="1rem" aria-hidden />}
        value={look.search}
        onChange={(event) => change({ search: event.currentTarget.value })}
      />
      {look.filters.map((filter) => {
        const by = devices.filter[filter.by]
        const is = valueText(filter)
        return (
          <span className="chip" key={`${filter.by} ${filter.is}`}>
            <span>
              {devices.filterIs(by)} <strong>{is}</strong>
            </span>
            <IconButton label={devices.removeFilter(by, is)} onClick={() => without(filter)}>
              <IconX size="0.95rem" aria-hidden />
            </IconButton>
          </span>
        )
      })}
      <Menu
        opened={filterOpen}
        onChange={setFilterOpen}
        position="bottom-start"
        width="18rem"
        withinPortal
        hideDetached={false}
        middlewares={inWindow}
      >
        <Menu.Target>
          <Button variant="default" leftSection={<IconFilter size="1.05em" aria-hidden />}>
            {devices.addFilter}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {filterOpen && (
            <FilterMenu
              rows={rows}
              onChoose={(filter) => {
                without(filter)
                change({ filters: [...look.filters.filter((known) => !isSame(known, filter)), filter] })
                setFilterOpen(false)
              }}
            />
          )}
        </Menu.Dropdown>
      </Menu>
      {list.isNarrowed && (
        <Button variant="subtle" onClick={list.clear}>
          {devices.clearFilters}
        </Button>
      )}
      <span className="grow" />
      <Popover
        opened={columnsOpen}
        onChange={setColumnsOpen}
        position="bottom-end"
        trapFocus
        withinPortal
        hideDetached={false}
        middlewares={inWindow}
      >
        <Popover.Target>
          <Button
            variant="default"
            leftSection={<IconColumns3 size="1.05em" aria-hidden />}
            onClick={() => setColumnsOpen(!columnsOpen)}
          >
            {devices.columns}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <ColumnPicker columns={look.columns} onChange={(columns) => change({ columns })} />
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}

const isSame = (a: Filter, b: Filter) => a.by === b.by && a.is === b.is

/** First what to filter by, then the values that the rows have there, with their numbers. */
function FilterMenu(props: { readonly rows: readonly DeviceRow[]; readonly onChoose: (filter: Filter) => void }) {
  const { rows, onChoose } = props
  const [by, setBy] = useState<FilterName | null>(null)
  const [search, setSearch] = useState('')
  if (by === null) {
    return filterNames.map((name) => (
      <Menu.Item key={name} closeMenuOnClick={false} onClick={() => setBy(name)}>
        {devices.filter[name]}
      </Menu.Item>
    ))
  }
  const values = valuesOf(rows, by)
  const wanted = search.trim().toLowerCase()
  const found = values.filter(([is]) => valueText({ by, is }).toLowerCase().includes(wanted))
  return (
    <>
      <Menu.Item
        closeMenuOnClick={false}
        leftSection={<IconArrowLeft size="1em" aria-hidden />}
        onClick={() => setBy(null)}
      >
        {devices.filterBack}
      </Menu.Item>
      <Menu.Divider />
      {values.length > 12 && (
        <TextInput
          type="search"
          className="menu-search"
          aria-label={devices.filterSearch}
          placeholder={devices.filterSearch}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <div className="menu-values">
        {found.slice(0, mostValues).map(([is, amount]) => (
          <Menu.Item
            key={is}
            rightSection={<span className="num dim">{numberText(amount)}</span>}
            onClick={() => onChoose({ by, is })}
          >
            {valueText({ by, is })}
          </Menu.Item>
        ))}
      </div>
    </>
  )
}
