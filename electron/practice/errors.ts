import { ExpectedError } from '../model/errors.ts'

/** A practice site would have opened a port that others can reach. Nothing was opened. */
export class NotLoopback extends ExpectedError {
  override readonly name = 'NotLoopback'
  readonly code = 'practice/not-loopback'
  readonly remedy = 'Use a network inside 127.0.0.0/8 for the practice site.'
}

/** Every place for the practice site is taken by another program, most likely another practice site. */
export class NoRoom extends ExpectedError {
  override readonly name = 'NoRoom'
  readonly code = 'practice/no-room'
  readonly remedy = 'Close other practice sites, or start this one with another network or with high ports.'
}
