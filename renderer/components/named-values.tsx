import './named-values.css'
import type { ReactNode } from 'react'

export function NamedValues({ values }: { readonly values: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="named-values">
      {values.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
