import { Button } from '@mantine/core'
import { IconClock, IconClockCheck, IconFileCertificate, IconFolder } from '@tabler/icons-react'
import type { Output } from '../../../electron/contract/channels.ts'
import { useAction } from '../../api/use-action.ts'
import { Empty } from '../../components/empty.tsx'
import { NamedValues } from '../../components/named-values.tsx'
import { ProblemPanel } from '../../components/problem-panel.tsx'
import { Tag } from '../../components/tag.tsx'
import { dateTimeText, sizeText } from '../../text/format.ts'
import { text } from '../../text/text.ts'

export type Pack = Output<'evidence.list'>[number]
const { evidence } = text

/** The sealed packs of this site, newest first, with what a receiver needs to trust them. */
export function PackList({ packs }: { readonly packs: readonly Pack[] }) {
  const show = useAction('evidence.show')
  if (packs.length === 0) {
    return (
      <Empty icon={<IconFileCertificate size="1.5rem" stroke={1.5} aria-hidden />} title={evidence.noPacks}>
        {evidence.nothingToSeal}
      </Empty>
    )
  }
  return (
    <>
      {show.problem && <ProblemPanel problem={show.problem} onDismiss={show.dismiss} />}
      <ul className="packs">
        {[...packs]
          .sort((a, b) => b.sequence - a.sequence)
          .map((pack) => (
            <li key={pack.packId}>
              <div className="pack-head">
                <strong>{evidence.number(pack.sequence)}</strong>
                <Tag>{evidence.variant[pack.variant]}</Tag>
                <span className="dim">{dateTimeText(pack.sealedAt)}</span>
                <span className="dim num">{sizeText(pack.sizeBytes)}</span>
                {pack.stamps.length > 0 ? (
                  <Tag tone="pass" icon={<IconClockCheck size="1em" aria-hidden />}>
                    {evidence.stamped(pack.stamps.length)}
                  </Tag>
                ) : (
                  <Tag icon={<IconClock size="1em" aria-hidden />}>{evidence.notStamped}</Tag>
                )}
                <span className="grow" />
                <Button
                  variant="default"
                  leftSection={<IconFolder size="1.1em" aria-hidden />}
                  onClick={() => show.run({ packId: pack.packId })}
                >
                  {evidence.show}
                </Button>
              </div>
              <NamedValues
                values={[
                  [
                    evidence.pack,
                    <span className="mono" key="pack">
                      {pack.path}
                    </span>,
                  ],
                  ...(pack.copies.length === 0
                    ? []
                    : [
                        [
                          evidence.copies,
                          <span className="mono break" key="copies">
                            {pack.copies.join(', ')}
                          </span>,
                        ] as const,
                      ]),
                  [
                    evidence.root,
                    <span className="mono" key="root">
                      {pack.rootPath}
                    </span>,
                  ],
                  [
                    evidence.fingerprint,
                    <span className="mono fingerprint" key="fingerprint">
                      {pack.rootFingerprint}
                    </span>,
                  ],
                ]}
              />
            </li>
          ))}
      </ul>
      <p className="pad dim small">{evidence.fingerprintText}</p>
    </>
  )
}
