import './setup.ts'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { render } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Gallery } from '../../renderer/gallery/gallery.tsx'
import { stories } from '../../renderer/gallery/stories.tsx'
import { ThemeProvider } from '../../renderer/theme/theme-provider.tsx'

const renderer = join(import.meta.dirname, '../../renderer')

describe('the gallery of components', () => {
  it('shows every component file, and nothing that is none', () => {
    const files = readdirSync(join(renderer, 'components')).filter((name) => name.endsWith('.tsx'))
    expect(Object.keys(stories).toSorted()).toEqual(files.toSorted())
    for (const [file, states] of Object.entries(stories)) expect(Object.keys(states).length, file).toBeGreaterThan(0)
  })

  it('draws each of their states', () => {
    const { container } = render(
      <ThemeProvider>
        <Gallery />
      </ThemeProvider>,
    )
    for (const [file, states] of Object.entries(stories)) {
      for (const state of Object.keys(states)) {
        const figure = container.querySelector(`[data-story="${file} ${state}"] > div`)
        expect(figure?.childElementCount ?? 0, `${file}, ${state}`).toBeGreaterThan(0)
      }
    }
  })

  it('is reached by nothing of the app', () => {
    const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    const sources = files.filter((name) => /\.(tsx?|html)$/.test(name) && !name.startsWith('gallery'))
    expect(sources.filter((name) => /gallery/i.test(readFileSync(join(renderer, name), 'utf8')))).toEqual([])
  })
})
