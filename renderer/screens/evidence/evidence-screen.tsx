import './evidence.css'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconRubberStamp, IconShieldCheck } from '@tabler/icons-react'
import { useRunningWork } from '../../api/live.tsx'
import type { SiteView } from '../../api/site-view.ts'
import { useAction } from '../../api/use-action.ts'
import { useForget } from '../../api/use-refresh.ts'
import { Asked } from '../../components/asked.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { WorkBar } from '../../components/work-bar.tsx'
import { text } from '../../text/en.ts'
import { PackList } from './pack-list.tsx'

const { evidence } = text
const variants = ['insurer', 'customer'] as const

/** What the pack will say, who it is for, and the packs that were sealed. */
export function EvidenceScreen() {
  return (
    <Asked channel="site.view" input={undefined}>
      {(site) => site && <Evidence site={site} />}
    </Asked>
  )
}

function Evidence({ site }: { readonly site: SiteView }) {
  const forget = useForget()
  const running = useRunningWork()
  const seal = useAction('evidence.seal')
  const sealable = site.assessedCount > 0
  return (
    <div className="page">
      <PageHead title={evidence.title} lead={evidence.lead}>
        <Button
          variant="default"
          component="a"
          href="#/verify"
          leftSection={<IconShieldCheck size="1.1em" aria-hidden />}
        >
          {evidence.verify}
        </Button>
      </PageHead>
      {running && <WorkBar progress={running} {...(running.work === 'seal' ? { cancelText: evidence.cancel } : {})} />}
      {seal.problem && (
        <div className="gap-below">
          <ProblemPanel problem={seal.problem} onDismiss={seal.dismiss} />
        </div>
      )}
      <div className="grid-evidence">
        <div className="stack">
          <Panel title={evidence.missing} flush>
            <Missing site={site} />
          </Panel>
          <Panel title={evidence.forWhom} flush>
            <ul className="variants">
              {variants.map((variant) => (
                <li key={variant}>
                  <h3>{evidence.variant[variant]}</h3>
                  <p className="sub">{evidence.holds[variant]}</p>
                  <Button
                    disabled={!sealable || seal.busy || running !== null}
                    leftSection={<IconRubberStamp size="1.1em" aria-hidden />}
                    onClick={async () => {
                      const answer = await seal.run({ variant })
                      if (answer.ok && answer.value !== null) forget('evidence', 'site')
                    }}
                  >
                    {evidence.sealFor[variant]}
                  </Button>
                </li>
              ))}
            </ul>
            {!sealable && <p className="pad sub">{evidence.nothingToSeal}</p>}
          </Panel>
        </div>
        <Panel title={evidence.packs} flush>
          <Asked channel="evidence.list" input={undefined}>
            {(packs) => <PackList packs={packs} />}
          </Asked>
        </Panel>
      </div>
    </div>
  )
}

/** What is not as it should be and will stand in the pack. Nothing of it stops the seal: hiding it would be worse. */
function Missing({ site }: { readonly site: SiteView }) {
  const { counts } = site
  const undecided = counts.error + counts.unknown + counts.notchecked
  const lines: (readonly [number, string, string])[] = [
    [site.unresolved, evidence.unresolved(site.unresolved), evidence.unresolvedText],
    [
      site.deviceCount - site.assessedCount,
      evidence.notAssessed(site.deviceCount - site.assessedCount),
      evidence.notAssessedText,
    ],
    [counts.fail, evidence.openItems(counts.fail), evidence.openItemsText],
    [undecided, evidence.notRead(undecided), evidence.notReadText],
  ]
  const said = lines.filter(([amount]) => amount > 0)
  if (said.length === 0 && site.deviceCount > 0) {
    return (
      <ul className="missing">
        <li>
          <IconCircleCheck size="1.15rem" className="c-pass" aria-hidden />
          <span>{evidence.nothingMissing}</span>
        </li>
      </ul>
    )
  }
  return (
    <ul className="missing">
      {said.map(([, what, why]) => (
        <li key={what}>
          <IconAlertTriangle size="1.15rem" className="c-warn" aria-hidden />
          <span>
            <strong>{what}</strong>
            <span className="dim">{why}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
