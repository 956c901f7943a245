import type { Problem } from '../contract/channels.ts'

/** What a person sees of a bug: that it happened, that nothing was lost silently, and the id of its entry in the log. */
export const bugProblem = (logId: string): Problem => ({
  code: 'app/bug',
  message: `Something went wrong inside the app (log entry ${logId}). What was asked for was not done.`,
  remedy: 'Try again. If it happens again, send the log file with this number to the maintainers.',
})
