import './gallery.css'
import { Button } from '@mantine/core'
import { ApiProvider } from '../api/api-provider.tsx'
import { Panel } from '../components/panel.tsx'
import { text } from '../text/text.ts'
import { useLook } from '../theme/theme-provider.tsx'
import { themeNames } from '../theme/tokens.ts'
import { galleryApi } from './gallery-api.ts'
import { stories } from './stories.tsx'

const heading = 'Components'

/**
 * Every component of renderer/components in every state, in the theme that is chosen. For those who build the interface: it is an
 * entry of its own, `npm run gallery`, and no part of the app.
 */
export function Gallery() {
  const { theme, setTheme } = useLook()
  return (
    <ApiProvider api={galleryApi}>
      <main className="gallery">
        <h1>{heading}</h1>
        <div className="gallery-themes">
          {themeNames.map((name) => (
            <Button
              key={name}
              variant={name === theme ? 'filled' : 'default'}
              aria-pressed={name === theme}
              onClick={() => setTheme(name)}
            >
              {text.frame.theme[name]}
            </Button>
          ))}
        </div>
        {Object.entries(stories).map(([file, states]) => (
          <Panel key={file} title={file}>
            <div className="gallery-states">
              {Object.entries(states).map(([state, node]) => (
                <figure key={state} className="gallery-state" data-story={`${file} ${state}`}>
                  <figcaption>{state}</figcaption>
                  <div>{node}</div>
                </figure>
              ))}
            </div>
          </Panel>
        ))}
      </main>
    </ApiProvider>
  )
}
