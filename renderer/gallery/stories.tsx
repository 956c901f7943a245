import { IconCamera, IconDownload, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Progress } from '../api/live.tsx'
import { ActButton, BlockedContext } from '../components/act-button.tsx'
import { DayField } from '../components/day-field.tsx'
import { Empty } from '../components/empty.tsx'
import { DropZone, FilePick } from '../components/file-pick.tsx'
import { IconButton } from '../components/icon-button.tsx'
import { LinkTabs } from '../components/link-tabs.tsx'
import { Meter } from '../components/meter.tsx'
import { NamedValues } from '../components/named-values.tsx'
import { OldCatalog } from '../components/old-catalog.tsx'
import { OutcomeBars } from '../components/outcome-bars.tsx'
import { OutcomeStrip } from '../components/outcome-strip.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Panel } from '../components/panel.tsx'
import { PassphraseSave } from '../components/passphrase-save.tsx'
import { PhotoThumb } from '../components/photo-thumb.tsx'
import { ProblemPanel } from '../components/problem-panel.tsx'
import { Rows } from '../components/rows.tsx'
import { ScoreView } from '../components/score-view.tsx'
import { SeverityMark } from '../components/severity-mark.tsx'
import { StandingTag } from '../components/standing-tag.tsx'
import { type Outcome, OutcomeTag, outcomeLook, Tag, type Tone } from '../components/tag.tsx'
import { WorkBar } from '../components/work-bar.tsx'
import { text } from '../text/text.ts'

type States = Readonly<Record<string, ReactNode>>

const { device, devices, common, frame } = text
const nothing = () => undefined
const smallIcon = <IconDownload size="1.1em" aria-hidden />
const icon = <IconCamera size="1.5rem" stroke={1.5} aria-hidden />
const problem = {
  code: 'device/unreachable',
  message: 'No answer in 3 tries.',
  remedy: 'Check power, cabling and VLAN, then read the device again.',
}
const withoutNetwork = {
  code: 'computer/waits-for-network',
  message: 'This computer has no network on Ethernet (10.40.12.9): nothing new is begun until it is back.',
  remedy: 'Plug in the cable: the work then goes on by itself.',
}
const outcomes = Object.keys(outcomeLook) as Outcome[]
const tones: readonly Tone[] = ['pass', 'fixed', 'fail', 'warn', 'human', 'rest']
const none = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>
const some = Object.fromEntries(outcomes.map((outcome, at) => [outcome, (at + 1) * 7])) as Record<Outcome, number>
const running: Progress = { work: 'assess', state: 'running', done: 0, total: null, text: '' }
const score = { score: 0.82, coverage: 0.64, good: 263, shouldLook: 500, notLooked: 180, failing: 57, waived: 3 }
const red = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEklEQVR4nGO4Zm8NRwzIHMIcAM+OEg0nLVFwAAAAAElFTkSuQmCC'),
  (letter) => letter.charCodeAt(0),
)

const recordTabs = (['people', 'zones'] as const).map((name) => ({
  name,
  title: text.record.part[name],
  href: `#${name}`,
}))

/** One state for each word of a kind. */
const each = <T extends string>(words: readonly T[], draw: (word: T) => ReactNode): States =>
  Object.fromEntries(words.map((word) => [word, draw(word)]))

