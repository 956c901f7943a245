import { afterAll } from 'vitest'
import { virtualScreen } from './virtual-screen.ts'

// Each file of tests has a screen of its own: windows on one screen share its focus. Set up first, so taken down last: after the
// windows on it.
afterAll(await virtualScreen())
