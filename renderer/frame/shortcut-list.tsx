import './shortcut-list.css'
import { Kbd } from '@mantine/core'
import { text } from '../text/text.ts'

const { key, does, groups } = text.shortcuts

/** Every key that the app knows; the first word of a group is its name. */
const keys: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    groups.everywhere,
    [
      [`${key.mod}+K`, does.palette],
      ['?', does.list],
      ['n', does.next],
      [`${key.alt}+1`, does.step],
      [`${key.mod}+L`, does.lock],
      ['F6', does.around],
    ],
  ],
  [
    groups.places,
    [
      ['g o', does.overview],
      ['g i', does.discover],
      ['g d', does.devices],
      ['g l', does.checklist],
      ['g c', does.changes],
      ['g f', does.firmware],
      ['g e', does.evidence],
      ['g v', does.verify],
      ['g s', does.settings],
    ],
  ],
  [
    groups.tables,
    [
      [key.arrows, does.move],
      [key.space, does.select],
      [key.enter, does.openRow],
      [key.escape, does.clear],
      ['/', does.search],
      [`${key.mod}+C`, does.copy],
    ],
  ],
  [
    groups.attesting,
    [
      ['1', does.answer],
      [`${key.mod}+${key.enter}`, does.goOn],
    ],
  ],
]

/** The keys of the app, grouped by where they work. */
export function ShortcutList() {
  return (
    <div className="shortcut-list">
      {keys.map(([group, rows]) => (
        <section key={group} aria-label={group}>
          <h3>{group}</h3>
          <dl>
            {rows.map(([combination, what]) => (
              <div key={combination}>
                <dt>
                  {combination.split(/(?<=.)[+ ]/).map((part) => (
                    <Kbd key={part}>{part}</Kbd>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
