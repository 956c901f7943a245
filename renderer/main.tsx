import '@mantine/core/styles.css'
import '@fontsource-variable/inter/index.css'
import '@fontsource/ibm-plex-mono/400.css'
import '@fontsource/ibm-plex-mono/500.css'
import './components/base.css'
import './components/mantine.css'
import { createRoot } from 'react-dom/client'
import { ApiProvider, windowApi } from './api/api-provider.tsx'
import { allowStyleTextOnly } from './api/trusted-types.ts'
import { App } from './app.tsx'
import { language } from './text/language.ts'
import { ThemeProvider } from './theme/theme-provider.tsx'

document.documentElement.lang = language
allowStyleTextOnly()
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
const api = windowApi()
// Dialogs of the operating system open over this window: they speak as it does.
void api.call('app.speak', { language })
createRoot(root).render(
  <ApiProvider api={api}>
    <ThemeProvider>
      <App />
    </ThemeProvider>
  </ApiProvider>,
)
