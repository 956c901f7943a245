import { outcomesWorstFirst, severities } from '../model/outcome.ts'

/** The one order of outcomes, and of severities, wherever something is drawn or sorted by them. */
export const worstFirst = { outcomes: outcomesWorstFirst, severities } as const