/** Every component file with every state that it has. A new component is a line here; a test holds this list against the folder. */
export const stories: Readonly<Record<string, States>> = {
  'act-button.tsx': {
    filled: <ActButton>{device.assess}</ActButton>,
    plain: <ActButton variant="default">{device.assess}</ActButton>,
    busy: <ActButton loading>{device.assess}</ActButton>,
    off: <ActButton disabled>{device.assess}</ActButton>,
    blocked: (
      <BlockedContext value={frame.readOnlyBecause(null)}>
        <ActButton>{device.assess}</ActButton>
      </BlockedContext>
    ),
  },
  'day-field.tsx': {
    empty: <DayField label={text.record.endsOn} value="" onChange={nothing} />,
    filled: <DayField label={text.record.endsOn} value="2027-06-30" onChange={nothing} />,
    wrong: <DayField label={text.record.endsOn} value="" error={text.record.needed} onChange={nothing} />,
  },
  'empty.tsx': {
    plain: (
      <Empty icon={icon} title={devices.none}>
        {devices.noneText}
      </Empty>
    ),
    'with a way on': (
      <Empty icon={icon} title={devices.none} action={<ActButton>{devices.noneButton}</ActButton>}>
        {devices.noneText}
      </Empty>
    ),
  },
  'file-pick.tsx': {
    plain: <FilePick label={text.attest.choose} icon={icon} onFiles={nothing} />,
    busy: <FilePick label={text.attest.choose} icon={icon} loading acts onFiles={nothing} />,
    'place to drop': (
      <DropZone label={text.attest.drop} onFiles={nothing}>
        {text.attest.drop}
      </DropZone>
    ),
  },
  'icon-button.tsx': {
    plain: (
      <IconButton label={common.dismiss}>
        <IconX size="1.1rem" aria-hidden />
      </IconButton>
    ),
    off: (
      <IconButton label={devices.csv} disabled>
        <IconDownload size="1.1rem" aria-hidden />
      </IconButton>
    ),
  },
  'link-tabs.tsx': {
    plain: <LinkTabs label={text.record.parts} tabs={recordTabs} at="people" />,
    'not saved': (
      <LinkTabs
        label={text.record.unsaved}
        tabs={recordTabs}
        at="people"
        marked={new Set(['zones'] as const)}
        mark={text.record.unsaved}
      />
    ),
  },
  'meter.tsx': {
    'not known': <Meter done={0} total={null} label={text.work.assess} />,
    'not begun': <Meter done={0} total={20} label={text.work.plan} />,
    'half done': <Meter done={10} total={20} label={text.work.fix} />,
    'held back': <Meter done={0} total={20} label={text.work.upgrade} held />,
    done: <Meter done={20} total={20} label={text.work.seal} />,
  },
  'named-values.tsx': {
    values: (
      <NamedValues
        values={[
          [text.identity.model, text.none],
          [text.identity.serial, text.unknownValue],
        ]}
      />
    ),
  },
  'old-catalog.tsx': { warning: <OldCatalog>{problem.message}</OldCatalog> },
  'outcome-bars.tsx': { none: <OutcomeBars counts={none} />, every: <OutcomeBars counts={some} /> },
  'outcome-strip.tsx': {
    none: <OutcomeStrip counts={none} shouldLook={10} />,
    every: <OutcomeStrip counts={some} shouldLook={400} />,
  },
  'page-head.tsx': {
    title: <PageHead title={devices.title} />,
    'lead and actions': (
      <PageHead title={devices.title} lead={devices.noneText}>
        <ActButton>{device.assess}</ActButton>
      </PageHead>
    ),
  },
  'panel.tsx': {
    plain: <Panel title={device.identity}>{device.noVault}</Panel>,
    aside: (
      <Panel title={device.firmware} aside={<Tag tone="fail">{text.outcome.fail}</Tag>}>
        {device.noFacts}
      </Panel>
    ),
    flush: (
      <Panel title={device.facts} flush>
        {device.noFacts}
      </Panel>
    ),
  },
  'passphrase-save.tsx': {
    plain: (
      <PassphraseSave label={device.copyPassphrase} icon={smallIcon} busy={false} onSave={async () => undefined}>
        {device.copySave}
      </PassphraseSave>
    ),
    busy: (
      <PassphraseSave label={device.copyPassphrase} icon={smallIcon} busy onSave={async () => undefined}>
        {device.copySave}
      </PassphraseSave>
    ),
  },
  'photo-thumb.tsx': {
    drawn: <PhotoThumb bytes={red} name={device.picture} />,
    large: <PhotoThumb bytes={red} name={device.noPicture} large />,
    'cannot be drawn': <PhotoThumb bytes={new Uint8Array([1, 2, 3])} name={device.showPicture} />,
  },
  'problem-panel.tsx': {
    stays: <ProblemPanel problem={problem} />,
    'can be dismissed': <ProblemPanel problem={problem} onDismiss={nothing} />,
  },
  'rows.tsx': {
    rows: (
      <Rows caption={device.facts} head={[device.fact, device.value]}>
        <tr>
          <td>{text.identity.model}</td>
          <td>{text.none}</td>
        </tr>
      </Rows>
    ),
  },
  'score-view.tsx': {
    some: <ScoreView score={score} />,
    'nothing looked at': (
      <ScoreView
        score={{ ...score, score: null, coverage: null, good: 0, shouldLook: 0, notLooked: 0, failing: 0, waived: 0 }}
      />
    ),
  },
  'severity-mark.tsx': {
    ...each(['critical', 'high', 'medium', 'low'], (severity) => <SeverityMark severity={severity} />),
    'height only': <SeverityMark severity="high" word={false} />,
  },
  'standing-tag.tsx': each(
    ['exploited', 'flawed', 'ended', 'behind', 'suspect', 'undecided', 'quiet', 'unjudged'],
    (standing) => <StandingTag standing={standing} />,
  ),
  'tag.tsx': {
    ...each(tones, (tone) => <Tag tone={tone}>{device.driver}</Tag>),
    ...each(outcomes, (outcome) => <OutcomeTag outcome={outcome} />),
  },
  'work-bar.tsx': {
    'just begun': <WorkBar progress={running} />,
    'half done': <WorkBar progress={{ ...running, done: 12, total: 24, text: '10.40.12.91', remainingSeconds: 95 }} />,
    paused: <WorkBar progress={{ ...running, work: 'fix', done: 3, total: 24 }} held />,
    waiting: <WorkBar progress={{ ...running, done: 12, total: 24, waiting: withoutNetwork }} />,
    'own words': <WorkBar progress={{ ...running, work: 'seal' }} cancelText={text.evidence.cancel} />,
  },
}
