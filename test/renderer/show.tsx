import './setup.ts'
import { render } from '@testing-library/react'
import { ApiProvider } from '../../renderer/api/api-provider.tsx'
import { App } from '../../renderer/app.tsx'
import { ThemeProvider } from '../../renderer/theme/theme-provider.tsx'
import { type Answers, FakeApi } from './fake-api.ts'

/** The whole app on a route, against a stand-in for main; `before` is the app that was killed and is started again. */
export function show(route: string, answers: Answers, before?: FakeApi): FakeApi {
  const api = new FakeApi(answers, before)
  window.location.hash = `#${route}`
  render(
    <ApiProvider api={api}>
      <ThemeProvider>
        <App />
      </ThemeProvider>
    </ApiProvider>,
  )
  return api
}
