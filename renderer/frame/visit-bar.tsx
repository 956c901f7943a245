import './visit-bar.css'
import { Button } from '@mantine/core'
import { IconAlertCircle, IconArrowRight, IconCircle, IconCircleCheck } from '@tabler/icons-react'
import type { SiteView, VisitStep } from '../api/site-view.ts'
import { text } from '../text/en.ts'
import { nextStep } from './next-step.ts'

const stepHref: Readonly<Record<VisitStep['id'], string>> = {
  scope: '#/discover',
  discover: '#/discover',
  assess: '#/devices',
  fix: '#/changes',
  seal: '#/evidence',
}

/** Where the visit stands, and the one next step. */
export function VisitBar({ site, at }: { readonly site: SiteView; readonly at: VisitStep['id'] | null }) {
  const next = nextStep(site)
  return (
    <nav className="visit" aria-label={text.frame.visit}>
      <ol>
        {site.steps.map((step) => (
          <li key={step.id}>
            <a href={stepHref[step.id]} aria-current={at === step.id ? 'step' : undefined} title={step.note}>
              <StepIcon step={step} />
              <span className="step-text">
                <span className="step-name">{text.stepName[step.id]}</span>
                <span className="step-note">{step.note}</span>
              </span>
              <span className="sr">{text.stepState[step.state]}</span>
            </a>
          </li>
        ))}
      </ol>
      <div className="visit-next">
        <span className="next-text" title={next.what}>
          <span className="next-label">{text.frame.next}</span>
          <span className="next-what">{next.what}</span>
        </span>
        <Button
          component="a"
          href={next.href}
          aria-label={`${next.button}: ${next.what}`}
          rightSection={<IconArrowRight size="1.1em" aria-hidden />}
        >
          {next.button}
        </Button>
      </div>
    </nav>
  )
}

function StepIcon({ step: { state, share } }: { readonly step: VisitStep }) {
  const className = `step-icon step-${state}`
  if (state === 'done') return <IconCircleCheck className={className} aria-hidden />
  if (state === 'attention') return <IconAlertCircle className={className} aria-hidden />
  if (state === 'todo') return <IconCircle className={className} aria-hidden />
  const round = 2 * Math.PI * 8
  return (
    <svg className={className} viewBox="0 0 24 24" fill="none" strokeWidth="3" aria-hidden="true">
      <circle cx="12" cy="12" r="8" stroke="var(--void-mark)" />
      <circle
        cx="12"
        cy="12"
        r="8"
        stroke="currentColor"
        strokeDasharray={`${round * (share ?? 0.25)} ${round}`}
        transform="rotate(-90 12 12)"
      />
    </svg>
  )
}
