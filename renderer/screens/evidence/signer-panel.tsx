import { IconUser } from '@tabler/icons-react'
import { NamedValues } from '../../components/named-values.tsx'
import { Panel } from '../../components/panel.tsx'
import { text } from '../../text/text.ts'
import type { Ready } from './seal-missing.tsx'

const { evidence } = text

/** Who would sign the next pack, and which pack it would follow. */
export function SignerPanel({ ready }: { readonly ready: Ready }) {
  const { signer, previous } = ready
  return (
    <Panel title={evidence.signs} aside={<a href="#/identity">{evidence.toIdentity}</a>}>
      <div className="stack-tight">
        <div className="who-signs">
          <IconUser size="1.3rem" aria-hidden />
          <span>
            <strong>
              {signer.technician}, {signer.company}
            </strong>
            <span className="dim">
              {evidence.authority[signer.authority]}
              {signer.endsAt !== null && `, ${evidence.endsAt(signer.endsAt)}`}
            </span>
            <span className="dim">{evidence.tier[signer.keyTier]}</span>
          </span>
        </div>
        <NamedValues
          values={[
            [
              evidence.chain,
              previous === null ? evidence.first : evidence.follows(previous.sequence, previous.sealedAt),
            ],
            [evidence.devices, evidence.devicesOf(ready.assessed, ready.devices)],
            [evidence.log, evidence.logLines(ready.logLines)],
            ...(signer.rootFingerprint === null
              ? []
              : [
                  [
                    evidence.fingerprint,
                    <span className="mono break" key="root">
                      {signer.rootFingerprint}
                    </span>,
                  ] as const,
                ]),
          ]}
        />
      </div>
    </Panel>
  )
}
