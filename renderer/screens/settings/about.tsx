import { Button } from '@mantine/core'
import { useState } from 'react'
import { Asked } from '../../api/asked.tsx'
import { text } from '../../text/text.ts'

const { settings, welcome } = text

/** Which Fieldseal this is, and the licences of everything in it. */
export function About() {
  const [shown, setShown] = useState(false)
  return (
    <div className="field">
      <Asked channel="app.about" input={undefined}>
        {({ version, electron }) => <p>{welcome.version(version, electron)}</p>}
      </Asked>
      <p className="sub">{settings.licence}</p>
      <div>
        <Button variant="default" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? settings.hideNotices : settings.showNotices}
        </Button>
      </div>
      {shown && (
        <Asked channel="app.notices" input={undefined}>
          {({ text: notices }) => (
            <section
              className="notices"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: the box scrolls, also for those who have no mouse
              tabIndex={0}
              aria-label={settings.notices}
            >
              {notices}
            </section>
          )}
        </Asked>
      )}
    </div>
  )
}
