import '@mantine/core/styles.css'
import '@fontsource-variable/inter/index.css'
import '@fontsource/ibm-plex-mono/400.css'
import '@fontsource/ibm-plex-mono/500.css'
import '../components/base.css'
import '../components/mantine.css'
import { createRoot } from 'react-dom/client'
import { ThemeProvider } from '../theme/theme-provider.tsx'
import { Gallery } from './gallery.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('gallery.html has no #root')
createRoot(root).render(
  <ThemeProvider>
    <Gallery />
  </ThemeProvider>,
)
