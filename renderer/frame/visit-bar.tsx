import './visit-bar.css'
import { Button } from '@mantine/core'
import { IconAlertCircle, IconArrowRight, IconCircle, IconCircleCheck } from '@tabler/icons-react'
import type { SiteView, VisitStep } from '../api/site-view.ts'
import { numberText } from '../text/format.ts'
import { text } from '../text/text.ts'
import { nextStep, stepHref } from './next-step.ts'

/** Where the visit stands, and the one next step. */
export function VisitBar({ site, at }: { readonly site: SiteView; readonly at: VisitStep['id'] | null }) {
  const next = nextStep(site)
  return (
    <nav className="visit" aria-label={text.frame.visit}>
      <ol>
        {site.steps.map((step) => (
          <li key={step.id}>
            <a
              href={stepHref[step.id]}
              aria-current={at === step.id ? 'step' : undefined}
              title={`${text.stepName[step.id]}: ${noteOf(step)}`}
            >
              <StepIcon step={step} />
              <span className="step-text">
                <span className="step-name">{text.stepName[step.id]}</span>
                <span className="step-note">{noteOf(step)}</span>
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

const noteOf = ({ note: { is, amount, of } }: VisitStep): string =>
  text.stepNote[is](amount, of === null ? '' : numberText(of))

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
