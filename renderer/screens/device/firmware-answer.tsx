import type { ReactNode } from 'react'
import type { Output } from '../../../electron/contract/channels.ts'
import { NamedValues } from '../../components/named-values.tsx'
import { OldCatalog } from '../../components/old-catalog.tsx'
import { Panel } from '../../components/panel.tsx'
import { StandingTag } from '../../components/standing-tag.tsx'
import { engineText } from '../../text/engine-text.ts'
import { text } from '../../text/text.ts'
import { actionText, endText, supportText } from '../firmware/firmware-groups.ts'

const { firmware } = text
type Answer = NonNullable<Output<'devices.view'>['firmware']>

/** What the catalog says of the firmware of one device, and what to do. The reasons stand in a tab beside it. */
export function FirmwareAnswer({ firmware: answer }: { readonly firmware: Answer | null }) {
  return (
    <Panel title={firmware.title}>
      {answer === null ? <p className="sub">{firmware.notJudged}</p> : <Answered answer={answer} />}
    </Panel>
  )
}

function Answered({ answer }: { readonly answer: Answer }) {
  const { is, installed, currency, support, endOfSale, action, oem, product } = answer
  const rows: (readonly [string, ReactNode])[] = [
    [firmware.installed, <Mono key="installed" words={installed} />],
    [firmware.latest, <Newest key="latest" currency={currency} />],
    [firmware.support, support.note === null ? supportText(support) : `${supportText(support)}. ${support.note}`],
    [firmware.sale, saleText(endOfSale)],
  ]
  if (oem !== null) rows.push([firmware.maker, engineText(oem)])
  rows.push([firmware.because, engineText(action.because)])
  if (action.meanwhile !== null) rows.push([firmware.meanwhile, engineText(action.meanwhile)])
  rows.push([firmware.record, product === null ? firmware.notInCatalog : <Mono key="record" words={product} />])
  return (
    <div className="firmware-answer">
      {answer.catalogWarning !== null && <OldCatalog>{answer.catalogWarning}</OldCatalog>}
      <p className="tags">
        {is.map((standing) => (
          <StandingTag key={standing} standing={standing} />
        ))}
      </p>
      <p>
        <strong>{actionText(action)}</strong>
      </p>
      <NamedValues values={rows} />
      <p className="dim small">{firmware.answerOf(answer.catalogVersion, answer.catalogDate)}</p>
    </div>
  )
}

function Newest({ currency: { state, latest, basis, because, releasesBehind, daysBehind } }: Pick<Answer, 'currency'>) {
  if (latest === null) return because === null ? firmware.currencyState.unknown : engineText(because)
  const behind = firmware.behindBy(releasesBehind, daysBehind)
  const words = [firmware.currencyState[state], behind, basis].filter((part) => part !== null).join('; ')
  return (
    <>
      <span className="mono">{latest}</span> ({words})
    </>
  )
}

/** Most makers publish no such day: then that is said, and nothing is concluded. */
function saleText(endOfSale: Answer['endOfSale']): string {
  if (endOfSale === null) return firmware.saleNotKnown
  const { date, precision, passed, atLatest } = endOfSale
  return firmware.sold(passed, atLatest, endText(date, precision))
}

const Mono = ({ words }: { readonly words: string | null }) =>
  words === null ? <span className="dim">{text.unknownValue}</span> : <span className="mono">{words}</span>
