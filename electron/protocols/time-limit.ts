/**
 * Calls `end` after so many milliseconds, once what came in the meantime had its turn: a computer that stood still, or slept, finds the
 * end of a wait and the answer at the same moment, and must not call silent what has answered.
 *
 * @returns what takes it back
 */
export function timeLimit(ms: number, end: () => void): () => void {
  let turn: NodeJS.Immediate | null = null
  const timer = setTimeout(() => {
    // Sockets are read between the timers and this.
    turn = setImmediate(end)
  }, ms)
  return () => {
    clearTimeout(timer)
    if (turn !== null) clearImmediate(turn)
  }
}
