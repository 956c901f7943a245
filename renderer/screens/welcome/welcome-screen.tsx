import './welcome.css'
import { Button } from '@mantine/core'
import { IconFileCertificate, IconFolderOpen, IconPlayerPlay, IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { unlockRoute } from '../../../electron/contract/unlock-route.ts'
import { Asked } from '../../api/asked.tsx'
import { useAction } from '../../api/use-action.ts'
import { useRefresh } from '../../api/use-refresh.ts'
import { PageHead } from '../../components/page-head.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { text } from '../../text/text.ts'

/** How many devices the practice site of this screen has; the text names the same number. */
const practiceDevices = 24
const { welcome } = text

/** The first screen: try it safely, start a site, open one, or verify somebody's pack. */
export function WelcomeScreen() {
  const [, navigate] = useLocation()
  const refresh = useRefresh()
  const practice = useAction('site.practice')
  const choose = useAction('site.choose')
  const problem = practice.problem ?? choose.problem
  const openPractice = async () => {
    const answer = await practice.run({ devices: practiceDevices })
    if (answer.ok) refresh('site.view', undefined, answer.value)
  }
  const open = async () => {
    const answer = await choose.run(undefined)
    if (answer.ok && answer.value !== null) navigate(unlockRoute(answer.value))
  }
  return (
    <div className="welcome">
      <PageHead title={welcome.title} lead={welcome.lead} />
      {problem && <ProblemPanel problem={problem} />}
      <div className="doors">
        <section className="door-main">
          <h2>{welcome.practice}</h2>
          <p>{welcome.practiceText}</p>
          <p className="dim">{welcome.practiceTime}</p>
          <Button
            size="sm"
            loading={practice.busy}
            leftSection={<IconPlayerPlay size="1.1em" aria-hidden />}
            onClick={openPractice}
          >
            {welcome.openPractice}
          </Button>
        </section>
        <ul className="door-list">
          <Door
            icon={<IconPlus size="1.25rem" stroke={1.6} aria-hidden />}
            title={welcome.newSite}
            note={welcome.newSiteText}
          >
            <Button
              size="sm"
              variant="default"
              component="a"
              href="#/new"
              aria-label={`${welcome.create}: ${welcome.newSite}`}
            >
              {welcome.create}
            </Button>
          </Door>
          <Door
            icon={<IconFolderOpen size="1.25rem" stroke={1.6} aria-hidden />}
            title={welcome.open}
            note={welcome.openText}
          >
            <Button size="sm" variant="default" loading={choose.busy} aria-label={welcome.open} onClick={open}>
              {welcome.openButton}
            </Button>
          </Door>
          <Door
            icon={<IconFileCertificate size="1.25rem" stroke={1.6} aria-hidden />}
            title={welcome.verify}
            note={welcome.verifyText}
          >
            <Button size="sm" variant="default" component="a" href="#/verify" aria-label={welcome.verify}>
              {welcome.verifyButton}
            </Button>
          </Door>
        </ul>
      </div>
      <Recent />
      <section className="visit-line" aria-label={welcome.line}>
        <h2>{welcome.line}</h2>
        <ol>
          {welcome.steps.map(([name, what]) => (
            <li key={name}>
              <strong>{name}</strong>
              <span className="what">{what}</span>
            </li>
          ))}
        </ol>
      </section>
      <Version />
    </div>
  )
}

function Door(props: {
  readonly icon: ReactNode
  readonly title: string
  readonly note: string
  readonly children: ReactNode
}) {
  return (
    <li>
      {props.icon}
      <span className="door-words">
        <strong>{props.title}</strong>
        <span className="sub">{props.note}</span>
      </span>
      {props.children}
    </li>
  )
}

function Recent() {
  return (
    <Asked channel="app.about" input={undefined}>
      {({ recent }) =>
        recent.length > 0 && (
          <Panel title={welcome.recent} flush>
            <ul className="door-list">
              {recent.slice(0, 5).map((site) => (
                <Door
                  key={site.file}
                  icon={<IconFolderOpen size="1.25rem" stroke={1.6} aria-hidden />}
                  title={site.name}
                  note={welcome.recentAt(site.openedAt)}
                >
                  <Button
                    size="sm"
                    variant="default"
                    component="a"
                    href={`#${unlockRoute(site)}`}
                    aria-label={`${welcome.openButton} ${site.name}`}
                  >
                    {welcome.openButton}
                  </Button>
                </Door>
              ))}
            </ul>
          </Panel>
        )
      }
    </Asked>
  )
}

function Version() {
  return (
    <Asked channel="app.about" input={undefined}>
      {({ version, electron }) => <p className="dim small">{welcome.version(version, electron)}</p>}
    </Asked>
  )
}
