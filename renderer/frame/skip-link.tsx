import { text } from '../text/text.ts'

/** The part of the page that holds the screen, and the way of the keyboard to it. */
export const focusMain = {
  id: 'main',
  go: () => document.getElementById('main')?.focus(),
  /** A new screen begins at its top, wherever the last one was left. */
  toTop: () => {
    const main = document.getElementById('main')
    if (main !== null) main.scrollTop = 0
  },
}

/** Lets the keyboard jump over header, visit bar and rail. */
export function SkipLink() {
  return (
    <button type="button" className="skip" onClick={focusMain.go}>
      {text.common.skip}
    </button>
  )
}
