import './setup.ts'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const unreachable = { code: 'device/unreachable', message: '10.0.0.7 does not answer.', remedy: 'Check power.' }
const unheardOf = { code: 'device/on-fire', message: 'It burns.', remedy: 'Put it out.' }

async function panel(language: 'en' | 'es', problem: typeof unreachable) {
  window.localStorage.setItem('fieldseal.language', language)
  vi.resetModules()
  const { ProblemPanel } = await import('../../renderer/components/problem-panel.tsx')
  render(<ProblemPanel problem={problem} />)
  return screen.getByRole('alert').textContent ?? ''
}

beforeEach(() => window.localStorage.clear())
afterEach(() => {
  cleanup()
  window.localStorage.clear()
})

describe('trouble in words', () => {
  it('is said as it was written down to those who read English', async () => {
    expect(await panel('en', unreachable)).toContain('10.0.0.7 does not answer.')
  })

  it('is said in Spanish by its code, and what was written down stays beside it as English', async () => {
    const said = await panel('es', unreachable)
    expect(said).toContain('No se puede llegar al equipo.')
    expect(said).toContain('Compruebe alimentación')
    expect(said).not.toContain('Check power.')
    expect(screen.getByText('10.0.0.7 does not answer.').getAttribute('lang')).toBe('en')
  })

  it('without a translation is shown as it is', async () => {
    expect(await panel('es', unheardOf)).toContain('It burns.')
    expect(screen.getByText(/Put it out\./)).toBeTruthy()
  })

  it('is translated only for codes that the app has', async () => {
    const { problems } = await import('../../renderer/text/es/problems.ts')
    expect(Object.keys(problems).length).toBeGreaterThan(40)
    const { readdirSync, readFileSync } = await import('node:fs')
    const files = readdirSync('electron', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
    const source = files.map((name) => readFileSync(`electron/${name}`, 'utf8')).join('\n')
    expect(Object.keys(problems).filter((code) => !source.includes(`'${code}'`))).toEqual([])
  })
})
