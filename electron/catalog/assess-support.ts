import type { FirmwareAssessment } from '../model/firmware.ts'
import type { Product } from './product.ts'
import { equallyNear, type KnownMatch, type KnownProduct } from './question.ts'

type Support = FirmwareAssessment['support']
type Precision = NonNullable<Support['precision']>

/** Whether the maker still repairs the product. `byLine`: it is the firmware line that ended, not the product. */
export function supportOf(
  named: readonly KnownMatch[],
  now: Date,
): { support: Support; byLine: boolean; used: readonly KnownProduct[] } {
  const near = equallyNear(named, ({ lifecycle }) => lifecycle.status !== null || lifecycle.endOfSupport !== null)
  const support = near
    .map(({ product }) => supportState(product.lifecycle, now))
    .sort((a, b) => gravity[a.state] - gravity[b.state])[0]
  return {
    support: support ?? { state: 'unknown', endOfSupport: null, precision: null, note: null },
    byLine: near.some(({ by }) => by === 'line'),
    used: near.map(({ product }) => product),
  }
}

/** The end of sale that the nearest record names. A record without one says nothing: the product need not be on sale. */
export function endOfSaleOf(named: readonly KnownMatch[], now: Date): FirmwareAssessment['endOfSale'] {
  const [near] = equallyNear(named, ({ lifecycle }) => lifecycle.endOfSale !== null || lifecycle.notSoldAsOf !== null)
  if (near === undefined) return null
  const { endOfSale, endOfSalePrecision, notSoldAsOf } = near.product.lifecycle
  if (endOfSale !== null) {
    const precision = endOfSalePrecision ?? 'day'
    return { date: endOfSale, precision, passed: isPast(endOfSale, precision, now), atLatest: false }
  }
  return notSoldAsOf === null ? null : { date: notSoldAsOf, precision: 'day', passed: true, atLatest: true }
}

const gravity: Readonly<Record<Support['state'], number>> = { ended: 0, 'possibly-ended': 1, unknown: 2, supported: 3 }

/** A coarse date is its last day: support "until 2031" has not ended before 2032. */
function supportState(lifecycle: Product['lifecycle'], now: Date): Support {
  const { status, statusAsOf, endOfSupport, endOfSupportPrecision } = lifecycle
  const precision = endOfSupport === null ? null : (endOfSupportPrecision ?? 'day')
  const asOf = statusAsOf === null ? null : `As of ${statusAsOf}.`
  const note = [asOf, lifecycle.note].filter((part) => part !== null).join(' ') || null
  const over = endOfSupport !== null && precision !== null && isPast(endOfSupport, precision, now)
  return { state: over ? 'ended' : stateOf(status, endOfSupport), endOfSupport, precision, note }
}

function stateOf(status: Product['lifecycle']['status'], endOfSupport: string | null): Support['state'] {
  switch (status) {
    case 'unsupported':
    case 'end-of-life':
    case 'end-of-lts':
      return 'ended'
    case 'possibly-unsupported':
    case 'product-specific-support-only':
    case 'superseded':
      return 'possibly-ended'
    case 'supported':
      return 'supported'
    case null:
      return endOfSupport === null ? 'unknown' : 'supported'
  }
}

const isPast = (date: string, precision: Precision, now: Date): boolean =>
  now.toISOString().slice(0, 10) > lastDay(date, precision)

function lastDay(date: string, precision: Precision): string {
  if (precision === 'year') return `${date.slice(0, 4)}-12-31`
  if (precision === 'month') {
    const next = new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0))
    return next.toISOString().slice(0, 10)
  }
  return date
}
