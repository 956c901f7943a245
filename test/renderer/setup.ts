import { notifications } from '@mantine/notifications'
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// The first screen of a file waits for its modules too, on a machine that may be busy.
configure({ asyncUtilTimeout: 10_000 })

/** What jsdom leaves out and Mantine and the virtual table ask for: media queries, fonts, sizes and their changes. */
const noMatch = (media: string): MediaQueryList => ({
  media,
  matches: false,
  onchange: null,
  addListener: () => undefined,
  removeListener: () => undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  dispatchEvent: () => false,
})
window.matchMedia = noMatch
window.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
Object.defineProperty(document, 'fonts', { value: new EventTarget() })
Element.prototype.scrollTo = () => undefined
Element.prototype.scrollIntoView = () => undefined
Object.defineProperty(Element.prototype, 'clientHeight', { configurable: true, get: () => 620 })
Object.defineProperty(Element.prototype, 'clientWidth', { configurable: true, get: () => 1000 })

afterEach(() => {
  notifications.clean()
  cleanup()
  window.location.hash = ''
  window.localStorage.clear()
  window.sessionStorage.clear()
})
