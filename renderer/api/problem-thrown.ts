import type { Problem } from '../../electron/contract/channels.ts'

/** Carries a problem through the query cache, which knows only thrown errors. */
export class ProblemThrown extends Error {
  override readonly name = 'ProblemThrown'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}
